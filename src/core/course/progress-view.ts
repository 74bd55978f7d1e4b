/** Puts together what the screen "Progress" shows, from the event log and the catalog. */
import type { ProgressView } from '../../shared/progress-views.ts';
import { isCode } from '../../shared/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import type { EventLog, LoggedEvent } from '../progress/event-log.ts';
import { stepGrades, type StepGrade } from '../progress/step-grades.ts';
import { lastDays, streaks, workDays } from '../progress/work-days.ts';
import { inCourseOrder } from './course-order.ts';
import { reviewCounts, type Review, type ReviewItem } from './review.ts';
import { topicViews, type LabEvidence } from './topics.ts';

/** Four weeks. */
const DAYS_SHOWN = 28;
const WEEK = 7;

/** @param now milliseconds since 1970 */
export async function progressView(catalog: Catalog, log: EventLog, review: Review, now: number): Promise<ProgressView> {
  const items = await review.items();
  const heads = inCourseOrder(catalog);
  const events = new Map(heads.map((head) => [head.id, log.of(head.id)]));
  const work = workDays([...events.values()].flat());
  const days = lastDays(work, DAYS_SHOWN, new Date(now));
  return {
    seconds: { all: work.seconds, week: days.slice(-WEEK).reduce((sum, day) => sum + day.seconds, 0) },
    streak: streaks(work, new Date(now)),
    days,
    labs: heads.map((head) => ({ id: head.id, seconds: secondsIn(events.get(head.id) ?? []) })).filter((lab) => lab.seconds > 0),
    topics: topicViews(heads.map((head) => evidenceOf(catalog, head, events.get(head.id) ?? [], items))),
    review: reviewCounts(items, now),
  };
}

const secondsIn = (events: readonly LoggedEvent[]): number =>
  events.reduce((sum, event) => sum + (event.type === 'time-spent' ? event.seconds : 0), 0);

function evidenceOf(catalog: Catalog, head: LabHead, events: readonly LoggedEvent[], items: readonly ReviewItem[]): LabEvidence {
  const grades = bestVariant(head, events);
  const titles = grades.size === 0 ? new Map<string, string>() : stepTitles(catalog, head.id);
  return {
    id: head.id, title: head.title, topics: head.topics,
    // Steps that the lab no longer has say nothing any more.
    steps: head.steps.flatMap(({ id }) => {
      const grade = grades.get(id);
      return grade === undefined ? [] : [{ id, title: titles.get(id) ?? id, grade }];
    }),
    remembered: items.flatMap((item) => (item.lab === head.id && item.last !== null ? [item.last !== 'again'] : [])),
  };
}

/** Whoever does a lab again in another language knows its matter by then: the variant where most was done counts. */
function bestVariant(head: LabHead, events: readonly LoggedEvent[]): Map<string, StepGrade> {
  const variants = head.variants.length === 0 ? [null] : head.variants.map((each) => each.id);
  return variants.map((variant) => stepGrades(events.filter((event) => event.variant === variant)))
    .reduce((most, each) => (each.size > most.size ? each : most), new Map<string, StepGrade>());
}

function stepTitles(catalog: Catalog, id: string): Map<string, string> {
  try {
    return new Map(catalog.lab(id).lab.steps.map((step) => [step.id, step.title]));
  } catch (error) {
    if (isCode(error, 'LAB_INVALID') || isCode(error, 'LAB_NOT_FOUND')) return new Map();
    throw error;
  }
}
