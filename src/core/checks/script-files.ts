/** The learner's files that an sql-script runs. */
import type { SqlScriptCheck } from '../../shared/check-format/sql-script.ts';

/** @returns their paths in the workspace */
export function scriptFiles(check: SqlScriptCheck): Set<string> {
  const parts = check.steps.flatMap((step) => ('together' in step ? step.together : [step]));
  return new Set(parts.flatMap(({ file }) => file ?? []));
}
