/** Whether a plan is as a check wants it, and if not, at which of its nodes that shows. Pure, so that it can be tested on plans of any server. */
import type { PlanNodePattern, SqlPlanCheck } from '../../shared/check-format/sql-plan.ts';
import { hasPattern } from './author-pattern.ts';
import type { PlanNode } from './plan-tree.ts';

export type Judgement =
  | { ok: true }
  | {
      ok: false;
      reason: 'plan-differs' | 'reads-too-much';
      /** What is wrong, a sentence each. */
      notes: string[];
      /** Words for nodes, by their place in the plan. */
      marks: ReadonlyMap<number, string>;
    };

/** @param against the pages of the other way, and how many times fewer are wanted @param allPages what the whole plan reads */
export function judgePlan(
  expect: SqlPlanCheck['expect'], nodes: readonly PlanNode[], against: { title: string; pages: number; wantedTimes: number } | undefined,
  allPages: number,
): Judgement {
  const marks = new Map<number, string>();
  const notes: string[] = [];
  // What was planned but never needed has read nothing.
  const ran = nodes.map((node, at) => ({ node, at })).filter(({ node }) => node.loops > 0);

  for (const pattern of expect.uses) {
    if (ran.some(({ node }) => fits(node, pattern))) continue;
    notes.push(`The plan was to have ${describePattern(pattern)}. It has none.`);
    for (const { node, at } of ran) if (standsInstead(node, pattern)) marks.set(at, `instead of ${describePattern(pattern)}`);
  }
  for (const pattern of expect.avoids) {
    const found = ran.filter(({ node }) => fits(node, pattern));
    if (found.length > 0) notes.push(`The plan was to do without ${describePattern(pattern)}.`);
    for (const { at } of found) marks.set(at, 'not wanted here');
  }
  const differs = notes.length > 0;

  const removed = ran.reduce((sum, { node }) => sum + node.removed, 0);
  if (expect.rowsRemovedAtMost !== undefined && removed > expect.rowsRemovedAtMost) {
    notes.push(`${number(removed)} rows are read and thrown away. At most ${number(expect.rowsRemovedAtMost)} are allowed.`);
    for (const { node, at } of ran) if (node.removed > 0 && !marks.has(at)) marks.set(at, `throws ${number(node.removed)} rows away`);
  }
  const pages = Math.max(1, allPages);
  if (against !== undefined && pages * against.wantedTimes > against.pages) {
    notes.push(`Your way reads ${number(pages)} pages, ${against.title} ${number(against.pages)}. It has to be ${number(against.wantedTimes)} times fewer or better.`);
    const most = ran.filter(({ node }) => node.relation !== null).sort((a, b) => b.node.pages - a.node.pages)[0];
    if (most !== undefined && !marks.has(most.at)) marks.set(most.at, 'reads most');
  }
  return notes.length === 0 ? { ok: true } : { ok: false, reason: differs ? 'plan-differs' : 'reads-too-much', notes, marks };
}

function fits(node: PlanNode, { node: name, relation, index }: PlanNodePattern): boolean {
  if (name !== undefined && !hasPattern(name, 'i', node.label)) return false;
  if (relation !== undefined && node.relation !== relation) return false;
  return index === undefined || (node.index !== null && hasPattern(index, 'i', node.index));
}

/** A node that does the same work in another way: it reads the table in question, or any where none is named. */
function standsInstead(node: PlanNode, pattern: PlanNodePattern): boolean {
  if (node.relation === null) return false;
  return pattern.relation === undefined || node.relation === pattern.relation;
}

/** In words, e.g. `a node "Index Only Scan" on orders`. The author's expression for an index is not shown: it would tell the answer. */
function describePattern({ node, relation, index }: PlanNodePattern): string {
  const name = node === undefined ? (index === undefined ? 'a node' : 'a node with a fitting index') : `a node "${node.replace(/[\\^$]/g, '')}"`;
  const fitting = node !== undefined && index !== undefined ? ' with a fitting index' : '';
  return `${name}${fitting}${relation === undefined ? '' : ` on ${relation}`}`;
}

const number = (value: number): string => value.toLocaleString('en');
