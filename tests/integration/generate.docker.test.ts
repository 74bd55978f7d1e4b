/** Generated rows in the services of the docker engine: the same data as on the native one. */
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { createWorld, postgres, redis, soon, type TestWorld } from './docker-support.ts';
import { proveMongo, proveMysql, provePostgres, proveRedis } from './generated-rows.ts';

let world: TestWorld;
let environment: Environment;
const drivers: ServiceDriver[] = [];

function driverOf(id: string): ServiceDriver {
  const service = (): ReturnType<Environment['services']>[number] => {
    const found = environment.services().find((each) => each.id === id);
    if (found === undefined) throw new Error(`no service ${id}`);
    return found;
  };
  const driver = world.services[service().kind].driver(() => {
    const { endpoint } = service();
    if (endpoint === null) throw new Error(`${id} has no endpoint`);
    return endpoint;
  }, { scratchFolder: join(world.folder, 'scratch', id), onWarning: () => undefined });
  drivers.push(driver);
  return driver;
}

beforeAll(async () => {
  world = createWorld();
  ({ environment } = await world.engine().open(
    world.request([postgres, redis, { id: 'docs', kind: 'mongo', password: 'Mongo-secret.1' }, { id: 'my', kind: 'mysql', password: 'My-secret.1' }]), { signal: soon() }));
});
afterAll(async () => {
  await Promise.all(drivers.map((driver) => driver.dispose()));
  await world.dispose();
});

it('fills PostgreSQL', () => provePostgres(driverOf('db')));
it('fills Redis', () => proveRedis(driverOf('cache')));
it('fills MongoDB', () => proveMongo(driverOf('docs')));
it('fills MySQL', () => proveMysql(driverOf('my')));
