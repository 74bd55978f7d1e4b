/** Whether a statement that gave up on a lock counts as one that waited, however slow the machine is. */
import { expect, it } from 'vitest';
import type { StatementResult } from '../services/script-session.ts';
import { hasWaited, type Work } from './script-stage.ts';

const refused = (lockTimedOut: boolean): StatementResult =>
  ({ ok: false, sqlstate: '55P03', number: null, message: '55P03: canceling statement', offset: 0, isSyntaxError: false, lockTimedOut });
const done: StatementResult = { ok: true, columns: [], rows: [], tag: 'SET', affected: null, notices: [] };

it.each<[string, StatementResult[], number, boolean]>([
  ['after half a second', [done, refused(true)], 510, true],
  ['at once', [refused(true)], 20, false],
  ['not, and was refused for something else', [refused(false)], 510, false],
  ['not, and came to an end', [done], 510, false],
  ['not, and nothing ran', [], 0, false],
])('gave up %s', (_, results, lastMs, expected) => {
  const work: Work = { session: 'a', statements: [], file: null, source: '', results, running: null, lastMs };
  expect(hasWaited(work)).toBe(expected);
});
