/**
 * A throw-away copy of the learner's database as it is now, for checks that run statements in it. Neither the
 * learner's sessions nor their data are touched: what they have not committed yet is not part of the copy.
 */
import { escapeLiteral } from 'pg';
import type { Endpoint } from '../../engines/engine.ts';
import type { Admin } from './admin.ts';
import { isServerError } from './connection.ts';
import { copyLogically } from './logical-copy.ts';
import { asAdmin, COPY, freshName, LAB_DATABASE, LEARNER } from './names.ts';
import { allow, cloneDatabase, id as quoted } from './statements.ts';

/** SQLSTATE object_in_use: somebody is connected to the database that was to be cloned. */
const IN_USE = '55006';
/** A circle of sessions that wait for each other is found after this long instead of a second. Nothing else hangs on it. */
const DEADLOCK_TIMEOUT = '150ms';

/**
 * @returns the name of the copy, which belongs to the learner's role; to be given to DatabaseCopies.giveBack
 * @throws the server's error; BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function makePresentCopy(admin: Admin, endpoint: Endpoint, signal: AbortSignal): Promise<string> {
  const name = freshName(COPY);
  const id = quoted(name);
  try {
    if (!(await clone(admin, name, signal))) {
      await admin.run(`CREATE DATABASE ${id} TEMPLATE template0 OWNER ${LEARNER}${await localeOf(admin, signal)}`, signal);
      const maintenance = asAdmin(endpoint);
      await copyLogically({ ...maintenance, database: LAB_DATABASE }, { ...maintenance, database: name }, signal);
    }
    await admin.run(`ALTER DATABASE ${id} SET deadlock_timeout = '${DEADLOCK_TIMEOUT}'`, signal);
    for (const setting of await settingsOf(admin, signal)) await admin.run(`ALTER DATABASE ${id} SET ${setting}`, signal);
    return name;
  } catch (error) {
    // Where even that fails, the copies' own tidying finds it later, by its age.
    await admin.run(`DROP DATABASE IF EXISTS ${id} WITH (FORCE)`, AbortSignal.timeout(DROP_TIMEOUT_MS)).catch(() => {});
    throw error;
  }
}

const DROP_TIMEOUT_MS = 10_000;

/** Clones the files, which is exact and quick. @returns false when somebody is connected: then it can't be done */
async function clone(admin: Admin, name: string, signal: AbortSignal): Promise<boolean> {
  // Asked first: PostgreSQL itself would wait five seconds for them to go.
  const others = await admin.run(`SELECT 1 FROM pg_stat_activity WHERE datname = ${escapeLiteral(LAB_DATABASE)} LIMIT 1`, signal);
  if (others.length > 0) return false;
  try {
    await cloneDatabase(admin, { from: LAB_DATABASE, to: name, owner: LEARNER }, signal);
    await admin.run(allow(name, true), signal);
    return true;
  } catch (error) {
    if (isServerError(error) && error.code === IN_USE) return false;
    throw error;
  }
}

/** The clauses that give a database the locale of the lab's. */
async function localeOf(admin: Admin, signal: AbortSignal): Promise<string> {
  const [row] = await admin.run(`SELECT to_jsonb(d) ->> 'datlocprovider' AS provider, to_jsonb(d) ->> 'datlocale' AS locale, datcollate, datctype
    FROM pg_database AS d WHERE datname = ${escapeLiteral(LAB_DATABASE)}`, signal);
  const classes = ` LC_COLLATE ${escapeLiteral(row?.['datcollate'] ?? 'C')} LC_CTYPE ${escapeLiteral(row?.['datctype'] ?? 'C')}`;
  const builtin = row?.['provider'] === 'b' ? ` LOCALE_PROVIDER builtin BUILTIN_LOCALE ${escapeLiteral(row['locale'] ?? 'C')}` : '';
  return ` ENCODING 'UTF8'${builtin}${classes}`;
}

/** What the learner has set for the database, as `name = value`. */
async function settingsOf(admin: Admin, signal: AbortSignal): Promise<string[]> {
  const rows = await admin.run(`SELECT split_part(s, '=', 1) AS name, substr(s, strpos(s, '=') + 1) AS value FROM pg_db_role_setting
    JOIN pg_database AS d ON d.oid = setdatabase, unnest(setconfig) AS s WHERE setrole = 0 AND datname = ${escapeLiteral(LAB_DATABASE)}`, signal);
  return rows.map(({ name, value }) => `${name ?? ''} = ${name === 'search_path' ? value ?? '' : escapeLiteral(value ?? '')}`);
}
