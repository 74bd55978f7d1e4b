/** What the sql checks need of a server, and what differs from one to the next. */
import type { Endpoint } from '../engines/engine.ts';
import { readOnlyQuery as askMysql } from '../services/mysql/read-only-query.ts';
import { readOnlyQuery as askPostgres } from '../services/postgres/read-only-query.ts';
import type { ReadOnlyFailure, ReadOnlyResult } from '../services/read-only-result.ts';
import type { CheckContext } from './check-context.ts';

export interface SqlDialect {
  /** What the server is called beside its messages. */
  name: string;
  /** Asks a question that changes nothing. @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  ask(endpoint: Endpoint, sql: string, options: { timeoutMs: number; maxRows: number; signal: AbortSignal }): Promise<ReadOnlyResult>;
  /** Whether the server could not even read the statement, whatever its data are. */
  isUnreadable(failure: ReadOnlyFailure): boolean;
}

export const POSTGRES: SqlDialect = {
  name: 'PostgreSQL', ask: askPostgres, isUnreadable: ({ message }) => message.startsWith('syntax error'),
};

/** Error 1064 is MySQL's syntax error. */
export const MYSQL: SqlDialect = {
  name: 'MySQL', ask: askMysql, isUnreadable: ({ message }) => message.startsWith('1064 '),
};

/** The dialect that a service of the lab speaks. */
export function dialectOf(service: string, { specs }: Pick<CheckContext, 'specs'>): SqlDialect {
  return specs.find((spec) => spec.id === service)?.kind === 'mysql' ? MYSQL : POSTGRES;
}
