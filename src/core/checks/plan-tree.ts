/** Reads the JSON of PostgreSQL's EXPLAIN (ANALYZE, BUFFERS) into a list of nodes, named as EXPLAIN's text names them. */
import { z } from 'zod';
import type { PlanEvidenceNode } from '../../shared/verdict.ts';
import type { IndexFacts } from '../services/postgres/explain.ts';

export interface PlanNode extends Omit<PlanEvidenceNode, 'mark'> {
  /** The table that it reads, or null. */
  relation: string | null;
  /** The definition of the index that it uses, or null. */
  index: string | null;
}

/** The fields that are read here. PostgreSQL adds fields with every version. */
const rawNode = z.object({
  'Node Type': z.string(), Strategy: z.string().optional(), 'Join Type': z.string().optional(), 'Scan Direction': z.string().optional(),
  'Parallel Aware': z.boolean().optional(), 'Partial Mode': z.string().optional(), Command: z.string().optional(), Operation: z.string().optional(),
  'Relation Name': z.string().optional(), Alias: z.string().optional(), 'Index Name': z.string().optional(),
  'Function Name': z.string().optional(), 'CTE Name': z.string().optional(), 'Subplan Name': z.string().optional(),
  'Total Cost': z.number(), 'Plan Rows': z.number(), 'Actual Rows': z.number().default(0), 'Actual Loops': z.number().default(0),
  'Rows Removed by Filter': z.number().default(0), 'Rows Removed by Join Filter': z.number().default(0), 'Rows Removed by Index Recheck': z.number().default(0),
  'Shared Hit Blocks': z.number().default(0), 'Shared Read Blocks': z.number().default(0), 'Local Hit Blocks': z.number().default(0),
  'Local Read Blocks': z.number().default(0), 'Temp Read Blocks': z.number().default(0), 'Temp Written Blocks': z.number().default(0),
  'Heap Fetches': z.number().optional(), 'Sort Space Used': z.number().optional(), 'Sort Space Type': z.string().optional(), 'Sort Method': z.string().optional(),
  Plans: z.array(z.unknown()).default([]),
}).loose();
type RawNode = z.infer<typeof rawNode>;

const rawPlan = z.array(z.object({ Plan: z.unknown() })).min(1);

/** Fields that hold an expression or a list of keys, in the order in which EXPLAIN writes them. */
const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Filter', 'Order By', 'Sort Key', 'Presorted Key', 'Group Key', 'One-Time Filter'];

/**
 * @param plan the parsed answer of EXPLAIN
 * @param indexes by name
 * @returns all nodes, each before the nodes below it
 * @throws ZodError when this is no plan
 */
export function planNodes(plan: unknown, indexes: ReadonlyMap<string, IndexFacts>): PlanNode[] {
  const nodes: PlanNode[] = [];
  const add = (value: unknown, depth: number): void => {
    const raw = rawNode.parse(value);
    nodes.push(nodeOf(raw, depth, indexes));
    for (const child of raw.Plans) add(child, depth + 1);
  };
  add(rawPlan.parse(plan)[0]?.Plan, 0);
  return nodes;
}

function nodeOf(raw: RawNode, depth: number, indexes: ReadonlyMap<string, IndexFacts>): PlanNode {
  const indexName = raw['Index Name'];
  const facts = indexName === undefined ? undefined : indexes.get(indexName);
  const relation = raw['Relation Name'] ?? facts?.relation ?? null;
  const loops = raw['Actual Loops'];
  const overall = (perRun: number): number => Math.round(perRun * loops);
  return {
    depth, label: labelOf(raw), target: targetOf(raw, indexName), details: detailsOf(raw), relation, index: facts?.definition ?? indexName ?? null,
    cost: raw['Total Cost'], estimatedRows: raw['Plan Rows'], loops, rows: overall(raw['Actual Rows']),
    removed: overall(raw['Rows Removed by Filter'] + raw['Rows Removed by Join Filter'] + raw['Rows Removed by Index Recheck']),
    pages: raw['Shared Hit Blocks'] + raw['Shared Read Blocks'] + raw['Local Hit Blocks'] + raw['Local Read Blocks'] + raw['Temp Read Blocks'] + raw['Temp Written Blocks'],
  };
}

/** The name in EXPLAIN's text, which the JSON gives in parts (explain.c, ExplainNode). */
function labelOf(raw: RawNode): string {
  const type = raw['Node Type'];
  const join = raw['Join Type'] === undefined || raw['Join Type'] === 'Inner' ? '' : ` ${raw['Join Type']}`;
  let name = type;
  if (type === 'Aggregate') name = { Sorted: 'GroupAggregate', Hashed: 'HashAggregate', Mixed: 'MixedAggregate' }[raw.Strategy ?? ''] ?? type;
  else if (type === 'SetOp' && raw.Strategy === 'Hashed') name = 'HashSetOp';
  else if (type === 'ModifyTable') name = raw.Operation ?? type;
  else if (type === 'Hash Join' || type === 'Merge Join') name = `${type.slice(0, -' Join'.length)}${join} Join`;
  else if (type === 'Nested Loop' && join !== '') name = `Nested Loop${join} Join`;
  if (raw['Scan Direction'] === 'Backward') name += ' Backward';
  const mode = raw['Partial Mode'] === undefined || raw['Partial Mode'] === 'Simple' ? '' : `${raw['Partial Mode']} `;
  return `${raw['Parallel Aware'] === true ? 'Parallel ' : ''}${mode}${name}`;
}

function targetOf(raw: RawNode, index: string | undefined): string {
  const source = raw['Relation Name'] ?? raw['CTE Name'] ?? raw['Function Name'] ?? '';
  const named = source !== '' && raw.Alias !== undefined && raw.Alias !== source ? `${source} ${raw.Alias}` : source;
  if (index === undefined) return named;
  return named === '' ? `the index ${index}` : `${named}, by the index ${index}`;
}

function detailsOf(raw: RawNode): string[] {
  const details = CONDITIONS.flatMap((name) => {
    const value = raw[name];
    if (typeof value === 'string') return [`${name}: ${value}`];
    return Array.isArray(value) ? [`${name}: ${value.join(', ')}`] : [];
  });
  if (raw['Heap Fetches'] !== undefined) details.push(`Heap Fetches: ${String(raw['Heap Fetches'])}`);
  if (raw['Sort Method'] !== undefined) details.push(`Sort Method: ${raw['Sort Method']} ${raw['Sort Space Type'] ?? ''}: ${String(raw['Sort Space Used'] ?? '')}kB`);
  return details;
}
