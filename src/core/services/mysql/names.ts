/**
 * Who and what exists in a lab's MySQL.
 *
 * Two users: the learner's has all rights on the lab's database and on the copies that checks hand out, and none
 * beside; root keeps the other copies. Root's password is derived from the session's, so that nothing more has to
 * be kept.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Endpoint } from '../../engines/engine.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';

export const LEARNER = 'learner';
export const LAB_DATABASE = 'lab';
export const ADMIN = 'root';

/** Everything of ours that the learner has no right to begins with this. */
export const OURS = '_bb_';
/** What the seed made; every other copy is made from it. */
export const PRISTINE = '_bb_pristine';
/** What is kept under other names. */
const KEPT = '_bb_keep_';
/** Copies of what is kept, ready to be used. */
export const WARM = '_bb_warm_';
/** What is written down about the others: moves under way, and which copies are complete. */
export const JOURNAL = '_bb_journal';
/** To be dropped. */
export const TRASH = '_bb_trash_';
/** Copies that a check works on now; the learner's programs reach them. */
export const COPY = 'lab_copy_';

/** Root's password. @param password the session's, which the learner knows */
export function adminPassword(password: string): string {
  return createHmac('sha256', password).update('backbench mysql maintenance').digest('hex');
}

/** The same server as root, in no database. */
export function asAdmin(endpoint: Endpoint): Endpoint {
  return { ...endpoint, user: ADMIN, password: adminPassword(endpoint.password), database: '' };
}

/** A name that nothing else has: the time comes first, so that what a crash left can be told from what is in use. */
export function freshName(prefix: string, now: number = Date.now()): string {
  return `${prefix}${Math.floor(now / 1000).toString(36)}_${randomBytes(4).toString('hex')}`;
}

/** The database that holds what is kept under a name. */
export function keptDatabase(name: string): string {
  return name === PRISTINE_SNAPSHOT ? PRISTINE : `${KEPT}${name}`;
}

/** The reverse of {@link keptDatabase}; null for a database that holds nothing kept. */
export function keptName(database: string): string | null {
  if (database === PRISTINE) return PRISTINE_SNAPSHOT;
  return database.startsWith(KEPT) ? database.slice(KEPT.length) : null;
}

/** A new name for a copy of what is kept under `name`. */
export function warmName(name: string): string {
  return freshName(`${WARM}${name}_`);
}

/** What a database is a copy of, by its name; null when it is none. */
export function warmOf(database: string): string | null {
  return /^_bb_warm_([a-z0-9-]+)_[0-9a-z]+_[0-9a-f]{8}$/.exec(database)?.[1] ?? null;
}

/** When the name was made, in milliseconds since 1970; 0 for other names. */
export function madeAt(name: string): number {
  const seconds = /_([0-9a-z]+)_[0-9a-f]{8}$/.exec(name)?.[1];
  return seconds === undefined ? 0 : Number.parseInt(seconds, 36) * 1000;
}

/** A name as SQL: in backticks, a backtick in it doubled. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text as SQL, whatever the mode NO_BACKSLASH_ESCAPES says: as hexadecimal digits. */
export function quoteText(text: string): string {
  return text === '' ? "''" : `CONVERT(0x${Buffer.from(text).toString('hex')} USING utf8mb4)`;
}

/** A text in single quotes, for statements that take no expression (ALTER USER). Backslashes count as escapes there. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
