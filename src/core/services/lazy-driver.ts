/** A driver whose code, with its client library, is loaded at its first use: a lesson is shown without any of them. */
import type { ServiceDriver } from './service.ts';

/** A driver that can make throw-away copies of the present data. */
type CopyingDriver = ServiceDriver & Required<Pick<ServiceDriver, 'presentCopy'>>;

/** @param load loads and makes the driver; called once, and again after a failure */
export function lazyDriver(load: () => Promise<ServiceDriver>): ServiceDriver {
  return forwarding(once(load));
}

/** As {@link lazyDriver}, for kinds that have {@link ServiceDriver.presentCopy}. */
export function lazyCopyingDriver(load: () => Promise<CopyingDriver>): CopyingDriver {
  const driver = once(load);
  return { ...forwarding(driver), presentCopy: async (signal) => (await driver.get()).presentCopy(signal) };
}

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
