/** Checks that count only once others passed (`after:`), such as those of what must not have happened. */
import type { Check } from '../../shared/check-format/check.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import type { CheckProblem } from './check-problem.ts';
import { message } from './outcome.ts';

/** @returns the result of a check that has to wait, or null when it is its turn. @param results of the checks before it */
export function waiting(check: Check, results: readonly CheckResult[], checks: readonly Check[]): CheckResult | null {
  const open = check.after.filter((id) => !results.some((result) => result.checkId === id && result.verdict === 'passed'));
  if (open.length === 0) return null;
  const titles = open.map((id) => checks.find((each) => each.id === id)?.title ?? id);
  return { checkId: check.id, verdict: 'not-yet', reason: 'waits-for', evidence: titles.map((title) => message('waits for', title)), ms: 0 };
}

/** A check can wait for checks before it in its own step. */
export function afterProblems(check: Check, lab: Lab): CheckProblem[] {
  const step = lab.steps.find((each) => each.checks.some((other) => other.id === check.id));
  const place = step?.checks.findIndex((other) => other.id === check.id) ?? 0;
  return check.after.flatMap((id, index): CheckProblem[] => {
    const path = ['after', index];
    if (id === check.id) return [{ path, message: `The check "${id}" can't wait for itself.` }];
    const at = step?.checks.findIndex((other) => other.id === id) ?? -1;
    if (at < 0) {
      const elsewhere = lab.steps.find((each) => each.checks.some((other) => other.id === id));
      return [{ path, message: elsewhere === undefined
        ? `There is no check "${id}" in this lab.` : `The check "${id}" is in the step "${elsewhere.id}". A check can wait only for checks of its own step.` }];
    }
    if (at < place) return [];
    const isCircle = step?.checks[at]?.after.includes(check.id) === true;
    return [{ path, message: isCircle
      ? `The checks "${check.id}" and "${id}" wait for each other, so neither would ever pass. Take one "after" out.`
      : `The check "${id}" comes later in the step. Put it before "${check.id}", since checks run in their order.` }];
  });
}
