/** Patterns that would hold everything up for hours are stopped within a second, wherever an author can write one. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkSchema, type Check } from '../../shared/check-format/check.ts';
import { findPattern, hasPattern, PatternTooSlow, withPatternLimit } from './author-pattern.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { findDifference } from './match.ts';
import { findMistake } from './mistakes.ts';
import { notYet } from './outcome.ts';
import { runChecks } from './runner.ts';

/** The limit and room for a busy machine, in milliseconds. */
const SOON_MS = 20_000;
const TEXT = `${'a'.repeat(50_000)}!`;
const CATASTROPHIC = [
  ['nested repetition', '^(a+)+$', TEXT], ['one word in another', '^(a|aa)+$', TEXT],
  ['many greedy parts', '(.*a){25}b', TEXT], ['back references', '^(a+)\\1*(a+)\\2*(a+)\\3*$', TEXT],
  ['looking ahead', '^(?=(a+)+$)a', TEXT], ['blanks', '^(\\s*\\w+\\s*)+$', `${'aa '.repeat(20_000)}!`],
] as const;

const quickly = async (work: () => unknown): Promise<void> => {
  const began = performance.now();
  await work();
  expect(performance.now() - began).toBeLessThan(SOON_MS);
};
const fileCheck = (more: object): Check => checkSchema.parse({ kind: 'file', id: 'file', title: 't', path: 'a.txt', hints: ['a', 'b'], ...more });
const { environment } = fakeEnvironment('.');
const context = contextFor(environment, { workspace: { read: () => Promise.resolve({ path: 'a.txt', text: TEXT, hash: '' }) } });

describe('a catastrophic pattern', () => {
  it.each(CATASTROPHIC)('%s', { timeout: 60_000 }, async (_, pattern, text) => {
    await quickly(() => { expect(() => findPattern(pattern, 's', text)).toThrow(PatternTooSlow); });
  });

  it('in a matcher, many times over, takes no longer', async () => {
    const matcher = { $each: { $not: { $matches: '^(a+)+$' } } };
    await quickly(() => { expect(() => findDifference(Array.from({ length: 500 }, () => `${'a'.repeat(26)}!`), matcher)).toThrow(PatternTooSlow); });
  });

  it('of a check is the lab’s fault, not the learner’s', async () => {
    await quickly(async () => {
      expect(await runChecks([fileCheck({ matches: '^(a+)+$' })], context)).toMatchObject([
        { verdict: 'broken', evidence: [{ text: expect.stringContaining('The regular expression /^(a+)+$/ did not come to an end') as string }] },
      ]);
    });
  });

  it('of a mistake is passed over, and told to the author', async () => {
    const told: string[] = [];
    const mistakes = [{ got: '^(a+)+$', say: 'slow' }, { source: '(.*a){25}b', say: 'slow too' }, { got: '^a+!$', say: 'right' }];
    await quickly(async () => {
      expect(await findMistake(mistakes, notYet('file-text-missing', [], { got: TEXT, source: TEXT }), (text) => { told.push(text); })).toBe('right');
    });
    expect(told).toEqual([expect.stringContaining('/^(a+)+$/') as string, expect.stringContaining('/(.*a){25}b/') as string]);
  });
});

it('leaves other patterns alone, however large the text', () => {
  expect(findPattern('(\\w+)!$', 's', TEXT)?.[1]).toHaveLength(50_000);
  expect(hasPattern('b', '', 'a'.repeat(5_000_000))).toBe(false);
  expect(() => hasPattern('(', '', 'a')).toThrow(SyntaxError);
});

describe('on a machine that gives the process little of its time', () => {
  afterEach(() => { vi.restoreAllMocks(); });
  const wait = (ms: number): void => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); };
  const spin = (ms: number): void => { for (const until = performance.now() + ms; performance.now() < until;); };

  it('a search that was held up goes on to its end', () => {
    let calls = 0;
    // 600 ms by the clock in pieces that the engine can stop between: next to nothing of the processor's.
    expect(withPatternLimit(() => 'x', () => {
      calls += 1;
      for (let n = 0; n < 60; n += 1) wait(10);
      return 'found';
    })).toBe('found');
    expect(calls).toBe(2);
  });

  it('a search that is slow itself is stopped as soon as it had its share', () => {
    let calls = 0;
    vi.spyOn(process, 'cpuUsage').mockImplementation((before) => (before === undefined ? { user: 0, system: 0 } : { user: 300_000, system: 150_000 }));
    expect(() => withPatternLimit(() => 'x', () => { calls += 1; spin(60_000); })).toThrow(PatternTooSlow);
    expect(calls).toBe(1);
  });
});
