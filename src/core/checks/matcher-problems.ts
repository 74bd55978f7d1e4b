/** Finds what is wrong with a matcher before it ever runs: unknown operators and operands that make no sense. */
import { JSON_TYPES, isPlainObject } from './json-value.ts';
import { parsePath } from './json-path.ts';
import { isOperators, matcherRegex, operatorNames } from './match.ts';

export interface MatcherProblem {
  /** The steps from the matcher's top to the fault. */
  path: (string | number)[];
  message: string;
}

/** @returns nothing when {@link findDifference} can work with the matcher */
export function matcherProblems(matcher: unknown, path: (string | number)[] = []): MatcherProblem[] {
  if (Array.isArray(matcher)) return matcher.flatMap((item, index) => matcherProblems(item, [...path, index]));
  if (!isPlainObject(matcher)) return [];
  if (!isOperators(matcher)) return Object.entries(matcher).flatMap(([key, value]) => matcherProblems(value, [...path, key]));
  return Object.entries(matcher).flatMap(([name, operand]) => operatorProblems(name, operand, [...path, name]));
}

function operatorProblems(name: string, operand: unknown, path: (string | number)[]): MatcherProblem[] {
  const known = operatorNames();
  if (!known.includes(name)) return [{ path, message: `There is no operator ${name}. Known: ${known.join(', ')}.` }];
  const wrong = (message: string): MatcherProblem[] => [{ path, message: `${name} ${message}.` }];
  switch (name) {
    case '$any': case '$absent': return operand === true ? [] : wrong('takes true');
    case '$type': return (JSON_TYPES as readonly unknown[]).includes(operand) ? [] : wrong(`takes one of ${JSON_TYPES.join(', ')}`);
    case '$gt': case '$gte': case '$lt': case '$lte':
      return typeof operand === 'number' || typeof operand === 'string' ? [] : wrong('takes a number or a text');
    case '$near': return isNumberPair(operand) ? [] : wrong('takes a number and a tolerance, as [10, 0.5]');
    case '$matches': return regexProblem(operand) === null ? [] : wrong(`takes a regular expression: ${regexProblem(operand) ?? ''}`);
    case '$sorted': return isSortOperand(operand) ? [] : wrong("takes 'asc' or 'desc', or a path and one of them, as ['$.price', 'desc']");
    case '$unordered': case '$oneOf': case '$allOf':
      return Array.isArray(operand) && (operand.length > 0 || name === '$unordered') ? matcherProblems(operand, path) : wrong('takes a list');
    default: return matcherProblems(operand, path);
  }
}

function isNumberPair(operand: unknown): boolean {
  return Array.isArray(operand) && operand.length === 2 && operand.every((each) => typeof each === 'number');
}

function isSortOperand(operand: unknown): boolean {
  const isDirection = (value: unknown): boolean => value === 'asc' || value === 'desc';
  if (!Array.isArray(operand)) return isDirection(operand);
  const [path, direction, more] = operand as unknown[];
  return typeof path === 'string' && parsePath(path) !== null && isDirection(direction) && more === undefined;
}

function regexProblem(operand: unknown): string | null {
  const [source, flags, more] = Array.isArray(operand) ? operand as unknown[] : [operand, ''];
  if (typeof source !== 'string' || typeof flags !== 'string' || more !== undefined) return 'a text, or a list of text and flags';
  if (!/^[im]*$/.test(flags)) return 'the flags may be i and m';
  try {
    matcherRegex(operand);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
