/** Time at work and the days of it, derived from the event log. Days are those of this computer's clock. */
import type { LoggedEvent } from './event-log.ts';

/** What was done on one day. */
export interface WorkDay {
  /** YYYY-MM-DD. */
  day: string;
  seconds: number;
  /** Steps that passed. */
  steps: number;
}

export interface WorkDays {
  /** Seconds at work, in all. */
  seconds: number;
  /** Only days with work. */
  days: ReadonlyMap<string, WorkDay>;
}

/** @param events of all labs, in any order */
export function workDays(events: Iterable<LoggedEvent>): WorkDays {
  const days = new Map<string, WorkDay>();
  let seconds = 0;
  for (const event of events) {
    if (!isWork(event)) continue;
    const day = dayOf(new Date(event.at));
    const known = days.get(day) ?? { day, seconds: 0, steps: 0 };
    const spent = event.type === 'time-spent' ? event.seconds : 0;
    const passed = event.type === 'attempt' && event.verdict === 'passed' ? 1 : 0;
    days.set(day, { day, seconds: known.seconds + spent, steps: known.steps + passed });
    seconds += spent;
  }
  return { seconds, days };
}

/** Days without work among them. @returns the last `count` days, oldest first, today last */
export function lastDays({ days }: WorkDays, count: number, now: Date): WorkDay[] {
  return Array.from({ length: count }, (_, at) => {
    const day = dayOf(daysBefore(now, count - 1 - at));
    return days.get(day) ?? { day, seconds: 0, steps: 0 };
  });
}

/** A day that has only begun breaks no row: it may end at yesterday. */
export function streaks({ days }: WorkDays, now: Date): { now: number; longest: number } {
  const rowUpTo = (date: Date): number => {
    let length = 0;
    while (days.has(dayOf(daysBefore(date, length)))) length += 1;
    return length;
  };
  const today = rowUpTo(now);
  let longest = 0;
  let row = 0;
  let last: string | null = null;
  for (const day of [...days.keys()].toSorted()) {
    row = last !== null && day === dayOf(daysBefore(dateOf(last), -1)) ? row + 1 : 1;
    longest = Math.max(longest, row);
    last = day;
  }
  return { now: today > 0 ? today : rowUpTo(daysBefore(now, 1)), longest };
}

/** Opening a lab is no work yet, nor is what an author's or a teacher's tool writes. */
function isWork({ type }: LoggedEvent): boolean {
  return type === 'attempt' || type === 'time-spent' || type === 'reviewed' || type === 'answered' || type === 'placement-answered';
}

function dayOf(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Noon, so that a change of the clock moves it to no other day. */
function daysBefore(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12);
}

function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
}
