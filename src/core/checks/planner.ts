/** How each server is asked for its plan: the same questions, and nodes of the same form. */
import type { Endpoint } from '../engines/engine.ts';
import { explainMysql, mysqlWithoutExplain, refreshMysqlStatistics } from '../services/mysql/explain.ts';
import { explainQuery, queryWithoutExplain, refreshStatistics } from '../services/postgres/explain.ts';
import type { ReadOnlyFailure } from '../services/read-only-result.ts';
import { mysqlPlan } from './mysql-plan-tree.ts';
import { planNodes, type PlanNode } from './plan-tree.ts';
import { MYSQL, type SqlDialect } from './sql-dialect.ts';

export interface AskedPlan {
  ok: true;
  nodes: PlanNode[];
  /** Pages that all of it reads. */
  pages: number;
}

interface PlanLimits {
  timeoutMs: number;
  signal: AbortSignal;
}

export interface Planner {
  /** Plans and runs one query, and changes nothing. @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  explain(endpoint: Endpoint, sql: string, options: PlanLimits & { withoutIndexes: boolean }): Promise<AskedPlan | ReadOnlyFailure>;
  /** A query's text without an EXPLAIN before it. */
  withoutExplain(sql: string): string;
  /** Brings the statistics of tables up to date. */
  refresh(endpoint: Endpoint, relations: readonly string[], options: PlanLimits): Promise<void>;
}

const POSTGRES_PLANNER: Planner = {
  async explain(endpoint, sql, options) {
    const got = await explainQuery(endpoint, sql, options);
    if (!got.ok) return got;
    const nodes = planNodes(got.plan, got.indexes);
    // A node's pages hold those of the nodes below it.
    return { ok: true, nodes, pages: nodes[0]?.pages ?? 0 };
  },
  withoutExplain: queryWithoutExplain,
  refresh: refreshStatistics,
};

const MYSQL_PLANNER: Planner = {
  async explain(endpoint, sql, options) {
    const got = await explainMysql(endpoint, sql, options);
    return got.ok ? { ok: true, ...mysqlPlan(got.plan, got.aliases, got.indexes) } : got;
  },
  withoutExplain: mysqlWithoutExplain,
  refresh: refreshMysqlStatistics,
};

export const plannerOf = (dialect: SqlDialect): Planner => (dialect === MYSQL ? MYSQL_PLANNER : POSTGRES_PLANNER);
