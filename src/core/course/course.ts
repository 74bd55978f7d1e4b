/** The course as the learner sees it: the catalog's labs with what was reached in each. */
import type { StageHeadView } from '../../shared/course-views.ts';
import type { Step } from '../../shared/lab-format.ts';
import type { LessonNode } from '../../shared/lesson-tree.ts';
import { STAGES } from '../../shared/stages.ts';
import { questionView } from '../../shared/question-view.ts';
import type { CourseView, LabDetail, LabSummary } from '../../shared/views.ts';
import type { Catalog, LoadedLab } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { costOf, type LabIndex } from '../catalog/lab-index.ts';
import { readLesson } from '../catalog/lesson-text.ts';
import { resolveAll, resolveVariant } from '../catalog/resolve-variant.ts';
import { readStageHead } from '../catalog/stage-head.ts';
import { labWork, type EventLog, type LoggedEvent } from '../progress/event-log.ts';
import { deriveProgress } from '../progress/lab-progress.ts';
import { derivePlaced } from '../progress/placement.ts';
import { buildsOn } from './builds-on.ts';
import { inCourseOrder } from './course-order.ts';
import type { Glossary } from './glossary.ts';
import { lessonFigures, linkedTerms } from './lesson-parts.ts';
import type { LessonTrees } from './lesson-trees.ts';

/**
 * The outline by stage; stages without labs are left out.
 * @param index what labs cost, as measured
 */
export function courseView(catalog: Catalog, log: EventLog, index: LabIndex): CourseView {
  const labs = summaries(catalog, log, index);
  const stages = STAGES.map((stage) => ({
    stage, labs: labs.filter((lab) => lab.stage === stage),
    placement: labs.some((lab) => lab.stage === stage && (catalog.heads.get(lab.id)?.placement.length ?? 0) > 0),
  })).filter((each) => each.labs.length > 0);
  return { stages, broken: [...catalog.broken], current: currentLab(catalog, log) };
}

/** All labs in the order of the course, with what each builds on. */
function summaries(catalog: Catalog, log: EventLog, index: LabIndex): LabSummary[] {
  const labs = inCourseOrder(catalog);
  const alone = labs.map((lab) => summary(lab, log, index));
  const known = new Set(alone.filter((lab) => lab.known || lab.state === 'passed').map((lab) => lab.id));
  const teachers = new Map(labs.toReversed().flatMap((lab) => lab.teaches.map((concept) => [concept.id, { concept, lab }] as const)));
  return alone.map((lab, at) => ({ ...lab, buildsOn: buildsOn(labs[at]?.requires ?? [], teachers, known) }));
}

/** What stands above each stage that has labs. A head that can't be read is left out; the lint tells why. */
export async function stageHeads(catalog: Catalog, labsFolder: string): Promise<StageHeadView[]> {
  const stages = STAGES.filter((stage) => [...catalog.heads.values()].some((lab) => lab.stage === stage));
  const heads = await Promise.all(stages.map(async (stage) => ({ stage, ...await readStageHead(labsFolder, stage) })));
  return heads.flatMap(({ stage, head, picture }) => (head === null ? [] : [{
    stage, title: head.title, level: head.level, summary: head.summary, picture, pictureText: head.pictureText,
  }]));
}

/** The lab the learner did something in last, or null. */
export function currentLab(catalog: Catalog, log: EventLog): string | null {
  return log.labs().find((id) => catalog.heads.has(id)) ?? null;
}

type Reached = Pick<LabSummary, 'stepsPassed' | 'state'>;

/** What was reached in a variant, or in a lab without variants. */
function reached(lab: LabHead, events: readonly LoggedEvent[]): Reached {
  const passed = deriveProgress(events).everPassed;
  const stepsPassed = lab.steps.filter((step) => passed.has(step.id)).length;
  return { stepsPassed, state: stepsPassed === lab.steps.length ? 'passed' : events.length > 0 ? 'started' : 'new' };
}

/** A lab is passed in one language: the others are for those who like to. */
function best(lab: LabHead, events: readonly LoggedEvent[], variants: readonly Reached[]): Reached {
  return lab.variants.length === 0 ? reached(lab, events) : variants.reduce<Reached>(
    (most, each) => (each.stepsPassed > most.stepsPassed ? each : most), { stepsPassed: 0, state: events.length > 0 ? 'started' : 'new' });
}

/** @param events of the lab, all variants @returns whether the lab is passed, in one of its variants */
export function labPassed(lab: LabHead, events: readonly LoggedEvent[]): boolean {
  const work = labWork(events);
  return best(lab, work, lab.variants.map(({ id }) => reached(lab, work.filter((event) => event.variant === id)))).state === 'passed';
}

/** The variant that a learner works on, if the lab still has it. */
function chosenVariant(lab: LabHead, log: EventLog): string | null {
  const chosen = lab.variants.length === 0 ? null : log.chosenVariant(lab.id);
  return lab.variants.some((each) => each.id === chosen) ? chosen : null;
}

/** Without what it builds on, which needs the other labs. */
function summary(lab: LabHead, log: EventLog, index: LabIndex): LabSummary {
  const events = log.of(lab.id);
  const work = labWork(events);
  const variants = lab.variants.map(({ id, title }) => ({ id, title, ...reached(lab, work.filter((event) => event.variant === id)) }));
  const { stepsPassed, state } = best(lab, work, variants);
  const variant = chosenVariant(lab, log);
  return {
    id: lab.id, title: lab.title, summary: lab.summary, stage: lab.stage, topics: lab.topics, minutes: lab.minutes,
    buildsOn: [], checkpoint: lab.checkpoint, known: derivePlaced(lab, events).known,
    ...costOf(index, lab, variant), services: lab.services.map((service) => service.kind), steps: lab.steps.length,
    stepsPassed, state, variants, variant,
  };
}

/**
 * One lab with its lessons, as the chosen variant has them.
 * @param glossary the course's
 * @param trees what was read of lessons before
 * @param earlier the lab as the learner's attempt has it, where that is another version than the course's
 * @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID, also when a lesson cannot be read
 */
export async function labDetail(
  catalog: Catalog, log: EventLog, index: LabIndex, glossary: Pick<Glossary, 'find'>, trees: LessonTrees, id: string, earlier: (lab: LoadedLab) => LoadedLab | null = () => null,
): Promise<LabDetail> {
  const whole = catalog.lab(id);
  const variant = chosenVariant(whole.lab, log);
  const toChoose = variant === null && whole.lab.variants.length > 0;
  const present = toChoose ? whole : resolveVariant(whole, variant);
  const loaded = toChoose ? present : earlier(present) ?? present;
  const { lab } = loaded;
  const written = toChoose ? [] : await Promise.all(lab.steps.map(async (step) => ({ step, text: await readLesson(loaded, step.lesson) })));
  const texts = written.map(({ text }) => text);
  const lessons = await trees.read(variant === null ? id : `${id}.${variant}`, texts);
  const steps = await Promise.all(written.map(({ step, text }, at) => stepDetail(loaded, step, text, lessons[at] ?? [])));
  const linked = linkedTerms([...texts, ...lab.remember, ...lab.production, ...lab.review.flatMap((item) => [item.question, item.answer])]);
  return {
    summary: summaries(catalog, log, index).find((each) => each.id === id) ?? summary(whole.lab, log, index),
    variants: resolveAll(whole).flatMap(({ variant: each, lab: { needs } }) => (each === undefined ? [] : [{ id: each.id, title: each.title, tools: needs.tools }])),
    variant,
    steps,
    terms: await glossary.find(linked, id),
    services: lab.services.map(({ id: service, kind }) => ({ id: service, kind })),
    appCommand: lab.app?.command ?? null,
    api: lab.app !== undefined || lab.requests.length > 0,
    remember: lab.remember, production: lab.production, review: lab.review,
  };
}

async function stepDetail(loaded: LoadedLab, step: Step, text: string, lesson: LessonNode[]): Promise<LabDetail['steps'][number]> {
  return {
    id: step.id, title: step.title, lesson, figures: await lessonFigures(loaded, text), files: step.files, service: step.service ?? null,
    // What is right stays here.
    checks: step.checks.map((check) => ({ id: check.id, title: check.title, hints: check.hints.length, question: check.kind === 'answer' ? questionView(check) : null })),
  };
}
