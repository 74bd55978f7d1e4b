/** The statements that copies of a database are made and moved with. */
import { escapeIdentifier as id, escapeLiteral } from 'pg';
import type { Admin } from './admin.ts';

/** Above this, copies cost noticeable disk space and time, and files are copied instead of logged. */
export const LARGE_BYTES = 64 * 1024 * 1024;

export { escapeIdentifier as id } from 'pg';

export const rename = (from: string, to: string): string => `ALTER DATABASE ${id(from)} RENAME TO ${id(to)}`;
export const ownedBy = (name: string, owner: string): string => `ALTER DATABASE ${id(name)} OWNER TO ${id(owner)}`;
/** Whether anybody but a superuser's maintenance may connect. */
export const allow = (name: string, on: boolean): string => `ALTER DATABASE ${id(name)} ALLOW_CONNECTIONS ${String(on)}`;

/**
 * Makes a database that lets nobody in, with the content of another, to which nobody may be connected.
 * @throws the server's error
 */
export async function cloneDatabase(via: Admin, { from, to, owner }: { from: string; to: string; owner: string }, signal: AbortSignal): Promise<void> {
  const [row] = await via.run(
    `SELECT pg_database_size(${escapeLiteral(from)}) AS bytes, current_setting('server_version_num') AS version`, signal);
  const large = Number(row?.['bytes'] ?? 0) > LARGE_BYTES;
  // Since 15, small databases are copied through the log, which needs no checkpoint.
  const strategy = large && Number(row?.['version'] ?? 0) >= 150_000 ? ' STRATEGY file_copy' : '';
  await via.run(`CREATE DATABASE ${id(to)} TEMPLATE ${id(from)} OWNER ${id(owner)} ALLOW_CONNECTIONS false${strategy}`, signal);
}
