/** Reads the JSON of MariaDB's ANALYZE FORMAT=JSON into a list of nodes, in the words of EXPLAIN's table. */
import { z } from 'zod';
import type { PlanNode } from './plan-tree.ts';

/** The fields of a table's entry that are read here. MariaDB adds fields with every version. */
const rawTable = z.object({
  table_name: z.string().optional(), access_type: z.string().optional(), key: z.string().optional(), used_key_parts: z.array(z.string()).default([]),
  rows: z.number().default(0), cost: z.number().default(0), r_loops: z.number().default(0), r_rows: z.number().nullable().default(null),
  r_filtered: z.number().nullable().default(null), r_engine_stats: z.object({ pages_accessed: z.number().default(0) }).loose().default({ pages_accessed: 0 }),
  attached_condition: z.string().optional(), index_condition: z.string().optional(), using_index: z.boolean().optional(), message: z.string().optional(),
}).loose();
type RawTable = z.infer<typeof rawTable>;

const rawSort = z.object({ sort_key: z.string().optional(), r_loops: z.number().default(0), r_output_rows: z.number().default(0) }).loose();

/** Ways to a single row that the server takes while it plans: it counts no loop for them. */
const READ_AT_ONCE = new Set(['const', 'system']);
/** What stands around tables and does work of its own, by its key, with the name it gets here. */
const WORK: ReadonlyMap<string, string> = new Map([['temporary_table', 'temporary table'], ['materialized', 'materialized'], ['block-nl-join', 'join buffer'], ['union_result', 'union']]);

/**
 * @param plan the parsed answer of ANALYZE
 * @param aliases alias to table, as far as they differ
 * @param indexes `table.index` to its definition
 * @returns all nodes, each before the nodes below it, and the pages that all of them read
 * @throws ZodError when this is no plan
 */
export function mysqlPlan(plan: unknown, aliases: ReadonlyMap<string, string>, indexes: ReadonlyMap<string, string>): { nodes: PlanNode[]; pages: number } {
  const nodes: PlanNode[] = [];
  /** @returns the rows that come out, which is what the last table of a join lets pass */
  const walk = (value: unknown, depth: number): number => {
    if (Array.isArray(value)) return value.reduce((_: number, each: unknown) => walk(each, depth), 0);
    if (value === null || typeof value !== 'object') return 0;
    let rows = 0;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'table') rows = addTable(inner, depth);
      else if (key === 'filesort') rows = addSort(inner, depth);
      else if (WORK.has(key)) rows = addWork(WORK.get(key) ?? key, inner, depth);
      else if (typeof inner === 'object') rows = Math.max(rows, walk(inner, depth));
    }
    return rows;
  };
  const addTable = (value: unknown, depth: number): number => {
    const raw = rawTable.parse(value);
    const node = tableNode(raw, depth, aliases, indexes);
    nodes.push(node);
    // What a derived table or a subquery was made from.
    for (const [key, inner] of Object.entries(raw)) if (WORK.has(key)) addWork(WORK.get(key) ?? key, inner, depth + 1);
    return node.rows;
  };
  const addSort = (value: unknown, depth: number): number => {
    const raw = rawSort.parse(value);
    const rows = raw.r_output_rows * Math.max(1, raw.r_loops);
    nodes.push({ ...plain('filesort', depth), loops: raw.r_loops, rows, details: raw.sort_key === undefined ? [] : [`Sort Key: ${raw.sort_key}`] });
    walk(value, depth + 1);
    return rows;
  };
  const addWork = (label: string, value: unknown, depth: number): number => {
    const at = nodes.push(plain(label, depth)) - 1;
    const rows = walk(value, depth + 1);
    const loops = Math.max(0, ...nodes.slice(at + 1).map((node) => node.loops));
    const condition = z.object({ attached_condition: z.string() }).loose().safeParse(value).data?.attached_condition;
    nodes[at] = { ...plain(label, depth), loops: Math.min(1, loops), rows, details: condition === undefined ? [] : [`Filter: ${condition}`] };
    return rows;
  };
  walk(z.object({ query_block: z.unknown() }).loose().parse(plan).query_block, 0);
  return { nodes, pages: nodes.reduce((sum, node) => sum + node.pages, 0) };
}

const plain = (label: string, depth: number): PlanNode =>
  ({ depth, label, target: '', details: [], relation: null, index: null, cost: 0, estimatedRows: 0, loops: 0, rows: 0, removed: 0, pages: 0 });

function tableNode(raw: RawTable, depth: number, aliases: ReadonlyMap<string, string>, indexes: ReadonlyMap<string, string>): PlanNode {
  const alias = raw.table_name;
  if (alias === undefined) return { ...plain(raw.message ?? 'no table', depth), loops: 1 };
  const atOnce = READ_AT_ONCE.has(raw.access_type ?? '');
  const loops = atOnce ? Math.max(1, raw.r_loops) : raw.r_loops;
  const read = (raw.r_rows ?? (atOnce ? 1 : 0)) * loops;
  const rows = read * ((raw.r_filtered ?? 100) / 100);
  const relation = alias.startsWith('<') ? null : aliases.get(alias) ?? alias;
  const named = relation !== null && relation !== alias ? `${relation} ${alias}` : alias;
  const details = [
    ...(raw.used_key_parts.length > 0 ? [`Key: ${raw.used_key_parts.join(', ')}`] : []),
    ...(raw.index_condition === undefined ? [] : [`Index Cond: ${raw.index_condition}`]), ...(raw.attached_condition === undefined ? [] : [`Filter: ${raw.attached_condition}`]),
  ];
  return {
    depth, label: `${raw.access_type ?? 'read'}${raw.using_index === true ? ', using index' : ''}`,
    target: raw.key === undefined ? named : `${named}, by the index ${raw.key}`, details,
    relation, index: raw.key === undefined ? null : indexes.get(`${relation ?? ''}.${raw.key}`) ?? raw.key,
    cost: raw.cost, estimatedRows: Math.round(raw.rows), loops, rows: Math.round(rows), removed: Math.round(read - rows), pages: raw.r_engine_stats.pages_accessed,
  };
}
