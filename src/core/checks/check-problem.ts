/** What is wrong with a check before it runs, in words for its author; the parts that several kinds share. */
import type { Lab, ServiceKind } from '../../shared/lab-format.ts';
import { matcherProblems } from './matcher-problems.ts';

/** A problem at a path below the check. */
export interface CheckProblem {
  path: (string | number)[];
  message: string;
}

/** The service that a check names must be in the lab, and of a kind that the check can ask. */
export function serviceProblems(check: { kind: string; service: string }, lab: Lab, wanted: readonly ServiceKind[]): CheckProblem[] {
  const service = lab.services.find((each) => each.id === check.service);
  if (service === undefined) {
    return [{ path: ['service'], message: `There is no service "${check.service}" in this lab. Services: ${names(lab.services.map((each) => each.id))}.` }];
  }
  return wanted.includes(service.kind)
    ? [] : [{ path: ['service'], message: `A ${check.kind} check needs a ${wanted.join(' or ')} service; "${check.service}" is ${service.kind}.` }];
}

const names = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '));

/** Exactly one of the two fields. */
export function oneOf(holder: object, path: (string | number)[], first: string, second: string): CheckProblem[] {
  const given = [first, second].filter((key) => (holder as Record<string, unknown>)[key] !== undefined);
  if (given.length === 1) return [];
  return [{ path, message: given.length === 0 ? `Give "${first}" or "${second}".` : `Give "${first}" or "${second}", not both.` }];
}

export function matcherProblemsAt(matcher: unknown, path: (string | number)[]): CheckProblem[] {
  return matcherProblems(matcher).map((problem) => ({ path: [...path, ...problem.path], message: problem.message }));
}

/** A regular expression must compile with the flags that it will run with. */
export function regexProblems(source: string | undefined, path: (string | number)[], flags: string): CheckProblem[] {
  if (source === undefined) return [];
  try {
    new RegExp(source, flags);
    return [];
  } catch (error) {
    return [{ path, message: `This is not a regular expression: ${error instanceof Error ? error.message : String(error)}.` }];
  }
}
