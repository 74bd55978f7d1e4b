/** What keeps a lab from being proven, though it can run: checks that no wrong answer tests. */
import type { Lab, Variant } from '../../shared/lab-format.ts';

/**
 * @param lab as one variant has it, or as it is written
 * @param variant the one that it was made for
 * @returns one line for each check that no mutant names; for a variant whose checks another one proves, one when it has no mutant at all
 */
export function proofProblems(lab: Lab, variant?: Pick<Variant, 'id' | 'provenBy'>): string[] {
  if (variant?.provenBy !== undefined) {
    return lab.mutants.length > 0 ? [] : [`Variant "${variant.id}" has no mutant. The checks are proven by "${variant.provenBy}", but one wrong answer must show that this program is looked at too.`];
  }
  const caught = new Set(lab.mutants.map((mutant) => mutant.caughtBy));
  return lab.steps.flatMap((step) => step.checks)
    .filter((check) => !caught.has(check.id))
    .map((check) => `No mutant is caught by the check "${check.id}". Write a wrong answer that it must refuse.`);
}
