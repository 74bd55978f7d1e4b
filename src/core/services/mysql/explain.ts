/** How MariaDB gets an answer: ANALYZE with real numbers, in a read-only transaction that is rolled back. */
import type { Endpoint } from '../../engines/engine.ts';
import type { ReadOnlyFailure } from '../read-only-result.ts';
import { isConnectionError, isServerError, withMysql, type MysqlClient } from './connection.ts';
import { quoteName, quoteText } from './names.ts';
import { readOnlyFailure, singleQuestion, startReadOnly } from './read-only-query.ts';
import type { SqlStatement } from './sql-statements.ts';

export type MysqlExplainResult =
  | {
      ok: true;
      /** What ANALYZE FORMAT=JSON gave, as parsed JSON. It names tables by their alias. */
      plan: unknown;
      /** Alias to table, as far as they differ. */
      aliases: ReadonlyMap<string, string>;
      /** `table.index` to its definition. */
      indexes: ReadonlyMap<string, string>;
    }
  | ReadOnlyFailure;

/** A table whose form another session changes keeps everybody waiting; in seconds. */
const LOCK_TIMEOUT_S = 3;
const LOCK_WAIT_TIMEOUT = 1205;
/** People leave the word in the file after they looked at the plan themselves. */
const OWN_EXPLAIN = /^(?:explain|analy[sz]e|desc|describe)\s+(?:(?:extended|partitions|analyze|format\s*=\s*\w+)\s+)*(?=select|with|\(|table)/i;

/**
 * Plans and runs one query.
 * @throws BackbenchError SERVICE_UNREACHABLE; Error where the server is MySQL, which tells no real numbers as JSON; the signal's reason
 */
export async function explainMysql(endpoint: Endpoint, sql: string, options: { timeoutMs: number; signal: AbortSignal }): Promise<MysqlExplainResult> {
  const given = singleQuestion(sql);
  if ('ok' in given) return given;
  const statement = withoutExplain(given);
  return withMysql(endpoint, options.signal, async (client) => {
    if (!client.isMariaDb) throw new Error('plans with real numbers need MariaDB');
    await client.rows(`SET SESSION lock_wait_timeout = ${String(LOCK_TIMEOUT_S)}`);
    await startReadOnly(client, options.timeoutMs);
    try {
      const [[json] = []] = await client.rows(`ANALYZE FORMAT=JSON ${statement.text}`);
      return { ok: true, plan: JSON.parse(json ?? 'null') as unknown, aliases: await aliasesOf(client, statement, endpoint.database), indexes: await indexesOf(client) };
    } catch (error) {
      const failure = readOnlyFailure(error, statement);
      if (!isServerError(error) || error.errno !== LOCK_WAIT_TIMEOUT) return failure;
      return { ...failure, reason: 'query-timeout', message: 'Another session keeps a lock that this query needs. Is a transaction still open in one of your terminals?' };
    } finally {
      if (!client.closed) await client.rows('ROLLBACK').catch(() => {});
    }
  });
}

/** A query's text without an EXPLAIN before it, positions kept; what is no single question stays as it is. */
export function mysqlWithoutExplain(sql: string): string {
  const given = singleQuestion(sql);
  if ('ok' in given) return sql;
  const { offset } = withoutExplain(given);
  return sql.slice(0, given.offset) + ' '.repeat(offset - given.offset) + sql.slice(offset);
}

function withoutExplain(statement: SqlStatement): SqlStatement {
  const own = OWN_EXPLAIN.exec(statement.text)?.[0].length ?? 0;
  return { text: statement.text.slice(own), offset: statement.offset + own };
}

/** The server writes the query out again as it understands it, with each table's own name before its alias. */
async function aliasesOf(client: MysqlClient, { text }: SqlStatement, database: string): Promise<Map<string, string>> {
  await client.rows(`EXPLAIN EXTENDED ${text}`);
  const [[, , written] = []] = await client.rows('SHOW WARNINGS');
  const name = '`((?:[^`]|``)+)`';
  const tables = (written ?? '').matchAll(new RegExp(`${quoteName(database).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\.${name} ${name}(?!\\.)`, 'g'));
  return new Map([...tables].map(([, table = '', alias = '']) => [alias.replaceAll('``', '`'), table.replaceAll('``', '`')]));
}

/** Written as PostgreSQL writes them, so that one expression fits both. */
async function indexesOf(client: MysqlClient): Promise<Map<string, string>> {
  const rows = await client.rows(`SELECT TABLE_NAME, INDEX_NAME, MAX(NON_UNIQUE),
    GROUP_CONCAT(CONCAT(COLUMN_NAME, IF(SUB_PART IS NULL, '', CONCAT('(', SUB_PART, ')')), IF(COLLATION = 'D', ' DESC', '')) ORDER BY SEQ_IN_INDEX SEPARATOR ', ')
    FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() GROUP BY TABLE_NAME, INDEX_NAME`);
  return new Map(rows.map(([table = '', index = '', notUnique, columns]) =>
    [`${table ?? ''}.${index ?? ''}`, `CREATE ${notUnique === '0' ? 'UNIQUE ' : ''}INDEX ${index ?? ''} ON ${table ?? ''} (${columns ?? ''})`]));
}

/**
 * Collects statistics of tables, which the server does by itself only after a tenth of the rows have changed.
 * A table that is locked is left as it is.
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function refreshMysqlStatistics(
  endpoint: Endpoint, relations: readonly string[], options: { timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  if (relations.length === 0) return;
  await withMysql(endpoint, options.signal, async (client) => {
    await client.rows(`SET SESSION lock_wait_timeout = ${String(LOCK_TIMEOUT_S)}`);
    const tables = await client.rows(`SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'
      AND TABLE_NAME IN (${relations.map(quoteText).join(', ')})`);
    for (const [table] of tables) {
      await client.rows(`ANALYZE NO_WRITE_TO_BINLOG TABLE ${quoteName(table ?? '')}`).catch((error: unknown) => {
        if (!isServerError(error) || isConnectionError(error)) throw error;
      });
    }
  });
}
