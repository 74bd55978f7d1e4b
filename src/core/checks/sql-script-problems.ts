/** What the schema can't say about a check of kind `sql-script`. */
import type { SqlScriptCheck, ScriptStep } from '../../shared/check-format/sql-script.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { oneOf, regexProblems, serviceProblems, type CheckProblem } from './check-problem.ts';

export function sqlScriptProblems(check: SqlScriptCheck, lab: Lab): CheckProblem[] {
  const problems = serviceProblems(check, lab, ['postgres', 'mysql']);
  const hasNumbers = lab.services.find(({ id }) => id === check.service)?.kind === 'mysql';
  /** Sessions whose last statement waits. */
  const waiting = new Set<string>();
  for (const [index, step] of check.steps.entries()) {
    const path = ['steps', index];
    if ('together' in step) {
      for (const [at, part] of step.together.entries()) {
        problems.push(...oneOf(part, [...path, 'together', at], 'sql', 'file'), ...busy(part.session, waiting, path));
      }
      if (step.mayFail !== undefined) problems.push(...codeProblems(step.mayFail, [...path, 'mayFail'], hasNumbers));
      if (new Set(step.together.map((part) => part.session)).size < step.together.length) problems.push({ path, message: 'Each part of "together" needs a session of its own.' });
      continue;
    }
    problems.push(...singleProblems(step, path, waiting, hasNumbers));
    if (step.expect?.waits === true) waiting.add(step.session);
    else waiting.delete(step.session);
  }
  for (const session of waiting) problems.push({ path: ['steps'], message: `The session "${session}" still waits at the end. Let it go on with "continues: true", so that its end is looked at.` });
  return problems;
}

function singleProblems(step: ScriptStep, path: (string | number)[], waiting: ReadonlySet<string>, hasNumbers: boolean): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (step.continues === true) {
    if (step.sql !== undefined || step.file !== undefined) problems.push({ path, message: 'What continues is what the session waited with. Take "sql" and "file" out.' });
    if (!waiting.has(step.session)) problems.push({ path, message: `No earlier step lets the session "${step.session}" wait ("waits: true"), so nothing can continue.` });
  } else problems.push(...oneOf(step, path, 'sql', 'file'), ...busy(step.session, waiting, path));
  const { expect } = step;
  if (expect === undefined) return problems;
  const at = [...path, 'expect'];
  if (expect.rows !== undefined && expect.query !== undefined) problems.push({ path: at, message: 'Give "rows" or "query", not both.' });
  const others = [expect.rows, expect.query, expect.affected].some((each) => each !== undefined);
  if (expect.waits === true && (others || expect.error !== undefined)) problems.push({ path: at, message: 'What waits has no result yet. Look at it in a later step with "continues".' });
  if (expect.error !== undefined && others) problems.push({ path: at, message: 'What is refused has no result. Take "rows", "query" and "affected" out.' });
  if (expect.error !== undefined) problems.push(...codeProblems(expect.error, [...at, 'error'], hasNumbers));
  problems.push(...regexProblems(expect.error?.matches, [...at, 'error', 'matches'], 'i'));
  return problems;
}

/** An error must be named, and numbers are MySQL's alone. */
function codeProblems(error: object, path: (string | number)[], hasNumbers: boolean): CheckProblem[] {
  const given = (key: string): boolean => (error as Record<string, unknown>)[key] !== undefined;
  if (given('number') && !hasNumbers) return [{ path: [...path, 'number'], message: 'Only MySQL has numbers for its errors. Use "sqlstate".' }];
  return ['sqlstate', 'number', 'matches'].some(given) ? [] : [{ path, message: `Say which error: "sqlstate"${hasNumbers ? ', "number"' : ''} or "matches".` }];
}

function busy(session: string, waiting: ReadonlySet<string>, path: (string | number)[]): CheckProblem[] {
  return waiting.has(session) ? [{ path, message: `The session "${session}" still waits. Let it go on first, with "continues: true".` }] : [];
}
