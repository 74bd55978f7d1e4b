/** The course as the learner sees it: the catalog's labs with what was reached in each. */
import type { Check } from '../../shared/check-format/check.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { STAGES, type Lab } from '../../shared/lab-format.ts';
import type { CourseView, LabDetail, LabSummary, QuestionView } from '../../shared/views.ts';
import type { Catalog, LoadedLab } from '../catalog/catalog.ts';
import { costOf, type LabIndex } from '../catalog/lab-index.ts';
import { readLesson } from '../catalog/lesson-text.ts';
import { resolveAll, resolveVariant } from '../catalog/resolve-variant.ts';
import type { EventLog, LoggedEvent } from '../progress/event-log.ts';
import { deriveProgress } from '../progress/lab-progress.ts';

/**
 * The outline by stage; stages without labs are left out.
 * @param index what labs cost, as measured
 */
export function courseView(catalog: Catalog, log: EventLog, index: LabIndex): CourseView {
  const labs = [...catalog.labs.values()].sort((a, b) => a.lab.order - b.lab.order);
  const stages = STAGES.map((stage) => ({
    stage, labs: labs.filter(({ lab }) => lab.stage === stage).map((loaded) => summary(loaded, log, index)),
  })).filter((each) => each.labs.length > 0);
  return { stages, broken: catalog.broken, current: currentLab(catalog, log) };
}

/** The lab the learner did something in last, or null. */
export function currentLab(catalog: Catalog, log: EventLog): string | null {
  return log.labs().find((id) => catalog.labs.has(id)) ?? null;
}

/** @throws BackbenchError LAB_NOT_FOUND */
export function labIn(catalog: Catalog, id: string): LoadedLab {
  const loaded = catalog.labs.get(id);
  if (loaded === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...catalog.labs.keys()] });
  return loaded;
}

type Reached = Pick<LabSummary, 'stepsPassed' | 'state'>;

/** What was reached in a variant, or in a lab without variants. */
function reached(lab: Lab, events: readonly LoggedEvent[]): Reached {
  const passed = deriveProgress(events).everPassed;
  const stepsPassed = lab.steps.filter((step) => passed.has(step.id)).length;
  return { stepsPassed, state: stepsPassed === lab.steps.length ? 'passed' : events.length > 0 ? 'started' : 'new' };
}

/** The variant that a learner works on, if the lab still has it. */
function chosenVariant({ lab }: LoadedLab, log: EventLog): string | null {
  const chosen = lab.variants.length === 0 ? null : log.chosenVariant(lab.id);
  return lab.variants.some((each) => each.id === chosen) ? chosen : null;
}

function summary(loaded: LoadedLab, log: EventLog, index: LabIndex): LabSummary {
  const { lab } = loaded;
  const events = log.of(lab.id);
  const variants = lab.variants.map(({ id, title }) => ({ id, title, ...reached(lab, events.filter((event) => event.variant === id)) }));
  // A lab is passed in one language: the others are for those who like to.
  const best = variants.length === 0 ? reached(lab, events) : variants.reduce<Reached>(
    (most, each) => (each.stepsPassed > most.stepsPassed ? each : most), { stepsPassed: 0, state: events.length > 0 ? 'started' : 'new' });
  return {
    id: lab.id, title: lab.title, summary: lab.summary, stage: lab.stage, topics: lab.topics, minutes: lab.minutes,
    ...costOf(index, lab), services: lab.services.map((service) => service.kind), steps: lab.steps.length,
    stepsPassed: best.stepsPassed, state: best.state,
    variants, variant: chosenVariant(loaded, log),
  };
}

/**
 * One lab with its lessons, as the chosen variant has them.
 * @param earlier the lab as the learner's attempt has it, where that is another version than the course's
 * @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID when a lesson cannot be read
 */
export async function labDetail(
  catalog: Catalog, log: EventLog, index: LabIndex, id: string, earlier: (lab: LoadedLab) => LoadedLab | null = () => null,
): Promise<LabDetail> {
  const whole = labIn(catalog, id);
  const variant = chosenVariant(whole, log);
  const toChoose = variant === null && whole.lab.variants.length > 0;
  const present = toChoose ? whole : resolveVariant(whole, variant);
  const loaded = toChoose ? present : earlier(present) ?? present;
  const { lab } = loaded;
  return {
    summary: summary(whole, log, index),
    variants: resolveAll(whole).flatMap(({ variant: each, lab: { needs } }) => (each === undefined ? [] : [{ id: each.id, title: each.title, tools: needs.tools }])),
    variant,
    steps: toChoose ? [] : await Promise.all(lab.steps.map(async (step) => ({
      id: step.id, title: step.title, lesson: await readLesson(loaded, step.lesson), files: step.files,
      service: step.service ?? null,
      checks: step.checks.map((check) => ({ id: check.id, title: check.title, hints: check.hints.length, question: questionView(check) })),
    }))),
    services: lab.services.map(({ id: service, kind }) => ({ id: service, kind })),
    appCommand: lab.app?.command ?? null,
    remember: lab.remember, production: lab.production, review: lab.review,
  };
}

/** What a check asks, or null for one that looks for itself. What is right stays here. */
function questionView(check: Check): QuestionView | null {
  if (check.kind !== 'answer') return null;
  const { choices, number } = check;
  const form = choices === undefined ? (number === undefined ? 'text' : 'number') : choices.correct.length === 1 ? 'one' : 'several';
  return { text: check.question, form, options: choices?.options ?? [], unit: number?.unit ?? '' };
}
