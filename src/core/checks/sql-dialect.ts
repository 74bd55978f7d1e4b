/** What the sql checks need of a server, and what differs from one to the next. */
import type { Endpoint } from '../engines/engine.ts';
import { isServerError as isMysqlError } from '../services/mysql/connection.ts';
import { readOnlyQuery as askMysql } from '../services/mysql/read-only-query.ts';
import { openScriptSession as openMysqlSession } from '../services/mysql/script-session.ts';
import { sqlStatements as mysqlStatements } from '../services/mysql/sql-statements.ts';
import { isServerError as isPostgresError } from '../services/postgres/connection.ts';
import { readOnlyQuery as askPostgres } from '../services/postgres/read-only-query.ts';
import { openScriptSession as openPostgresSession } from '../services/postgres/script-session.ts';
import { sqlStatements as postgresStatements } from '../services/postgres/sql-statements.ts';
import type { ReadOnlyFailure, ReadOnlyResult } from '../services/read-only-result.ts';
import type { ScriptSession } from '../services/script-session.ts';
import type { CheckContext } from './check-context.ts';

export interface SqlDialect {
  /** What the server is called beside its messages. */
  name: string;
  /** Asks a question that changes nothing. @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  ask(endpoint: Endpoint, sql: string, options: { timeoutMs: number; maxRows: number; signal: AbortSignal }): Promise<ReadOnlyResult>;
  /** Whether the server could not even read the statement, whatever its data are. */
  isUnreadable(failure: ReadOnlyFailure): boolean;
  /** A script as its statements, with their offsets in UTF-16 units. @throws BackbenchError QUERY_UNREADABLE */
  statements(text: string): { text: string; offset: number }[];
  /** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  openSession(endpoint: Endpoint, signal: AbortSignal): Promise<ScriptSession>;
  /** Whether the server gave up waiting for a table that somebody keeps locked. */
  isLocked(error: unknown): error is Error;
}

export const POSTGRES: SqlDialect = {
  name: 'PostgreSQL', ask: askPostgres, isUnreadable: ({ message }) => message.startsWith('syntax error'),
  statements: postgresStatements, openSession: openPostgresSession,
  // lock_not_available
  isLocked: (error): error is Error => isPostgresError(error) && error.code === '55P03',
};

/** Error 1064 is MySQL's syntax error. */
export const MYSQL: SqlDialect = {
  name: 'MySQL', ask: askMysql, isUnreadable: ({ message }) => message.startsWith('1064 '),
  statements: mysqlStatements, openSession: openMysqlSession,
  // ER_LOCK_WAIT_TIMEOUT
  isLocked: (error): error is Error => isMysqlError(error) && error.errno === 1205,
};

/** The dialect that a service of the lab speaks. */
export function dialectOf(service: string, { specs }: Pick<CheckContext, 'specs'>): SqlDialect {
  return specs.find((spec) => spec.id === service)?.kind === 'mysql' ? MYSQL : POSTGRES;
}
