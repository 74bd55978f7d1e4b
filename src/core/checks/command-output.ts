/** What a command printed, compared with what was expected. */
import type { CommandCheck } from '../../shared/check-format/command.ts';
import type { Evidence, Reason } from '../../shared/verdict.ts';
import { hasPattern } from './author-pattern.ts';
import { describeMatcher } from './describe-matcher.ts';
import { findDifference } from './match.ts';
import { cutText } from './rows-evidence.ts';
import { writtenValue } from './written-value.ts';

/** Characters of an output that are shown. */
const MAX_SHOWN = 4_000;

export interface Fault {
  reason: Reason;
  evidence: Evidence;
}

type Expectation = CommandCheck['expect'];

/** Line ends as LF, and no blanks at the end: neither can be seen, and neither is what a step is about. */
export const plainText = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();

/** @param stdout all of it, as it was printed @returns the first thing that is not as expected, or null */
export function outputFault(expect: Expectation, stdout: string): Fault | null {
  const text = plainText(stdout);
  return textFault(expect.stdout, text) ?? linesFault(expect.lines, text) ?? regexFault('output-differs', expect.stdoutMatches, text) ?? jsonFault(expect.json, text);
}

/** @param stderr its end, as it was printed */
export function errorOutputFault(expect: Expectation, stderr: string): Fault | null {
  return regexFault('error-output-differs', expect.stderrMatches, plainText(stderr));
}

function textFault(matcher: unknown, text: string): Fault | null {
  if (matcher === undefined) return null;
  const wanted = typeof matcher === 'string' ? plainText(matcher) : matcher;
  const difference = findDifference(text, wanted);
  if (difference === null) return null;
  if (typeof wanted !== 'string') return fault('output-differs', difference.path, difference.expected, text);
  return fault('output-differs', lineThatDiffers(wanted, text), wanted, text);
}

function linesFault(matcher: unknown, text: string): Fault | null {
  if (matcher === undefined) return null;
  const lines = text === '' ? [] : text.split('\n');
  const difference = findDifference(lines, matcher);
  if (difference === null) return null;
  const line = /^\$\[(\d+)\]/.exec(difference.path)?.[1];
  if (line !== undefined) return fault('output-differs', `line ${String(Number(line) + 1)}`, difference.expected, writtenLine(difference.got));
  return fault('output-differs', difference.path, difference.expected, text);
}

function regexFault(reason: Reason, regex: string | undefined, text: string): Fault | null {
  if (regex === undefined || hasPattern(regex, 'ms', text)) return null;
  return fault(reason, '$', `a text that matches /${regex}/`, text);
}

function jsonFault(matcher: unknown, text: string): Fault | null {
  if (matcher === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('output-not-json', '$', describeMatcher(matcher), text);
  }
  const difference = findDifference(value, matcher);
  return difference === null ? null : fault('output-differs', difference.path, difference.expected, writtenValue(difference.got));
}

/** The first line in which two texts differ, as a person counts. */
function lineThatDiffers(expected: string, got: string): string {
  const [left, right] = [expected.split('\n'), got.split('\n')];
  const index = left.findIndex((line, at) => line !== right[at]);
  const line = index < 0 ? left.length : index;
  return left.length === 1 && right.length === 1 ? '$' : `line ${String(line + 1)}`;
}

const writtenLine = (line: unknown): string => (typeof line === 'string' ? line : 'no such line');

function fault(reason: Reason, path: string, expected: string, got: string): Fault {
  return { reason, evidence: { kind: 'value', path, expected: cutText(expected, MAX_SHOWN), got: cutText(got, MAX_SHOWN) } };
}
