/** What a program writes to standard output because of a request: its log, as somebody who reads it later would see it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpRequestSpec } from '../../shared/check-format/http.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { LabProcess } from '../engines/engine.ts';
import { hasPattern, withPatternLimit } from './author-pattern.ts';
import { describeMatcher } from './describe-matcher.ts';
import { pairEach } from './match.ts';
import { notYet, type NotYet } from './outcome.ts';
import { fillTemplate } from './template.ts';

/** Between looks at the output, in milliseconds. */
const LOOK_MS = 25;
/** A line that must not come is written with the answer or shortly after: this long is waited for it, in milliseconds. */
const NOTICE_MS = 150;
/** Lines that are shown. */
const SHOWN_LINES = 20;

/**
 * @param from the number of the first line that counts
 * @returns what is wrong with what was printed, or null
 * @throws PatternTooSlow; the signal's reason
 */
export async function printedFault(
  { name, prints, printsNot, within }: HttpRequestSpec, process: LabProcess, from: number, captured: ReadonlyMap<string, unknown>, signal: AbortSignal,
): Promise<NotYet | null> {
  if (prints === undefined && printsNot === undefined) return null;
  const lines = (): string[] => process.printed(from).lines;
  const matchers = (prints ?? []).map((matcher) => fillTemplate(matcher, captured));
  const alone = (): number => {
    const pairs = withPatternLimit(() => 'A matcher of "prints"', () => pairEach(lines().map(asValue), matchers));
    return 'alone' in pairs ? pairs.alone : -1;
  };
  const until = performance.now() + within * 1000;
  let ended = false;
  void process.exited.then(() => { ended = true; });
  while (alone() >= 0 && !ended && performance.now() < until) await wait(LOOK_MS, undefined, { signal });
  const missing = alone();
  if (missing >= 0) return refused(name, `a line like ${describeMatcher(matchers[missing])}`, 'no such line', lines());
  if (printsNot === undefined) return null;
  await wait(NOTICE_MS, undefined, { signal });
  const bad = lines().find((line) => hasPattern(printsNot, '', line));
  return bad === undefined ? null : refused(name, `no line that matches /${printsNot}/`, bad, lines());
}

function refused(name: string, expected: string, got: string, lines: readonly string[]): NotYet {
  const log: Evidence[] = lines.length === 0 ? [] : [{ kind: 'log', source: 'standard output, since this request', lines: lines.slice(-SHOWN_LINES) }];
  return notYet('printed-differs', [{ kind: 'value', path: `${name}: what the program prints`, expected, got }, ...log], { got: lines.join('\n') });
}

function asValue(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}
