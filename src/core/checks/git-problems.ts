/** What the schema can't say about a check of kind `git`. */
import type { GitCheck } from '../../shared/check-format/git.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, regexProblems, type CheckProblem } from './check-problem.ts';

export function gitProblems({ expect }: GitCheck, lab: Lab): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (!lab.needs.tools.includes('git')) problems.push({ path: [], message: 'A git check needs git. Put it into the lab\'s needs: tools: [git].' });
  for (const [index, each] of (expect.commits ?? []).entries()) {
    const path = ['expect', 'commits', index];
    if (each.atLeast === undefined && each.atMost === undefined && each.messages === undefined && each.everyMessage === undefined && each.changes === undefined && each.author === undefined) {
      problems.push({ path, message: 'Nothing is expected of these commits. Give "atLeast", "messages" or another one.' });
    }
    for (const [at, regex] of (each.messages ?? []).entries()) problems.push(...regexProblems(regex, [...path, 'messages', at], 'is'));
    for (const [at, change] of (each.changes ?? []).entries()) problems.push(...regexProblems(change.message, [...path, 'changes', at, 'message'], 'is'));
    problems.push(
      ...regexProblems(each.everyMessage, [...path, 'everyMessage'], 'is'),
      ...regexProblems(each.author?.name, [...path, 'author', 'name'], 'i'), ...regexProblems(each.author?.email, [...path, 'author', 'email'], 'i'),
    );
  }
  for (const [index, each] of (expect.files ?? []).entries()) {
    const path = ['expect', 'files', index];
    const wanted = each.text !== undefined || each.matches !== undefined || each.excludes !== undefined;
    if (each.absent === true && wanted) problems.push({ path, message: 'A file that must be absent has no text.' });
    problems.push(...matcherProblemsAt(each.text, [...path, 'text']), ...regexProblems(each.matches, [...path, 'matches'], 'ms'), ...regexProblems(each.excludes, [...path, 'excludes'], 'ms'));
  }
  return problems;
}
