/** A native server with a lab's data, and checks that run against it: what the tests of the checks of services share. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../src/core/checks/runner.ts';
import type { Endpoint, Environment } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { checkSchema } from '../../src/shared/check-format/check.ts';
import type { ServiceKind } from '../../src/shared/lab-format.ts';
import { BackbenchError } from '../../src/shared/errors.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

const SEED_ENDINGS: Readonly<Record<ServiceKind, string>> = { postgres: '.sql', mysql: '.sql', redis: '.redis', mongo: '.js' };

export interface SqlChecksWorld {
  driver: ServiceDriver;
  environment: Environment;
  endpoint: Endpoint;
  world: NativeWorld;
  /** The learner's files, by path. */
  files: Map<string, string>;
  /** What authors were warned of. */
  warnings: string[];
  /** Runs one check of service `shop`, given as in lab.yaml without what every check has. */
  check(spec: object): Promise<CheckResult>;
  dispose(): Promise<void>;
}

export async function sqlChecksWorld(seed: string, kind: ServiceKind = 'postgres'): Promise<SqlChecksWorld> {
  const world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  const { environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', services: [{ id: 'shop', kind, password: 'secret of the test' }], workspace, tools: [],
  }, { signal: deadline() });
  const driver = world.driverOf(environment, 'shop');
  await driver.seed([{ name: `seed${SEED_ENDINGS[kind]}`, text: seed }], deadline());
  const files = new Map<string, string>();
  const warnings: string[] = [];
  return {
    driver, environment, world, files, warnings, endpoint: endpointOf(environment, 'shop'),
    check: (spec) => checkOn({ environment, driver, kind, files, onWarning: (text) => { warnings.push(text); } }, spec),
    dispose: () => world.dispose(),
  };
}

export interface CheckedService {
  environment: Environment;
  driver: ServiceDriver;
  kind: ServiceKind;
  files: ReadonlyMap<string, string>;
  onWarning(text: string): void;
}

/** Runs one check of service `shop`, given as in lab.yaml without what every check has. */
export async function checkOn({ environment, driver, kind, files, onWarning }: CheckedService, spec: object): Promise<CheckResult> {
  const check = checkSchema.parse({ id: 'tested', title: 't', hints: ['a', 'b'], service: 'shop', ...spec });
  const [result] = await runChecks([check], {
    environment, answers: new Map(), drivers: new Map([['shop', driver]]), specs: [{ id: 'shop', kind, seed: [], generate: [], faults: [] }], app: null, secrets: [], signal: deadline(),
    workspace: {
      read: (path) => {
        const text = files.get(path);
        return text === undefined ? Promise.reject(new BackbenchError('FILE_NOT_FOUND', { path })) : Promise.resolve({ path, text, hash: '' });
      },
    },
    onWarning,
  });
  if (result === undefined) throw new Error('no result');
  return result;
}
