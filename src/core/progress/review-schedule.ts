/**
 * When a review question comes again: FSRS, the Free Spaced Repetition Scheduler (github.com/open-spaced-repetition),
 * as its own library computes it. A question's memory state is replayed from the events, so nothing is kept beside the log.
 */
import { createEmptyCard, fsrs, Rating as Grade, type Card, type Grade as FsrsGrade } from 'ts-fsrs';
import type { Rating } from '../../shared/progress-views.ts';
import { RATINGS } from '../../shared/ratings.ts';

/** Whole days only, and no chance in them: the same answers give the same days. Other settings are the library's, 90 % retention among them. */
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });

const GRADES: Readonly<Record<Rating, FsrsGrade>> = { again: Grade.Again, hard: Grade.Hard, good: Grade.Good, easy: Grade.Easy };

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Reviewed {
  /** Milliseconds since 1970. */
  at: number;
  rating: Rating;
}

export interface Scheduled {
  /** Milliseconds since 1970. A question that was never answered is due at once. */
  due: number;
  /** The newest rating, or null. */
  last: Rating | null;
}

/** @param since when the lab was passed, milliseconds since 1970 @param answers oldest first */
export function schedule(since: number, answers: readonly Reviewed[]): Scheduled {
  const card = cardAfter(since, answers);
  return { due: card.due.getTime(), last: answers.at(-1)?.rating ?? null };
}

/** @param now milliseconds since 1970 @returns in how many days it would come again after each rating, at least 1 */
export function daysAfter(since: number, answers: readonly Reviewed[], now: number): Record<Rating, number> {
  const card = cardAfter(since, answers);
  const days = RATINGS.map((rating) => {
    const { due } = scheduler.next(card, new Date(now), GRADES[rating]).card;
    return [rating, Math.max(1, Math.round((due.getTime() - now) / DAY_MS))] as const;
  });
  return Object.fromEntries(days) as Record<Rating, number>;
}

function cardAfter(since: number, answers: readonly Reviewed[]): Card {
  return answers.reduce<Card>((card, { at, rating }) => scheduler.next(card, new Date(at), GRADES[rating]).card, createEmptyCard(new Date(since)));
}
