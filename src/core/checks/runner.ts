/** Runs the checks of a step, one after the other, and gives a result for each. */
import type { Check } from '../../shared/check-format/check.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import type { CheckContext } from './check-context.ts';
import { waiting } from './after.ts';
import { runCheck } from './run-check.ts';

/**
 * A fault of the lab is a verdict ("broken"), never an exception.
 * @throws BackbenchError CANCELLED when the context's signal fires
 */
export async function runChecks(checks: readonly Check[], context: CheckContext): Promise<CheckResult[]> {
  const repairs = new Set<string>();
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    context.onCheck?.(check, index);
    results.push(waiting(check, results, checks) ?? await runCheck(check, context, repairs));
  }
  return results;
}
