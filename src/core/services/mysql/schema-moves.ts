/**
 * Moves whole databases by renaming their tables, which takes milliseconds whatever they hold, and copies them row
 * by row. A move is written down before it begins, so that one that a crash interrupted is completed later.
 *
 * Databases of ours hold tables alone. Their views, triggers, routines and events stand in the journal as
 * statements: as things they would belong to the learner, who has no rights there.
 */
import { createHash } from 'node:crypto';
import type { MysqlClient } from './connection.ts';
import { COPY, JOURNAL, OURS, quoteName, quoteText } from './names.ts';
import {
  dropTriggers, makeDatabase, makeDefinitions, readDefinitions, tablesOf, type SchemaDefinitions, type TableName,
} from './schema-definitions.ts';

export interface Move {
  from: string;
  to: string;
}

type OnFailed = (text: string) => void;

const id = quoteName;

/**
 * Moves databases, one after the other. Where a move leads to a database that exists, its content must have been
 * moved away or dropped by then.
 */
export async function moveAll(client: MysqlClient, moves: readonly Move[], onFailed: OnFailed): Promise<void> {
  await makeJournal(client);
  const planned: string[] = [];
  for (const { from, to } of moves) {
    const definitions = await definitionsOf(client, from);
    if (definitions !== null) planned.push(`(${quoteText(from)}, ${quoteText(to)}, ${quoteText(JSON.stringify(definitions))})`);
  }
  if (planned.length === 0) return;
  // One statement: all of them are planned, or none.
  await client.rows(`INSERT INTO ${JOURNAL}.moves (source, target, definitions) VALUES ${planned.join(', ')}`);
  await finishMoves(client, onFailed);
}

/** True when a crash interrupted a move. */
export async function movesAreLeft(client: MysqlClient): Promise<boolean> {
  if ((await tablesOf(client, JOURNAL)).length === 0) return false;
  return (await client.rows(`SELECT 1 FROM ${JOURNAL}.moves LIMIT 1`)).length > 0;
}

/** Carries out what is planned. Every step can be done twice. */
export async function finishMoves(client: MysqlClient, onFailed: OnFailed): Promise<void> {
  for (const [place, from, to, definitions] of await client.rows(`SELECT place, source, target, definitions FROM ${JOURNAL}.moves ORDER BY place`)) {
    await move(client, { from: from ?? '', to: to ?? '' }, JSON.parse(definitions ?? '') as SchemaDefinitions, onFailed);
    await client.rows(`DELETE FROM ${JOURNAL}.moves WHERE place = ${place ?? ''}`);
  }
}

async function move(client: MysqlClient, { from, to }: Move, definitions: SchemaDefinitions, onFailed: OnFailed): Promise<void> {
  await dropTriggers(client, from, definitions);
  await makeDatabase(client, to, definitions);
  const tables = await tablesOf(client, from);
  if (tables.length > 0) {
    await client.rows(`RENAME TABLE ${tables.map(({ name }) => `${id(from)}.${id(name)} TO ${id(to)}.${id(name)}`).join(', ')}`);
  }
  if (isOurs(to)) await writeDown(client, to, definitions, await fingerprintOfCopy(client, from));
  else await makeDefinitions(client, to, definitions, onFailed);
  await dropDatabase(client, from);
}

/** Drops a database, and what is known of it. Safe to do twice. */
export async function dropDatabase(client: MysqlClient, name: string): Promise<void> {
  if (isOurs(name)) {
    await makeJournal(client);
    await client.rows(`DELETE FROM ${JOURNAL}.copies WHERE name = ${quoteText(name)}`);
  }
  await client.rows(`DROP DATABASE IF EXISTS ${id(name)}`);
  // The user that some copies have for themselves, see present-copy.ts.
  if (name.startsWith(COPY)) await client.rows(`DROP USER IF EXISTS '${name}'@'%'`);
}

/**
 * Copies a database into one of ours. Only at the end it is written down as complete, see {@link completeCopies}.
 * @param signal looked at between tables; the connection's own ends the statement that runs
 */
export async function copyDatabase(client: MysqlClient, { from, to, signal }: Move & { signal: AbortSignal }): Promise<void> {
  await makeJournal(client);
  const definitions = await definitionsOf(client, from);
  if (definitions === null) throw new Error(`there is no database ${from}`);
  await copyTables(client, { from, to, signal }, definitions);
  await writeDown(client, to, definitions, await fingerprintOf(client, to, definitions));
}

/** Copies a database into one that is used at once, with its views, triggers and routines. @param signal as in {@link copyDatabase} */
export async function copyForUse(client: MysqlClient, { from, to, signal }: Move & { signal: AbortSignal }, onFailed: OnFailed): Promise<void> {
  const definitions = await readDefinitions(client, from);
  if (definitions === null) throw new Error(`there is no database ${from}`);
  await copyTables(client, { from, to, signal }, definitions);
  await makeDefinitions(client, to, definitions, onFailed);
}

async function copyTables(client: MysqlClient, { from, to, signal }: Move & { signal: AbortSignal }, definitions: SchemaDefinitions): Promise<void> {
  await makeDatabase(client, to, definitions);
  const tables = await tablesOf(client, from);
  for (const table of tables) {
    signal.throwIfAborted();
    await copyTable(client, from, to, table);
  }
  const filled = tables.filter(({ isSequence }) => !isSequence).map(({ name }) => `${id(to)}.${id(name)}`);
  // So that plans are those of the original, and don't change when the server gets round to counting by itself.
  if (filled.length > 0) await client.rows(`ANALYZE TABLE ${filled.join(', ')}`);
}

/**
 * The first of these copies that holds just what `database` holds now: the same definitions, and the same tables by
 * what they were made with and by a checksum of their rows, which takes a tenth of the time of copying them.
 */
export async function sameAs(client: MysqlClient, database: string, copies: readonly string[]): Promise<string | null> {
  const definitions = await readDefinitions(client, database);
  if (definitions === null || copies.length === 0) return null;
  const fingerprint = await fingerprintOf(client, database, definitions);
  const known = await client.rows(`SELECT name FROM ${JOURNAL}.copies WHERE fingerprint = ${quoteText(fingerprint)} ORDER BY name`);
  return known.map(([name]) => name ?? '').find((name) => copies.includes(name)) ?? null;
}

async function fingerprintOf(client: MysqlClient, database: string, definitions: SchemaDefinitions): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(definitions));
  await client.rows(`USE ${id(database)}`);
  for (const { name, isSequence } of await tablesOf(client, database)) {
    const [made] = await client.rows(`SHOW CREATE TABLE ${id(name)}`);
    const content = await client.rows(isSequence ? `SELECT next_not_cached_value FROM ${id(name)}` : await contentQuery(client, database, name));
    hash.update(JSON.stringify([name, made?.[1], content]));
  }
  return hash.digest('hex');
}

/** Not CHECKSUM TABLE, which gives other numbers for the same rows where columns may be NULL (seen with MariaDB 11.8). */
async function contentQuery(client: MysqlClient, database: string, table: string): Promise<string> {
  // QUOTE writes NULL as a word and marks where each text ends.
  const row = `CONCAT_WS(',', ${(await columnsOf(client, database, table)).map((column) => `QUOTE(${id(column)})`).join(', ')})`;
  return `SELECT COUNT(*), BIT_XOR(CAST(CONV(LEFT(MD5(${row}), 16), 16, 10) AS UNSIGNED)), SUM(CRC32(${row})) FROM ${id(table)}`;
}

/** The columns that are stored as they were written; computed ones follow from them. */
async function columnsOf(client: MysqlClient, database: string, table: string): Promise<string[]> {
  const rows = await client.rows(
    `SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${quoteText(database)} AND TABLE_NAME = ${quoteText(table)}
       AND COALESCE(GENERATION_EXPRESSION, '') = '' ORDER BY ORDINAL_POSITION`);
  return rows.map(([column]) => column ?? '');
}

/** Names of our databases that are complete. */
export async function completeCopies(client: MysqlClient): Promise<Set<string>> {
  if ((await tablesOf(client, JOURNAL)).length === 0) return new Set();
  return new Set((await client.rows(`SELECT name FROM ${JOURNAL}.copies`)).map(([name]) => name ?? ''));
}

/** What is known of a copy; empty for a database that is none. */
async function fingerprintOfCopy(client: MysqlClient, name: string): Promise<string> {
  const [row] = await client.rows(`SELECT fingerprint FROM ${JOURNAL}.copies WHERE name = ${quoteText(name)}`);
  return row?.[0] ?? '';
}

const isOurs = (name: string): boolean => name.startsWith(OURS);

async function definitionsOf(client: MysqlClient, database: string): Promise<SchemaDefinitions | null> {
  if (!isOurs(database)) return readDefinitions(client, database);
  const [row] = await client.rows(`SELECT definitions FROM ${JOURNAL}.copies WHERE name = ${quoteText(database)}`);
  return row === undefined ? null : JSON.parse(row[0] ?? '') as SchemaDefinitions;
}

/** @param fingerprint what {@link sameAs} compares; empty when it is not known, and then nothing is the same */
async function writeDown(client: MysqlClient, name: string, definitions: SchemaDefinitions, fingerprint: string): Promise<void> {
  const values = [name, JSON.stringify(definitions), fingerprint].map(quoteText).join(', ');
  await client.rows(`REPLACE INTO ${JOURNAL}.copies (name, definitions, fingerprint) VALUES (${values})`);
}

async function makeJournal(client: MysqlClient): Promise<void> {
  await client.rows(`CREATE DATABASE IF NOT EXISTS ${JOURNAL} CHARACTER SET utf8mb4`);
  await client.rows(`CREATE TABLE IF NOT EXISTS ${JOURNAL}.copies (name VARCHAR(64) PRIMARY KEY, definitions LONGTEXT NOT NULL, fingerprint VARCHAR(64) NOT NULL) ENGINE = InnoDB`);
  await client.rows(`CREATE TABLE IF NOT EXISTS ${JOURNAL}.moves (place INT AUTO_INCREMENT PRIMARY KEY, source VARCHAR(64) NOT NULL, target VARCHAR(64) NOT NULL, definitions LONGTEXT NOT NULL) ENGINE = InnoDB`);
}

async function copyTable(client: MysqlClient, from: string, to: string, { name, isSequence }: TableName): Promise<void> {
  await client.rows(`USE ${id(from)}`);
  const [shown] = await client.rows(isSequence ? `SHOW CREATE SEQUENCE ${id(name)}` : `SHOW CREATE TABLE ${id(name)}`);
  await client.rows(`USE ${id(to)}`);
  await client.rows(shown?.[1] ?? '');
  if (isSequence) {
    const [value] = await client.rows(`SELECT next_not_cached_value FROM ${id(from)}.${id(name)}`);
    await client.rows(`DO SETVAL(${id(to)}.${id(name)}, ${value?.[0] ?? '1'}, 0)`);
    return;
  }
  const columns = (await columnsOf(client, from, name)).map(id).join(', ');
  // A zero in a column that counts up is a value here, no request for the next one.
  await client.rows("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
  await client.rows(`INSERT INTO ${id(to)}.${id(name)} (${columns}) SELECT ${columns} FROM ${id(from)}.${id(name)}`);
  await client.rows("SET SESSION sql_mode = ''");
}
