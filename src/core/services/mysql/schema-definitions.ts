/**
 * What a database holds beside its tables' rows. MySQL can move tables from one database to another, but not views,
 * triggers, routines and events: these are read as statements, and made again at the other place.
 */
import { isServerError, type MysqlClient } from './connection.ts';
import { quoteName, quoteText } from './names.ts';

/** Statements to make one thing again, run in the database where it shall be. */
export interface Definition {
  kind: 'VIEW' | 'TRIGGER' | 'PROCEDURE' | 'FUNCTION' | 'EVENT';
  name: string;
  create: string;
  /** The mode that it was written under; it decides what quotes and bars mean in its body. */
  sqlMode: string;
}

export interface SchemaDefinitions {
  characterSet: string;
  collation: string;
  /** In the order in which they can be made. */
  definitions: Definition[];
}

export interface TableName {
  name: string;
  isSequence: boolean;
}

/** @returns names, or undefined when there is no such database */
export async function tablesOf(client: MysqlClient, database: string): Promise<TableName[]> {
  const rows = await client.rows(
    `SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${quoteText(database)} AND TABLE_TYPE NOT LIKE '%VIEW' ORDER BY TABLE_NAME`);
  return rows.map(([name, type]) => ({ name: name ?? '', isSequence: type === 'SEQUENCE' }));
}

/** Reads all definitions of a database; null when it does not exist. */
export async function readDefinitions(client: MysqlClient, database: string): Promise<SchemaDefinitions | null> {
  const text = quoteText(database);
  const [schema] = await client.rows(
    `SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${text}`);
  if (schema === undefined) return null;
  // Names of the current database are written without it, so that the statements fit another one.
  await client.rows(`USE ${quoteName(database)}`);
  const names = async (sql: string): Promise<string[]> => (await client.rows(sql)).map(([name]) => name ?? '');
  const show = async (kind: Definition['kind'], name: string, column: number, modeColumn: number | null): Promise<Definition[]> => {
    const [row] = await client.rows(`SHOW CREATE ${kind} ${quoteName(name)}`);
    const create = row?.[column];
    return create === null || create === undefined ? [] : [{ kind, name, create, sqlMode: modeColumn === null ? '' : row?.[modeColumn] ?? '' }];
  };
  const definitions: Definition[] = [];
  const routines = await client.rows(
    `SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ${text} AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE') ORDER BY ROUTINE_TYPE, ROUTINE_NAME`);
  for (const [kind, name] of routines) definitions.push(...await show(kind as 'FUNCTION' | 'PROCEDURE', name ?? '', 2, 1));
  for (const name of await names(`SELECT TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ${text} ORDER BY TABLE_NAME`)) {
    definitions.push(...await show('VIEW', name, 1, null));
  }
  const triggers = `SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ${text} ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER`;
  for (const name of await names(triggers)) definitions.push(...await show('TRIGGER', name, 2, 1));
  for (const name of await names(`SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ${text} ORDER BY EVENT_NAME`)) {
    definitions.push(...await show('EVENT', name, 3, 1));
  }
  return { characterSet: schema[0] ?? 'utf8mb4', collation: schema[1] ?? '', definitions };
}

/** Removes the triggers, which keep their tables from moving. The rest goes with the database. Safe to do twice. */
export async function dropTriggers(client: MysqlClient, database: string, { definitions }: SchemaDefinitions): Promise<void> {
  for (const { kind, name } of definitions) {
    if (kind === 'TRIGGER') await client.rows(`DROP TRIGGER IF EXISTS ${quoteName(database)}.${quoteName(name)}`);
  }
}

/**
 * Makes them in `database`, which is made too where it is not there. Safe to do twice.
 * @param onFailed told of a definition that cannot be made, such as a view of a table that is gone
 */
export async function makeDefinitions(
  client: MysqlClient, database: string, { definitions }: SchemaDefinitions, onFailed: (text: string) => void,
): Promise<void> {
  if (definitions.length === 0) return;
  await client.rows(`USE ${quoteName(database)}`);
  let left = definitions;
  // A view may stand on another that comes later in the alphabet: round after round, as long as one more can be made.
  for (;;) {
    const failed: { definition: Definition; error: Error }[] = [];
    for (const definition of left) {
      const { kind, name, create, sqlMode } = definition;
      await client.rows(`DROP ${kind} IF EXISTS ${quoteName(name)}`);
      await client.rows(`SET SESSION sql_mode = ${quoteText(sqlMode)}`);
      try {
        await client.rows(create);
      } catch (error) {
        if (!isServerError(error)) throw error;
        failed.push({ definition, error });
      } finally {
        await client.rows("SET SESSION sql_mode = ''").catch(() => {});
      }
    }
    if (failed.length === 0) return;
    if (failed.length === left.length) {
      for (const { definition, error } of failed) onFailed(`${definition.kind} ${definition.name}: ${error.message}`);
      return;
    }
    left = failed.map(({ definition }) => definition);
  }
}

/** Makes an empty database with the same character set and collation; keeps one that is there. */
export async function makeDatabase(client: MysqlClient, database: string, { characterSet, collation }: SchemaDefinitions): Promise<void> {
  const attributes = `CHARACTER SET ${quoteName(characterSet)}${collation === '' ? '' : ` COLLATE ${quoteName(collation)}`}`;
  await client.rows(`CREATE DATABASE IF NOT EXISTS ${quoteName(database)} ${attributes}`);
  await client.rows(`ALTER DATABASE ${quoteName(database)} ${attributes}`);
}
