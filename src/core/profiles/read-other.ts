/** A look into the database of another profile, which may be open elsewhere, of another version, or not there. */
import Database from 'better-sqlite3';
import { join } from 'node:path';

/** Another process writes for far less than that, in milliseconds. */
const BUSY_MS = 1_000;

/**
 * @param folder the profile's data folder @param nativeBinding as in {@link openDatabase}
 * @returns the rows; none where there is no database, or none with such a table
 */
export function readOther(folder: string, nativeBinding: string | undefined, query: string): unknown[] {
  try {
    const db = new Database(join(folder, 'backbench.db'), { readonly: true, fileMustExist: true, timeout: BUSY_MS, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
    try {
      return db.prepare(query).all();
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
