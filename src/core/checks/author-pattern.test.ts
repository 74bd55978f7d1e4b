/** Patterns that would hold everything up for hours are stopped within a second, wherever an author can write one. */
import { describe, expect, it } from 'vitest';
import { checkSchema, type Check } from '../../shared/check-format/check.ts';
import { findPattern, hasPattern, PatternTooSlow } from './author-pattern.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { findDifference } from './match.ts';
import { findMistake } from './mistakes.ts';
import { notYet } from './outcome.ts';
import { runChecks } from './runner.ts';

/** The limit and room for a busy machine, in milliseconds. */
const SOON_MS = 5000;
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
  it.each(CATASTROPHIC)('%s', { timeout: 20_000 }, async (_, pattern, text) => {
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
