/**
 * Regular expressions of lab authors, with a limit on their time: one that tries every way to split a text
 * (`^(a+)+$`) would hold up the whole process for hours. The engine itself stops the search, so that any pattern of
 * the language can be used and nothing needs to run elsewhere.
 */
import functionTimeout, { isTimeoutError } from 'function-timeout';

/** Of the processor's time. A search over a few megabytes takes some ten milliseconds; the lab host answers nobody meanwhile. */
const LIMIT_MS = 500;
/**
 * The engine's own limit is by the clock, and on a busy machine, or one that slept, a process may get little of that time:
 * a search that was stopped before it had this much of the processor begins again, with a limit twice as long.
 */
const FAIR_MS = 400;
/** By the clock. The last one ends the search whatever it got. */
const LIMITS_MS = [LIMIT_MS, 2 * LIMIT_MS, 4 * LIMIT_MS, 8 * LIMIT_MS] as const;

/** A fault of the lab: the pattern needs other words. */
export class PatternTooSlow extends Error {
  constructor(what: string) {
    super(`${what} did not come to an end within ${String(LIMIT_MS)} ms. A part that repeats a repetition, as (a+)+, makes a pattern that slow.`);
    this.name = 'PatternTooSlow';
  }
}

const calls = LIMITS_MS.map((timeout) => functionTimeout((work: () => unknown) => work(), { timeout }));

/**
 * Runs work that uses patterns. It must be without side effects: it may be stopped anywhere.
 * @param what names it in the error
 * @throws PatternTooSlow; whatever work throws
 */
export function withPatternLimit<T>(what: () => string, work: () => T): T {
  for (const call of calls) {
    const before = process.cpuUsage();
    try {
      return call(work) as T;
    } catch (error) {
      if (!isTimeoutError(error)) throw error;
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 >= FAIR_MS) break;
    }
  }
  throw new PatternTooSlow(what());
}

/** The first place where the pattern is found. @throws PatternTooSlow; SyntaxError for a pattern that can't be read */
export function findPattern(pattern: string, flags: string, text: string): RegExpExecArray | null {
  const regex = new RegExp(pattern, flags);
  return withPatternLimit(() => `The regular expression /${pattern}/`, () => regex.exec(text));
}

/** Whether the pattern is found anywhere. @throws as {@link findPattern} */
export function hasPattern(pattern: string, flags: string, text: string): boolean {
  return findPattern(pattern, flags, text) !== null;
}
