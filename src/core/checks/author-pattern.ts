/**
 * Regular expressions of lab authors, with a limit on their time: one that tries every way to split a text
 * (`^(a+)+$`) would hold up the whole process for hours. The engine itself stops the search, so that any pattern of
 * the language can be used and nothing needs to run elsewhere.
 */
import functionTimeout, { isTimeoutError } from 'function-timeout';

/** A search over a few megabytes takes some ten milliseconds; the lab host answers nobody meanwhile. */
const LIMIT_MS = 500;

/** A fault of the lab: the pattern needs other words. */
export class PatternTooSlow extends Error {
  constructor(what: string) {
    super(`${what} did not come to an end within ${String(LIMIT_MS)} ms. A part that repeats a repetition, as (a+)+, makes a pattern that slow.`);
    this.name = 'PatternTooSlow';
  }
}

const call = functionTimeout((work: () => unknown) => work(), { timeout: LIMIT_MS });

/**
 * Runs work that uses patterns. It must be without side effects: it may be stopped anywhere.
 * @param what names it in the error
 * @throws PatternTooSlow; whatever work throws
 */
export function withPatternLimit<T>(what: () => string, work: () => T): T {
  try {
    return call(work) as T;
  } catch (error) {
    if (isTimeoutError(error)) throw new PatternTooSlow(what());
    throw error;
  }
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
