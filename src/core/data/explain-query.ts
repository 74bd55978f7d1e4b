/** The plan of a query for the data panel: run for real in a transaction that changes nothing, with what stands out marked. */
import type { PlanView } from '../../shared/data-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { ServiceKind } from '../../shared/lab-format.ts';
import { plannerOf } from '../checks/planner.ts';
import type { PlanNode } from '../checks/plan-tree.ts';
import { MYSQL, POSTGRES } from '../checks/sql-dialect.ts';
import type { Endpoint } from '../engines/engine.ts';

/** The query is run twice to get real numbers; each run may take this long. */
const RUN_TIMEOUT_MS = 20_000;
/** More nodes than this are no picture any more. */
const MOST_NODES = 200;
/** An estimate that is wrong by less than this changes no plan worth speaking of. */
const WRONG_TIMES = 10;
/** Fewer rows than this cost nothing, however wrong they were estimated. */
const MANY_ROWS = 500;

/** @throws BackbenchError QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason */
export async function explainForPanel({ kind, endpoint }: { kind: ServiceKind; endpoint: Endpoint }, text: string, signal: AbortSignal): Promise<PlanView> {
  const found = await plannerOf(kind === 'mysql' ? MYSQL : POSTGRES).explain(endpoint, text, { timeoutMs: RUN_TIMEOUT_MS, withoutIndexes: false, signal });
  if (!found.ok) {
    const { message, position, hint } = found;
    throw new BackbenchError('QUERY_FAILED', { message, ...(position === undefined ? {} : { position }), ...(hint === undefined ? {} : { hint }) });
  }
  return {
    pages: found.pages, more: Math.max(0, found.nodes.length - MOST_NODES),
    nodes: found.nodes.slice(0, MOST_NODES).map(({ relation: _relation, index: _index, ...node }) => ({ ...node, mark: markOf(node) })),
  };
}

/** What a person who reads plans would point at; null for a node that is as it should be. */
export function markOf({ rows, removed, estimatedRows, loops, cost }: Pick<PlanNode, 'rows' | 'removed' | 'estimatedRows' | 'loops' | 'cost'>): string | null {
  if (loops === 0) return null;
  if (removed >= MANY_ROWS && removed >= WRONG_TIMES * rows) return `reads ${written(rows + removed)} rows to keep ${written(rows)}`;
  // MariaDB estimates nothing for what is no table, such as a sort; it says so by a cost of nothing.
  if (cost === 0) return null;
  const expected = Math.max(1, estimatedRows * loops);
  const came = Math.max(1, rows);
  if (Math.max(expected, came) < MANY_ROWS) return null;
  if (came >= WRONG_TIMES * expected) return `${written(Math.round(came / expected))} times as many rows as expected`;
  if (expected >= WRONG_TIMES * came) return `expected ${written(Math.round(expected / came))} times as many rows`;
  return null;
}

const written = (value: number): string => value.toLocaleString('en');
