/** A day and a time of day, in the words of the language and by the clock of this computer. */
import type { T } from '../words/words-context.tsx';

/** @param at milliseconds since 1970 */
export const momentOf = (at: number, t: T): string => t.date(at, { dateStyle: 'medium', timeStyle: 'short' });
