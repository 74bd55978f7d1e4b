/** A native engine in a folder of its own, with everything it starts ended after the test. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Endpoint, Engine, Environment } from '../../src/core/engines/engine.ts';
import { createNativeEngine } from '../../src/core/engines/native/native-engine.ts';
import type { Service, ServiceDriver } from '../../src/core/services/service.ts';
import { createServices } from '../../src/core/services/services.ts';
import type { ServiceKind } from '../../src/shared/lab-format.ts';

const resourcesFolder = resolve(import.meta.dirname, '..', '..', 'resources');
/** Longest act of a test, in milliseconds. */
const ACT_MS = 60_000;

export const deadline = (): AbortSignal => AbortSignal.timeout(ACT_MS);
export const newSessionId = (): string => randomBytes(6).toString('hex');

export interface NativeWorld {
  dataFolder: string;
  instance: string;
  services: Record<ServiceKind, Service>;
  engine: Engine;
  warnings: string[];
  /** Another engine on the same folder, as after a crash of the first. */
  another(): Engine;
  driverOf(environment: Environment, service: string): ServiceDriver;
  dispose(): Promise<void>;
}

/**
 * @param parts `dataFolder` and `instance` of an existing world, to look at it from another process; `env` changes variables
 */
export function nativeWorld(parts: { dataFolder?: string; instance?: string; env?: NodeJS.ProcessEnv } = {}): NativeWorld {
  const own = parts.dataFolder === undefined;
  const dataFolder = parts.dataFolder ?? mkdtempSync(join(tmpdir(), 'backbench-native-'));
  const instance = parts.instance ?? randomUUID();
  const nativeFolder = join(dataFolder, 'native');
  mkdirSync(nativeFolder, { recursive: true });
  const env = { ...process.env, ...parts.env };
  const services = createServices({ nativeFolder, resourcesFolder, env, platform: process.platform });
  const warnings: string[] = [];
  const another = (): Engine => createNativeEngine({
    instance, services, dataFolder, resourcesFolder, env, platform: process.platform, onWarning: (text) => warnings.push(text),
  });
  const engine = another();
  const drivers: ServiceDriver[] = [];
  return {
    dataFolder, instance, services, engine, warnings, another,
    driverOf(environment, id) {
      const found = environment.services().find((service) => service.id === id);
      if (found === undefined) throw new Error(`no service ${id}`);
      const driver = services[found.kind].driver(() => endpointOf(environment, id), {
        scratchFolder: join(dataFolder, 'scratch', id), onWarning: (text) => warnings.push(text),
      });
      drivers.push(driver);
      return driver;
    },
    async dispose() {
      await Promise.all(drivers.map((driver) => driver.dispose()));
      await engine.sweep({ keep: () => false, stop: () => true }, deadline());
      await engine.close();
      if (own) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export function endpointOf(environment: Environment, id: string): Endpoint {
  const endpoint = environment.services().find((service) => service.id === id)?.endpoint;
  if (endpoint === undefined || endpoint === null) throw new Error(`${id} has no endpoint`);
  return endpoint;
}

/** Waits until a state is reached. @throws after ten seconds, with what was there instead */
export async function until<T>(look: () => T, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const value = look();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`did not happen; now: ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
