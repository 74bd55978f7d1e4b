/** Why a server refuses to write a row, from its error's number. */
import type { ErrorDetails } from '../../shared/errors.ts';
import type { SqlKind } from '../../shared/sql-names.ts';

export type Refusal = ErrorDetails['WRITE_REFUSED']['reason'];

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: Readonly<Record<string, Refusal>> = {
  '23505': 'unique', '23502': 'not-null', '23514': 'check', '22P02': 'type', '22007': 'type', '22008': 'type', '42804': 'type', '22003': 'too-large', '22001': 'too-long',
  '428C9': 'computed', '42501': 'not-allowed',
};
/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html; 4025 and 1906 are MariaDB's. */
const MYSQL: Readonly<Record<number, Refusal>> = {
  1062: 'unique', 1451: 'referred-to', 1452: 'refers-to-nothing', 1048: 'not-null', 1364: 'not-null', 3819: 'check', 4025: 'check', 1366: 'type', 1292: 'type', 1265: 'type', 1264: 'too-large', 1406: 'too-long',
  1906: 'computed', 3105: 'computed', 1142: 'not-allowed', 1143: 'not-allowed',
};
const FOREIGN_KEY = '23503';

/** @returns null for an error that says nothing of the row */
export function refusalOf(kind: SqlKind, error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const { code, errno, message } = error as Error & { code?: unknown; errno?: unknown };
  if (kind === 'mysql') return typeof errno === 'number' ? MYSQL[errno] ?? null : null;
  if (typeof code !== 'string') return null;
  if (code === FOREIGN_KEY) return message.startsWith('update or delete') ? 'referred-to' : 'refers-to-nothing';
  return POSTGRES[code] ?? null;
}
