/** Whether repeats agree is told by name; the runs themselves are proven on real engines in tests/integration. */
import { expect, it } from 'vitest';
import type { CheckResult } from '../../shared/verdict.ts';
import { disagreements } from './verify-course.ts';
import type { VerifyItem, VerifyReport } from './verify-lab.ts';

const run = (...items: [VerifyItem['kind'], string, CheckResult['verdict']][]): VerifyReport => ({
  lab: 'words', engine: 'native', ok: true, commandsMs: 0,
  items: items.map(([kind, subject, verdict], index) => ({
    kind, subject, step: null, problems: [], ms: index,
    results: [{ checkId: 'c', verdict, evidence: [], ms: index, ...(verdict === 'passed' ? {} : { reason: 'rows-differ' as const }) }],
  })),
});

it('is silent about runs that agree, however long they took', () => {
  const steady = run(['start', 'a', 'not-yet'], ['solution', 'a', 'passed']);
  expect(disagreements([])).toEqual([]);
  expect(disagreements([steady])).toEqual([]);
  expect(disagreements([steady, { ...steady, items: steady.items.map((item) => ({ ...item, ms: 999 })) }])).toEqual([]);
});

it('names the run, the item and both outcomes where one differs', () => {
  const steady = run(['start', 'a', 'not-yet'], ['solution', 'a', 'passed']);
  expect(disagreements([steady, steady, run(['start', 'a', 'not-yet'], ['solution', 'a', 'not-yet'])])).toEqual([
    'Run 3 differs from run 1 at solution "a": c passed became c not-yet (rows-differ).',
  ]);
});
