/** Recognises the mistakes that an author foresaw, so that the learner is told what went wrong and not only that. */
import type { Mistake } from '../../shared/check-format/base.ts';
import type { NotYet } from './outcome.ts';

/**
 * @returns the message of the first mistake whose marks all fit, or undefined
 * @param onWarning told when a mistake's own query fails: the learner must not feel it
 */
export async function findMistake(mistakes: readonly Mistake[], outcome: NotYet, onWarning: (text: string) => void): Promise<string | undefined> {
  for (const mistake of mistakes) {
    if (mistake.got !== undefined && !new RegExp(mistake.got, 'is').test(outcome.got)) continue;
    if (mistake.source !== undefined && !new RegExp(mistake.source, 'is').test(outcome.source ?? '')) continue;
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
