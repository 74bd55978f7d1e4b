/** Recognises the mistakes that an author foresaw, so that the learner is told what went wrong and not only that. */
import type { Mistake } from '../../shared/check-format/base.ts';
import { hasPattern, PatternTooSlow } from './author-pattern.ts';
import type { NotYet } from './outcome.ts';

/**
 * @returns the message of the first mistake whose marks all fit, or undefined
 * @param onWarning told when a mistake's own query fails or its pattern is too slow: the learner must not feel it
 */
export async function findMistake(mistakes: readonly Mistake[], outcome: NotYet, onWarning: (text: string) => void): Promise<string | undefined> {
  for (const mistake of mistakes) {
    try {
      if (mistake.got !== undefined && !hasPattern(mistake.got, 'is', outcome.got)) continue;
      if (mistake.source !== undefined && !hasPattern(mistake.source, 'is', outcome.source ?? '')) continue;
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error;
      onWarning(error.message);
      continue;
    }
    if (mistake.result !== undefined) {
      try {
        if (await outcome.isResultOf?.(mistake.result) !== true) continue;
      } catch (error) {
        onWarning(`the query of a mistake failed: ${mistake.result}: ${error instanceof Error ? error.message : String(error)}`);
        continue;
      }
    }
    return mistake.say;
  }
  return undefined;
}
