import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkSchema, type Check } from '../../shared/check-format/check.ts';
import { testLearner } from './class-world.ts';
import { claimsOf, isCarried, mayMissData } from './recheck-claims.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'bb-claims-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const check = (more: Record<string, unknown>): Check => checkSchema.parse({ id: 'a', title: 'A', hints: ['1', '2'], ...more });
const inFile = check({ kind: 'sql', service: 'shop', file: 'a.sql', expect: { query: 'SELECT 1' }, compare: 'set' });
const inData = check({ kind: 'sql', service: 'shop', query: 'SELECT 1', expect: { rows: [[1]] }, compare: 'set' });

it('takes the newest result for the work as it is: what was reset, or failed later, is not claimed', async () => {
  const learner = testLearner('Asha', root);
  learner.attempt('a-lab', 'one', { first: 'passed', second: 'passed' });
  learner.attempt('a-lab', 'one', { first: 'passed', second: 'not-yet' });
  learner.add('a-lab', { type: 'answered', check: 'quiz', value: ['b'] });
  learner.attempt('other', 'one', { third: 'passed' });
  learner.add('other', { type: 'reset' });
  const { file } = await learner.file();
  const claims = claimsOf(file, 'a-lab', '');
  expect([...claims.passed]).toEqual(['first']);
  expect([...claims.answers]).toEqual([['quiz', ['b']]]);
  expect(claims.labVersion).toBe(1);
  expect([...claimsOf(file, 'other', '').passed]).toEqual([]);
  expect(claimsOf(file, 'never', '')).toMatchObject({ labVersion: null });
});

it('knows what a progress file carries, and where missing data may be why a check fails', () => {
  expect(isCarried(inFile)).toBe(true);
  expect(isCarried(inData)).toBe(false);
  expect(isCarried({ ...inFile, when: 'edge' })).toBe(false);
  expect(mayMissData(inFile, [inFile])).toBe(false);
  expect(mayMissData(inFile, [inFile, inData])).toBe(true);
});
