/** How PostgreSQL gets an answer: EXPLAIN with real numbers, in a read-only transaction that is rolled back. */
import { escapeLiteral, type Client } from 'pg';
import type { Endpoint } from '../../engines/engine.ts';
import { isServerError, withPostgres } from './connection.ts';
import type { ReadOnlyFailure } from '../read-only-result.ts';
import { readOnlyFailure, singleStatement } from './read-only-query.ts';
import type { SqlStatement } from './sql-statements.ts';

export interface IndexFacts {
  /** As `\d` shows it. */
  definition: string;
  /** The table that it belongs to. */
  relation: string;
}

export type ExplainResult =
  | {
      ok: true;
      /** What EXPLAIN (FORMAT JSON) gave, as parsed JSON. */
      plan: unknown;
      /** By name, the indexes of the tables that a query can see. */
      indexes: ReadonlyMap<string, IndexFacts>;
    }
  | ReadOnlyFailure;

/** A query that needs a lock which another session keeps would else wait until its whole time is over. */
const LOCK_TIMEOUT_MS = 3_000;
/** SQLSTATE lock_not_available: here only by lock_timeout. */
const LOCK_NOT_AVAILABLE = '55P03';
/** Settings by which the planner is told not to use something. A learner may have switched some off for the database. */
const SWITCHES = [
  'enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan', 'enable_sort', 'enable_incremental_sort', 'enable_nestloop',
  'enable_hashjoin', 'enable_mergejoin', 'enable_hashagg', 'enable_material',
];
const INDEX_SWITCHES = new Set(['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan']);
/** People leave the word in the file after they looked at the plan themselves. */
const OWN_EXPLAIN = /^explain\s+(?:\([^)]*\)\s*|(?:analy[sz]e\s+|verbose\s+)*)/i;

/**
 * Plans and runs one query, twice: what the first run alone meets (rows that were changed lately are marked as
 * seen, catalogue pages are read) is not part of the second's numbers.
 * @param options `timeoutMs` the longest one run may take; `withoutIndexes` plans as if there were none
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function explainQuery(
  endpoint: Endpoint, sql: string, options: { timeoutMs: number; withoutIndexes: boolean; signal: AbortSignal },
): Promise<ExplainResult> {
  const given = singleStatement(sql);
  if ('ok' in given) return given;
  const statement = withoutExplain(given);
  return withPostgres(endpoint, options.signal, async (client) => {
    const switches = SWITCHES.map((name) => `SET LOCAL ${name} = ${options.withoutIndexes && INDEX_SWITCHES.has(name) ? 'off' : 'on'}`);
    await client.query(['BEGIN READ ONLY', `SET LOCAL statement_timeout = ${String(options.timeoutMs)}`,
      `SET LOCAL lock_timeout = ${String(LOCK_TIMEOUT_MS)}`, ...switches].join('; '));
    try {
      await explainOnce(client, statement);
      const plan = await explainOnce(client, statement);
      return { ok: true, plan, indexes: await visibleIndexes(client) };
    } catch (error) {
      return explainFailure(error, statement);
    } finally {
      await client.query('ROLLBACK').catch(() => {});
    }
  });
}

/** The statement without an EXPLAIN that stands before it. */
function withoutExplain(statement: SqlStatement): SqlStatement {
  const own = OWN_EXPLAIN.exec(statement.text)?.[0].length ?? 0;
  return { ...statement, text: statement.text.slice(own), offset: statement.offset + own };
}

/** A query's text without an EXPLAIN before it, positions kept; what is no single statement stays as it is. */
export function queryWithoutExplain(sql: string): string {
  const given = singleStatement(sql);
  if ('ok' in given) return sql;
  const { offset } = withoutExplain(given);
  return sql.slice(0, given.offset) + ' '.repeat(offset - given.offset) + sql.slice(offset);
}

const PREFIX = 'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON, TIMING OFF, SUMMARY OFF) ';

async function explainOnce(client: Client, statement: SqlStatement): Promise<unknown> {
  const reply = await client.query<[string]>({ rowMode: 'array', text: PREFIX + statement.text });
  return JSON.parse(reply.rows[0]?.[0] ?? 'null');
}

function explainFailure(error: unknown, statement: SqlStatement): ReadOnlyFailure {
  if (isServerError(error) && error.position !== undefined) error.position = String(Math.max(1, Number(error.position) - PREFIX.length));
  const failure = readOnlyFailure(error, statement);
  if (!isServerError(error) || error.code !== LOCK_NOT_AVAILABLE) return failure;
  return { ...failure, reason: 'query-timeout', message: 'Another session keeps a lock that this query needs. Is a transaction still open in one of your terminals?' };
}

async function visibleIndexes(client: Client): Promise<Map<string, IndexFacts>> {
  const { rows } = await client.query<[string, string, string]>({
    rowMode: 'array',
    text: `SELECT i.relname, t.relname, pg_get_indexdef(i.oid) FROM pg_index JOIN pg_class AS i ON i.oid = indexrelid JOIN pg_class AS t ON t.oid = indrelid
           WHERE pg_table_is_visible(t.oid) AND t.relnamespace <> 'pg_catalog'::regnamespace`,
  });
  return new Map(rows.map(([name, relation, definition]) => [name, { relation, definition }]));
}

/**
 * Does what the server would do by itself within a minute: collects statistics of the tables, and notes which of
 * their pages hold nothing but rows that everybody may see. Without these a good index may not be chosen yet.
 * A table that is locked, or is not the learner's, is left as it is.
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function refreshStatistics(
  endpoint: Endpoint, relations: readonly string[], options: { timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  if (relations.length === 0) return;
  await withPostgres(endpoint, options.signal, async (client) => {
    const { rows } = await client.query<[string]>({
      rowMode: 'array',
      text: `SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND pg_table_is_visible(oid)
             AND relname IN (${relations.map(escapeLiteral).join(', ')}) AND pg_get_userbyid(relowner) = current_user`,
    });
    await client.query(`SET statement_timeout = ${String(options.timeoutMs)}`);
    for (const [table] of rows) {
      await client.query(`VACUUM (ANALYZE, SKIP_LOCKED) ${table}`).catch((error: unknown) => { if (!isServerError(error)) throw error; });
    }
  });
}
