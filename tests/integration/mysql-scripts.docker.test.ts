/** Checks of kind sql-script on MySQL in a container. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { Environment, ServiceRequest } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { createWorld, soon } from './docker-support.ts';
import { describeMysqlScripts, SCRIPTS_SEED } from './mysql-scripts.ts';
import { checkOn } from './sql-checks-world.ts';

const mysql: ServiceRequest = { id: 'shop', kind: 'mysql', password: 'secret of the test' };
const world = createWorld();
const files = new Map<string, string>();
const warnings: string[] = [];
const onWarning = (text: string): void => { warnings.push(text); };
let environment: Environment;
let driver: ServiceDriver;

beforeAll(async () => {
  ({ environment } = await world.engine().open(world.request([mysql]), { signal: soon() }));
  driver = world.services.mysql.driver(() => environment.services()[0]!.endpoint!, { scratchFolder: world.folder, onWarning });
  await driver.seed([{ name: 'seed.sql', text: SCRIPTS_SEED }], soon());
});
afterAll(async () => {
  await driver.dispose();
  await environment.destroy({ signal: soon() });
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

describeMysqlScripts(() => ({
  driver, files, warnings, endpoint: environment.services()[0]!.endpoint!,
  check: (spec) => checkOn({ environment, driver, kind: 'mysql', files, onWarning }, spec),
}));
