/**
 * Who and what exists in a lab's PostgreSQL.
 *
 * Two roles: the learner's owns the lab's database and is nothing more; the maintenance role is the superuser
 * that the image or initdb makes. It owns the copies, which let nobody in, so that the learner can neither read
 * nor drop them. Its password is derived from the session's, so that nothing more has to be kept.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Endpoint } from '../../engines/engine.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';

export const LEARNER = 'learner';
export const LAB_DATABASE = 'lab';
export const ADMIN = 'postgres';
export const ADMIN_DATABASE = 'postgres';

/** An empty database that our image and the native template bring along: renaming it is quicker than making one. */
export const SPARE = 'backbench_spare';
/** Everything of ours begins with this. */
export const OURS = '_bb_';
/** What the seed made; every other copy is cloned from it. Its presence says that the seed is complete. */
export const PRISTINE = '_bb_pristine';
/** Data that was kept under a name; the pristine copy alone has a name of its own. */
const KEPT = '_bb_keep_';
/** Clones of what is kept, ready to be used; the name of what they are a clone of follows. */
export const WARM = '_bb_warm_';
/** Copies that a check works on now. */
export const COPY = '_bb_copy_';
/** To be dropped. */
export const TRASH = '_bb_trash_';

/** The maintenance role's password. @param password the session's, which the learner knows */
export function adminPassword(password: string): string {
  return createHmac('sha256', password).update('backbench postgres maintenance').digest('hex');
}

/** The same server as the maintenance role. */
export function asAdmin(endpoint: Endpoint): Endpoint {
  return { ...endpoint, user: ADMIN, password: adminPassword(endpoint.password), database: ADMIN_DATABASE };
}

/** The database that holds what was kept under a name. @param name lower-case letters, digits, hyphens; at most 32 */
export function keptDatabase(name: string): string {
  return name === PRISTINE_SNAPSHOT ? PRISTINE : `${KEPT}${name}`;
}

/** The name under which this database keeps data, or null for any other database. */
export function keptName(database: string): string | null {
  if (database === PRISTINE) return PRISTINE_SNAPSHOT;
  return database.startsWith(KEPT) ? database.slice(KEPT.length) : null;
}

/** The name of what a warm database is a clone of; null for a database that is none. */
export function warmName(database: string): string | null {
  if (!database.startsWith(WARM)) return null;
  return /^(.+)_[0-9a-z]+_[0-9a-f]{8}$/.exec(database.slice(WARM.length))?.[1] ?? null;
}

/** A name that nothing else has: the time comes first, so that what a crash left can be told from what is in use. */
export function freshName(prefix: string, now: number = Date.now()): string {
  return `${prefix}${Math.floor(now / 1000).toString(36)}_${randomBytes(4).toString('hex')}`;
}

/** When the name was made, in milliseconds since 1970; 0 for other names. */
export function madeAt(name: string): number {
  const seconds = /_([0-9a-z]+)_[0-9a-f]{8}$/.exec(name)?.[1];
  return seconds === undefined ? 0 : Number.parseInt(seconds, 36) * 1000;
}
