/** What an author is told about checks of plans and scripts before they run. */
import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { checkKind } from './check-kinds.ts';

const lab = { services: [{ id: 'shop', kind: 'postgres' }, { id: 'cache', kind: 'redis' }, { id: 'till', kind: 'mysql' }] } as unknown as Lab;
const problems = (spec: object): string[] => {
  const check = checkSchema.parse({ id: 'a', title: 't', hints: ['a', 'b'], service: 'shop', ...spec });
  return checkKind(check).problems(check, lab).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('a script', () => {
  const script = (...steps: object[]): string[] => problems({ kind: 'sql-script', steps });

  it.each<[string, object[], string[]]>([
    ['is fine', [{ session: 'a', sql: 'SELECT 1', expect: { waits: true } }, { session: 'b', sql: 'COMMIT' }, { session: 'a', continues: true, expect: { affected: 1 } }], []],
    ['without a statement', [{ session: 'a' }], ['Give "sql" or "file".']],
    ['with two texts in one step', [{ session: 'a', sql: 'x', file: 'x.sql' }], ['not both']],
    ['that leaves a session waiting', [{ session: 'a', sql: 'x', expect: { waits: true } }], ['still waits at the end']],
    ['that speaks to a session that waits', [{ session: 'a', sql: 'x', expect: { waits: true } }, { session: 'a', sql: 'y' }], ['The session "a" still waits']],
    ['where nothing can continue', [{ session: 'a', continues: true }], ['nothing can continue']],
    ['that wants rows of what waits', [{ session: 'a', sql: 'x', expect: { waits: true, rows: [[1]] } }, { session: 'a', continues: true }], ['no result yet']],
    ['that wants rows of what is refused', [{ session: 'a', sql: 'x', expect: { error: { sqlstate: '23505' }, affected: 1 } }], ['has no result']],
    ['with an error that says nothing', [{ session: 'a', sql: 'x', expect: { error: {} } }], ['Say which error']],
    ['with a broken expression', [{ session: 'a', sql: 'x', expect: { error: { matches: '(' } } }], ['not a regular expression']],
    ['with a number where there are none', [{ session: 'a', sql: 'x', expect: { error: { number: 1062 } } }], ['Only MySQL has numbers']],
    ['that allows any error', [{ together: [{ session: 'a', sql: 'x' }, { session: 'b', sql: 'y' }], mayFail: { sessions: 1 } }], ['Say which error: "sqlstate" or "matches"']],
    ['with one session twice at once', [{ together: [{ session: 'a', sql: 'x' }, { session: 'a', sql: 'y' }] }], ['a session of its own']],
  ])('%s', (_, steps, expected) => {
    const found = script(...steps);
    expect(found).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(found[index]).toContain(text);
  });

  it('knows the numbers of MySQL', () => {
    const asked = (expect: object): string[] => problems({ kind: 'sql-script', service: 'till', steps: [{ session: 'a', sql: 'x', expect }] });
    expect(asked({ error: { number: [1062, 1205] } })).toEqual([]);
    expect(asked({ error: {} })[0]).toContain('"number"');
  });

  it('needs a service that can be copied', () => {
    expect(problems({ kind: 'sql-script', service: 'cache', steps: [{ session: 'a', sql: 'x' }] })[0]).toContain('needs a postgres or mysql service');
  });
});

describe('a plan', () => {
  it.each<[string, object, string]>([
    ['that expects nothing', { query: 'x', expect: {} }, 'expects nothing of the plan'],
    ['of nothing', { expect: { rowsRemovedAtMost: 0 } }, 'Give "file" or "query"'],
    ['with an empty node', { query: 'x', expect: { uses: [{}] } }, 'Say which node'],
    ['with a broken expression', { query: 'x', expect: { avoids: [{ index: '(' }] } }, 'not a regular expression'],
    ['measured against nothing', { query: 'x', expect: { fewerBuffersThan: { times: 2 } } }, 'Give "query" or "withoutIndexes"'],
    ['whose mistake compares rows with nothing', { query: 'x', expect: { rowsRemovedAtMost: 0 }, mistakes: [{ result: 'y', say: 'z' }] }, 'sameRowsAs'],
  ])('%s', (_, spec, expected) => {
    expect(problems({ kind: 'sql-plan', ...spec }).join('\n')).toContain(expected);
  });
});
