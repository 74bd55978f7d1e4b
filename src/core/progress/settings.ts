/** The settings of this installation, kept in the database. */
import { settingsSchema, type Settings } from '../../shared/views.ts';
import { asCoded, type Db } from './database.ts';

export interface SettingsStore {
  /** All settings, defaults filled in. A stored value that no longer fits its schema counts as unset. */
  get(): Settings;
  /** Changes the given settings and keeps the others. @returns all settings after the change */
  set(change: Partial<Settings>): Settings;
}

/** @param db an open database @param path its file, for error details */
export function createSettings(db: Db, path: string): SettingsStore {
  const all = db.prepare('SELECT key, value FROM setting');
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');

  const get = (): Settings => {
    const settings: Record<string, unknown> = settingsSchema.parse({});
    for (const row of all.all() as { key: string; value: string }[]) {
      const field = settingsSchema.shape[row.key as keyof Settings] as (typeof settingsSchema.shape)[keyof Settings] | undefined;
      const parsed = field?.safeParse(JSON.parse(row.value));
      if (parsed?.success === true) settings[row.key] = parsed.data;
    }
    return settings as Settings;
  };
  const store = db.transaction((change: Partial<Settings>) => {
    for (const [key, value] of Object.entries(change)) if (value !== undefined) put.run(key, JSON.stringify(value));
  });
  return {
    get,
    set(change) {
      try {
        store(change);
      } catch (error) {
        throw asCoded(error, path);
      }
      return get();
    },
  };
}
