/** Plans as PostgreSQL 17 and 18 write them, read and judged without a server. */
import { describe, expect, it } from 'vitest';
import { sqlPlanCheckSchema, type SqlPlanCheck } from '../../shared/check-format/sql-plan.ts';
import { judgePlan } from './plan-judgement.ts';
import { planText } from './plan-text.ts';
import { planNodes } from './plan-tree.ts';

const indexes = new Map([['orders_day', { relation: 'orders', definition: 'CREATE INDEX orders_day ON public.orders USING btree (placed_on)' }]]);
const node = (type: string, more: object = {}): object => ({ 'Node Type': type, 'Total Cost': 10, 'Plan Rows': 5, 'Actual Rows': 3, 'Actual Loops': 1, 'Shared Hit Blocks': 4, ...more });
const nodesOf = (top: object): ReturnType<typeof planNodes> => planNodes([{ Plan: top }], indexes);
const expecting = (expect: object): SqlPlanCheck['expect'] => sqlPlanCheckSchema.parse({ kind: 'sql-plan', id: 'a', title: 't', hints: ['a', 'b'], service: 'shop', query: 'SELECT 1', expect }).expect;

const bitmap = node('Bitmap Heap Scan', {
  'Relation Name': 'orders', Alias: 'o', 'Recheck Cond': '(placed_on = 1)', 'Rows Removed by Index Recheck': 2,
  Plans: [node('Bitmap Index Scan', { 'Index Name': 'orders_day', 'Index Cond': '(placed_on = 1)' })],
});

describe('a plan is read', () => {
  it('with the names of EXPLAIN', () => {
    const names = [
      node('Aggregate', { Strategy: 'Hashed', 'Partial Mode': 'Partial' }), node('Aggregate', { Strategy: 'Sorted', 'Partial Mode': 'Simple' }), node('Aggregate', { Strategy: 'Plain' }),
      node('Hash Join', { 'Join Type': 'Left' }), node('Merge Join', { 'Join Type': 'Inner' }), node('Nested Loop', { 'Join Type': 'Anti' }),
      node('Seq Scan', { 'Parallel Aware': true }), node('Index Scan', { 'Scan Direction': 'Backward' }), node('ModifyTable', { Operation: 'Update' }),
    ].map((each) => nodesOf(each)[0]?.label);
    expect(names).toEqual(['Partial HashAggregate', 'GroupAggregate', 'Aggregate', 'Hash Left Join', 'Merge Join', 'Nested Loop Anti Join', 'Parallel Seq Scan', 'Index Scan Backward', 'Update']);
  });

  it('with numbers of all runs together, fractions included', () => {
    expect(nodesOf(node('Index Scan', { 'Actual Rows': 0.33, 'Actual Loops': 300, 'Rows Removed by Filter': 2, 'Shared Read Blocks': 1, 'Temp Written Blocks': 2 }))[0])
      .toMatchObject({ rows: 99, removed: 600, pages: 7 });
  });

  it('as text that regular expressions can look at', () => {
    const nodes = nodesOf(bitmap).map(({ relation: _r, index: _i, ...each }) => ({ ...each, mark: null }));
    expect(planText(nodes)).toBe([
      'Bitmap Heap Scan on orders o (rows=3 removed=2 pages=4)', '  Recheck Cond: (placed_on = 1)',
      '  Bitmap Index Scan on the index orders_day (rows=3 pages=4)', '    Index Cond: (placed_on = 1)',
    ].join('\n'));
  });
});

describe('a plan is judged', () => {
  it.each<[string, object, object, boolean]>([
    ['a bitmap index scan is one on its table', { uses: [{ node: 'Index', relation: 'orders', index: '\\(placed_on\\)' }] }, bitmap, true],
    ['all parts must fit the same node', { uses: [{ node: 'Bitmap Heap', index: 'placed_on' }] }, bitmap, false],
    ['what never ran is not used', { uses: [{ node: 'Index Scan' }] }, node('Index Scan', { 'Actual Loops': 0 }), false],
    ['what never ran does no harm', { avoids: [{ node: 'Seq Scan' }] }, node('Append', { Plans: [node('Seq Scan', { 'Actual Loops': 0 })] }), true],
    ['rows removed are added up', { rowsRemovedAtMost: 3 }, node('Append', { Plans: [node('Seq Scan', { 'Rows Removed by Filter': 2 }), node('Seq Scan', { 'Rows Removed by Filter': 2 })] }), false],
    ['rows removed may reach the limit', { rowsRemovedAtMost: 4 }, node('Append', { Plans: [node('Seq Scan', { 'Rows Removed by Filter': 2 }), node('Seq Scan', { 'Rows Removed by Filter': 2 })] }), true],
  ])('%s', (_, expected, top, ok) => {
    expect(judgePlan(expecting(expected), nodesOf(top), undefined, 1).ok).toBe(ok);
  });

  it('by pages, the border included', () => {
    const judge = (pages: number): boolean => judgePlan(expecting({}), nodesOf(node('Seq Scan')), { title: 'x', pages, wantedTimes: 10 }, nodesOf(node('Seq Scan'))[0]?.pages ?? 0).ok;
    expect([judge(39), judge(40)]).toEqual([false, true]);
  });

  it('marks what stands instead, and does not tell the wanted index', () => {
    const judged = judgePlan(expecting({ uses: [{ relation: 'orders', index: 'customer_id, placed_on' }] }), nodesOf(bitmap), undefined, 1);
    expect(judged).toMatchObject({ ok: false, reason: 'plan-differs' });
    expect(JSON.stringify(judged)).not.toContain('customer_id');
    if (!judged.ok) expect([...judged.marks.keys()]).toEqual([0, 1]);
  });
});
