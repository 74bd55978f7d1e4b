/** The course as the learner sees it: the catalog's labs with what was reached in each. */
import type { Check } from '../../shared/check-format/check.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { STAGES } from '../../shared/lab-format.ts';
import type { CourseView, LabDetail, LabSummary, QuestionView } from '../../shared/views.ts';
import type { Catalog, LoadedLab } from '../catalog/catalog.ts';
import { readLabFile } from '../catalog/lab-files.ts';
import type { EventLog } from '../progress/event-log.ts';
import { deriveProgress } from '../progress/lab-progress.ts';

/** The outline by stage; stages without labs are left out. */
export function courseView(catalog: Catalog, log: EventLog): CourseView {
  const labs = [...catalog.labs.values()].sort((a, b) => a.lab.order - b.lab.order);
  const stages = STAGES.map((stage) => ({
    stage, labs: labs.filter(({ lab }) => lab.stage === stage).map((loaded) => summary(loaded, log)),
  })).filter((each) => each.labs.length > 0);
  return { stages, broken: catalog.broken, current: currentLab(catalog, log) };
}

/** The lab the learner did something in last, or null. */
export function currentLab(catalog: Catalog, log: EventLog): string | null {
  return log.labs().find((id) => catalog.labs.has(id)) ?? null;
}

function summary({ lab }: LoadedLab, log: EventLog): LabSummary {
  const events = log.of(lab.id);
  const passed = deriveProgress(events).everPassed;
  const stepsPassed = lab.steps.filter((step) => passed.has(step.id)).length;
  return {
    id: lab.id, title: lab.title, summary: lab.summary, stage: lab.stage, topics: lab.topics, minutes: lab.minutes,
    memoryMb: lab.needs.memoryMb, services: lab.services.map((service) => service.kind), steps: lab.steps.length, stepsPassed,
    state: stepsPassed === lab.steps.length ? 'passed' : events.length > 0 ? 'started' : 'new',
  };
}

/** One lab with its lessons. @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID when a lesson cannot be read */
export async function labDetail(catalog: Catalog, log: EventLog, id: string): Promise<LabDetail> {
  const loaded = catalog.labs.get(id);
  if (loaded === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...catalog.labs.keys()] });
  const { lab } = loaded;
  return {
    summary: summary(loaded, log),
    steps: await Promise.all(lab.steps.map(async (step) => ({
      id: step.id, title: step.title, lesson: await readLabFile(loaded, step.lesson), files: step.files,
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
