/** What the schema can't say about a check of kind `load`. */
import type { LoadCheck } from '../../shared/check-format/load.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckProblem } from './check-problem.ts';

export function loadProblems(check: LoadCheck, lab: Lab): CheckProblem[] {
  const problems: CheckProblem[] = [];
  const ways = Object.entries(check.variants);
  for (const [name, { program }] of ways) {
    if (program !== undefined && lab.programs[program] === undefined) problems.push({ path: ['variants', name, 'program'], message: `The lab has no program "${program}". It has: ${Object.keys(lab.programs).join(', ') || 'none'}.` });
  }
  if (lab.app === undefined && ways.some(([, { program }]) => program === undefined)) problems.push({ path: [], message: 'A load check starts the learner\'s program. Say how in "app".' });
  const ratios = Object.entries(check.expect).filter(([, ratio]) => ratio !== undefined);
  if (ratios.length === 0) problems.push({ path: ['expect'], message: 'This check compares nothing. Give "p50", "p99" or "throughput".' });
  for (const [name, ratio] of ratios) {
    if (ratio?.atMost === undefined && ratio?.atLeast === undefined) problems.push({ path: ['expect', name], message: 'Give "atMost" or "atLeast".' });
  }
  const measured = 2 * check.seconds * check.rounds;
  if (measured > check.deadline) problems.push({ path: ['deadline'], message: `Both ways are measured for ${String(measured)} s together. Give the check a deadline above that.` });
  return problems;
}
