/** Generated rows in the services of the native engine. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { fillPostgres, proveMongo, proveMysql, provePostgres, proveRedis } from './generated-rows.ts';
import { deadline, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

let world: NativeWorld;
let environment: Environment;

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', workspace, tools: [],
    services: [{ id: 'db', kind: 'postgres', password: 'x' }, { id: 'cache', kind: 'redis', password: 'x' }, { id: 'docs', kind: 'mongo', password: 'x' }, { id: 'my', kind: 'mysql', password: 'x' }],
  }, { signal: deadline() }));
});
afterAll(() => world.dispose());

it('fills PostgreSQL', () => provePostgres(world.driverOf(environment, 'db')));
it('fills Redis', () => proveRedis(world.driverOf(environment, 'cache')));
it('fills MongoDB', () => proveMongo(world.driverOf(environment, 'docs')));
it('fills MySQL', () => proveMysql(world.driverOf(environment, 'my')));

it('fills a table of 300,000 rows in seconds', async () => {
  const ms = await fillPostgres(world.driverOf(environment, 'db'), 300_000);
  // A few times what a laptop needs: a fall back to single inserts takes minutes.
  expect(ms).toBeLessThan(30_000);
});
