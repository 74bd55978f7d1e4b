/** A driver whose code, with its client library, is loaded at its first use: a lesson is shown without any of them. */
import type { SqlKind } from '../../shared/sql-names.ts';
import type { ServiceDriver } from './service.ts';
import type { SqlAccess } from './sql-access.ts';
import type { DocumentAccess, KeyAccess } from './store-access.ts';

/** The parts of a driver that only some kinds have: which of them this one has must be known before it is loaded. */
export interface DriverParts {
  presentCopy?: true;
  connections?: true;
  sql?: SqlKind;
  keys?: true;
  documents?: true;
}

/**
 * @param load loads and makes the driver; called once, and again after a failure
 * @param has what the driver has beside what all have; lazy-driver.test.ts holds it against the driver
 */
export function lazyDriver(load: () => Promise<ServiceDriver>, has: DriverParts): ServiceDriver {
  const driver = once(load);
  return { ...forwarding(driver), ...optional(driver, has) };
}

type Optional = Pick<ServiceDriver, 'presentCopy' | 'connections' | 'sql' | 'keys' | 'documents'>;

function optional({ get }: Once<ServiceDriver>, has: DriverParts): Optional {
  const part = async <K extends keyof Optional>(name: K): Promise<NonNullable<Optional[K]>> => {
    const found = (await get())[name];
    if (found === undefined) throw new Error(`The driver has no ${name}.`);
    return found;
  };
  return {
    ...(has.presentCopy === undefined ? {} : { presentCopy: async (signal) => (await part('presentCopy'))(signal) }),
    ...(has.connections === undefined ? {} : { connections: async (signal) => (await part('connections'))(signal) }),
    ...(has.sql === undefined ? {} : { sql: sqlOf(has.sql, () => part('sql')) }),
    ...(has.keys === undefined ? {} : { keys: keysOf(() => part('keys')) }),
    ...(has.documents === undefined ? {} : { documents: documentsOf(() => part('documents')) }),
  };
}

const sqlOf = (kind: SqlKind, get: () => Promise<SqlAccess>): SqlAccess => ({
  kind,
  schema: async (...given) => (await get()).schema(...given),
  connect: async (...given) => (await get()).connect(...given),
  blockers: async (...given) => (await get()).blockers(...given),
});

const keysOf = (get: () => Promise<KeyAccess>): KeyAccess => ({
  keys: async (...given) => (await get()).keys(...given),
  value: async (...given) => (await get()).value(...given),
  async *commands(signal) {
    yield* (await get()).commands(signal);
  },
});

const documentsOf = (get: () => Promise<DocumentAccess>): DocumentAccess => ({
  collections: async (...given) => (await get()).collections(...given),
  stages: async (...given) => (await get()).stages(...given),
});

interface Once<D> {
  get(): Promise<D>;
  /** Null before the first use. */
  used(): Promise<D> | null;
}

function once<D>(load: () => Promise<D>): Once<D> {
  let loaded: Promise<D> | null = null;
  return {
    get: () => (loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    })),
    used: () => loaded,
  };
}

function forwarding({ get, used }: Once<ServiceDriver>): ServiceDriver {
  return {
    ping: async (...given) => (await get()).ping(...given),
    isSeeded: async (...given) => (await get()).isSeeded(...given),
    seed: async (...given) => (await get()).seed(...given),
    capture: async (...given) => (await get()).capture(...given),
    restore: async (...given) => (await get()).restore(...given),
    discard: async (...given) => (await get()).discard(...given),
    list: async (...given) => (await get()).list(...given),
    // A help for what comes next: whether it could be given shows nowhere.
    prepare: (names) => void get().then((driver) => { driver.prepare(names); }, () => undefined),
    pristineCopy: async (...given) => (await get()).pristineCopy(...given),
    runScript: async (...given) => (await get()).runScript(...given),
    query: async (...given) => (await get()).query(...given),
    dispose: async () => (await used())?.dispose(),
  };
}
