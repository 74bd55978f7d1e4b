/**
 * Spaced review: the questions of the labs that are passed, when each is due, and what the learner says of each answer.
 * Nothing is asked of labs that are not done, and nothing reminds anybody.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import type { ProgressView, Rating, ReviewView } from '../../shared/progress-views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { resolveVariant } from '../catalog/resolve-variant.ts';
import type { EventLog, LoggedEvent } from '../progress/event-log.ts';
import { daysAfter, schedule, type Reviewed, type Scheduled } from '../progress/review-schedule.ts';
import { inCourseOrder } from './course-order.ts';
import { labPassed } from './course.ts';

/** One question with where it stands. */
export interface ReviewItem extends Scheduled {
  lab: string;
  labTitle: string;
  key: string;
  question: string;
  answer: string;
  since: number;
  answers: readonly Reviewed[];
}

export interface Review {
  /** All questions of passed labs, in the order of the course. */
  items(): Promise<ReviewItem[]>;
  /** The question that is due longest. */
  next(): Promise<ReviewView>;
  /** Keeps the learner's word on an answer. @throws BackbenchError INPUT_REFUSED for a question that is not due */
  rate(lab: string, key: string, rating: Rating): Promise<ReviewView>;
}

/** @param now milliseconds since 1970 */
export function createReview(catalog: () => Catalog, log: EventLog, now: () => number): Review {
  const items = async (): Promise<ReviewItem[]> => {
    const found: ReviewItem[] = [];
    for (const head of inCourseOrder(catalog())) {
      const events = log.of(head.id);
      if (!labPassed(head, events)) continue;
      found.push(...itemsOf(catalog(), log, head.id, events));
      // Reading a lab takes some milliseconds; whoever waits for the lab host has a turn between two.
      await setImmediate();
    }
    return found;
  };
  const next = async (): Promise<ReviewView> => {
    const due = (await items()).filter((item) => item.due <= now()).toSorted((a, b) => a.due - b.due);
    const [first] = due;
    if (first === undefined) return { question: null, due: 0 };
    const { lab, labTitle, key, question, answer, since, answers } = first;
    return { question: { lab, labTitle, key, question, answer, days: daysAfter(since, answers, now()) }, due: due.length };
  };
  return {
    items, next,
    async rate(lab, key, rating) {
      const item = (await items()).find((each) => each.lab === lab && each.key === key);
      if (item === undefined || item.due > now()) {
        throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'key', message: 'This question is not due.' }] });
      }
      const head = catalog().heads.get(lab);
      log.append({ id: lab, version: head?.version ?? 0 }, { type: 'reviewed', question: key, rating });
      return next();
    },
  };
}

/** How many questions are due, and when the next one comes. */
export function reviewCounts(items: readonly ReviewItem[], now: number): ProgressView['review'] {
  const later = items.filter((item) => item.due > now).map((item) => item.due);
  return { due: items.length - later.length, all: items.length, next: later.length === 0 ? null : Math.min(...later) };
}

/** A lab that can't be read any more has no questions: the outline tells what is wrong with it. */
function itemsOf(catalog: Catalog, log: EventLog, id: string, events: readonly LoggedEvent[]): ReviewItem[] {
  let loaded: ReturnType<Catalog['lab']>;
  try {
    loaded = catalog.lab(id);
  } catch (error) {
    if (isCode(error, 'LAB_INVALID') || isCode(error, 'LAB_NOT_FOUND')) return [];
    throw error;
  }
  const { variants } = loaded.lab;
  const chosen = log.chosenVariant(id);
  const variant = variants.find((each) => each.id === chosen) ?? variants[0];
  const { review } = resolveVariant(loaded, variant?.id ?? null).lab;
  const passed = events.findLast((event) => event.type === 'attempt' && event.verdict === 'passed')?.at ?? 0;
  return loaded.lab.review.flatMap(({ question: asWritten }, at) => {
    const item = review[at];
    if (item === undefined) return [];
    const key = questionKey(asWritten);
    const answers = events.flatMap((event): Reviewed[] => (event.type === 'reviewed' && event.question === key ? [{ at: event.at, rating: event.rating }] : []));
    // A step that is done again passes later than the first answer was given.
    const since = Math.min(passed, answers[0]?.at ?? passed);
    return [{ lab: id, labTitle: loaded.lab.title, key, question: item.question, answer: item.answer, since, answers, ...schedule(since, answers) }];
  });
}

/** Questions have no ids: one that is worded anew is a new question. Sixteen hex digits tell those of a course apart. */
function questionKey(question: string): string {
  return createHash('sha256').update(question).digest('hex').slice(0, 16);
}
