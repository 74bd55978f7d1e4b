/** What keeps a lab from being proven, though it can run: checks that no wrong answer tests. */
import type { Lab } from '../../shared/lab-format.ts';

/** @returns one line for each check that no mutant names */
export function proofProblems(lab: Lab): string[] {
  const caught = new Set(lab.mutants.map((mutant) => mutant.caughtBy));
  return lab.steps.flatMap((step) => step.checks)
    .filter((check) => !caught.has(check.id))
    .map((check) => `No mutant is caught by the check "${check.id}". Write a wrong answer that it must refuse.`);
}
