/**
 * What checks of events (`when: edge`) saw when the step began: such a check passes when it passes now and what it
 * looks at is not what it was then.
 */
import type { Check } from '../../shared/check-format/check.ts';
import type { CheckContext } from './check-context.ts';
import { markOf } from './outcome.ts';
import { attemptCheck } from './run-check.ts';

/** A check that did not pass: whatever passes later is an event. */
export const NOTHING_SEEN = '';

/**
 * Looks once with every check of events, as the start of a step.
 * @returns by check; without those that could not be carried out, which then count as checks of the state
 * @throws BackbenchError CANCELLED when the context's signal fires
 */
export async function lookBefore(checks: readonly Check[], context: CheckContext): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const check of checks) {
    if (check.when !== 'edge') continue;
    const outcome = await attemptCheck(check, context);
    if (outcome.verdict === 'passed') seen.set(check.id, markOf(outcome));
    else if (outcome.verdict === 'not-yet') seen.set(check.id, NOTHING_SEEN);
  }
  return seen;
}
