/** What a schema can't say about one check: fields that exclude or need each other, expressions that must compile. */
import type { Check } from '../../shared/check-format/check.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { scriptFiles } from '../checks/script-files.ts';
import { afterProblems } from '../checks/after.ts';
import { checkKind } from '../checks/check-kinds.ts';
import { regexProblems, type CheckProblem } from '../checks/check-problem.ts';

/** @returns what is wrong with the check inside this lab; nothing when it can run */
export function checkProblems(check: Check, lab: Lab): CheckProblem[] {
  return [...checkKind(check).problems(check, lab), ...mistakeProblems(check), ...afterProblems(check, lab)];
}

function mistakeProblems(check: Check): CheckProblem[] {
  const { comparesResults } = checkKind(check);
  const readsFile = check.kind === 'file' || ('file' in check && check.file !== undefined) || (check.kind === 'sql-script' && scriptFiles(check).size > 0);
  return check.mistakes.flatMap((mistake, index): CheckProblem[] => {
    const path = ['mistakes', index];
    const problems = [...regexProblems(mistake.got, [...path, 'got'], 'is'), ...regexProblems(mistake.source, [...path, 'source'], 'is')];
    if (mistake.result === undefined && mistake.got === undefined && mistake.source === undefined) {
      problems.push({ path, message: 'This mistake is never recognised. Give "result", "got" or "source".' });
    }
    if (mistake.result !== undefined && !comparesResults) {
      problems.push({ path: [...path, 'result'], message: 'Only sql and mongo checks compare with the result of a wrong query.' });
    }
    if (mistake.source !== undefined && !readsFile) {
      problems.push({ path: [...path, 'source'], message: 'This check reads no file of the learner, so there is no source to look at.' });
    }
    return problems;
  });
}
