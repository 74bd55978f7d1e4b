// @vitest-environment happy-dom
/** A plan as it is drawn: nested, with the marked node told in words. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { PlanEvidenceNode } from '../../../shared/verdict.ts';
import { PlanEvidence } from './plan-evidence.tsx';
import { planForest } from './plan-forest.ts';
import { english } from '../../../shared/words/english.ts';
import { WordsProvider } from '../../words/words-context.tsx';

const inWords = (what: ReactNode): string => renderToStaticMarkup(<WordsProvider first={english} choice="en">{what}</WordsProvider>);

const node = (depth: number, label: string, more: Partial<PlanEvidenceNode> = {}): PlanEvidenceNode => ({
  depth, label, target: '', details: [], cost: 10.5, estimatedRows: 5, loops: 1, rows: 1200, removed: 0, pages: 3, mark: null, ...more,
});

it('nests nodes by their depth, whatever the order of depths', () => {
  const forest = planForest([node(0, 'a'), node(1, 'b'), node(2, 'c'), node(1, 'd'), node(0, 'e')]);
  expect(forest.map(({ node: { label }, below }) => [label, below.map((each) => each.node.label)])).toEqual([['a', ['b', 'd']], ['e', []]]);
  expect(planForest([])).toEqual([]);
});

it('draws the mark, the numbers and the comparison as words', () => {
  const drawn = document.createElement('div');
  drawn.innerHTML = inWords(<PlanEvidence evidence={{
    kind: 'plan', title: 'q.sql', pages: 572, more: 0, against: { title: 'the same query without any index', pages: 600, wantedTimes: 20 },
    nodes: [node(0, 'Sort'), node(1, 'Seq Scan', { target: 'orders', removed: 39_990, mark: 'not wanted here', details: ['Filter: (customer_id = 42)'] }), node(1, 'Index Scan', { loops: 0 })],
  }} />);
  const inner = drawn.querySelector('ul ul');
  expect(inner?.querySelectorAll(':scope > li')).toHaveLength(2);
  expect(inner?.textContent).toContain('Seq Scan on orders');
  expect(inner?.querySelector('[data-marked="true"]')?.textContent).toMatch(/not wanted here.*39,990 thrown away.*Filter: \(customer_id = 42\)/);
  expect(inner?.textContent).toContain('never executed');
  expect([...drawn.querySelectorAll('.plan-bars tr')].map((row) => row.textContent)).toEqual(['your way572', 'the same query without any index600', 'allowed30']);
});

it('says of a node without an estimate only what is known', () => {
  const drawn = inWords(<PlanEvidence evidence={{ kind: 'plan', title: 'q.sql', pages: 1572, more: 0, nodes: [node(0, 'filesort', { cost: 0, estimatedRows: 0, pages: 0, rows: 5 })] }} />);
  expect(drawn).toContain('<p class="plan-numbers">5 rows</p>');
  expect(drawn).toContain('1,572 pages read');
});
