/** What the schema can't say about a check of kind `command`. */
import type { CommandCheck } from '../../shared/check-format/command.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, oneOf, regexProblems, type CheckProblem } from './check-problem.ts';

export function commandProblems(check: CommandCheck, lab: Lab): CheckProblem[] {
  const { run, expect } = check;
  const problems = oneOf(run, ['run'], 'program', 'argv');
  if (run.program !== undefined && lab.programs[run.program] === undefined) {
    const known = Object.keys(lab.programs);
    problems.push({ path: ['run', 'program'], message: `There is no program "${run.program}" in this lab. Programs: ${known.length === 0 ? 'none' : known.join(', ')}.` });
  }
  if (run.argv !== undefined && run.args.length > 0) problems.push({ path: ['run', 'args'], message: 'Write the arguments into "argv".' });
  const paths = new Set<string>();
  for (const [index, file] of check.files.entries()) {
    problems.push(...oneOf(file, ['files', index], 'text', 'from'));
    if (paths.has(file.path)) problems.push({ path: ['files', index, 'path'], message: `The file "${file.path}" is given twice.` });
    paths.add(file.path);
  }
  const texts = [...run.args, ...(run.argv ?? []), ...Object.values(run.env), check.stdin ?? ''];
  if (check.files.length === 0 && texts.some((text) => text.includes('{{files}}'))) {
    problems.push({ path: ['run'], message: '{{files}} is used, but this check has no files of its own. Give it "files".' });
  }
  if (expect.stdout !== undefined && expect.lines !== undefined) problems.push({ path: ['expect'], message: 'Give "stdout" or "lines", not both.' });
  return [
    ...problems,
    ...matcherProblemsAt(expect.stdout, ['expect', 'stdout']), ...matcherProblemsAt(expect.lines, ['expect', 'lines']),
    ...matcherProblemsAt(expect.json, ['expect', 'json']),
    ...regexProblems(expect.stdoutMatches, ['expect', 'stdoutMatches'], 'ms'), ...regexProblems(expect.stderrMatches, ['expect', 'stderrMatches'], 'ms'),
  ];
}
