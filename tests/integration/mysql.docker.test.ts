/** MySQL in a container: the driver's promises over the network, the client in the learner's shell, data that stays. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest, ServiceRequest } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { createWorld, docker, record, soon, until } from './docker-support.ts';

const mysql: ServiceRequest = { id: 'shop', kind: 'mysql', password: String.raw`My'secret\1` };
const SEED = `
CREATE TABLE products (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE);
INSERT INTO products (name) VALUES ('Sencha'), ('Masala Chai');
CREATE VIEW names AS SELECT name FROM products;
`;

const world = createWorld();
const engine = world.engine();
const request: EnvironmentRequest = world.request([mysql]);
let environment: Environment;
let driver: ServiceDriver;

const count = async (): Promise<unknown> => {
  const result = await driver.query('SELECT count(*) FROM names', 1, soon());
  return result.kind === 'table' ? result.rows[0]?.[0] : result;
};

beforeAll(async () => {
  const opened = await engine.open(request, { signal: soon() });
  environment = opened.environment;
  expect(opened.created).toEqual(['shop']);
  driver = world.services.mysql.driver(() => environment.services()[0]!.endpoint!, { scratchFolder: world.folder, onWarning: (text) => { throw new Error(text); } });
  await driver.seed([{ name: 'seed.sql', text: SEED }], soon());
});
afterAll(async () => {
  await driver.dispose();
  await environment.destroy({ signal: soon() });
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

test('goes back to the first data and to what was there, as on the native engine', async () => {
  await driver.runScript("INSERT INTO products (name) VALUES ('Kulhad Cups')", soon());
  await driver.restore('pristine', 'before', soon());
  expect(await count()).toBe('2');
  await driver.restore('before', null, soon());
  expect(await count()).toBe('3');
});

test('mysql in the learner\'s shell just connects', async () => {
  const shell = await environment.openShell({ cols: 120, rows: 20 }, { signal: soon() });
  const screen = record(shell);
  shell.write("mysql -N -e \"SELECT CONCAT_WS('|', CURRENT_USER(), DATABASE(), @@collation_connection = @@collation_server, 'चाय')\"\r");
  await screen.shows('learner@%|lab|1|चाय', 15_000);
  await shell.dispose();
});

test('keeps its data over a stop, and over a kill and a repair', async () => {
  await environment.stop({ signal: soon() });
  ({ environment } = await engine.open(request, { signal: soon() }));
  expect(await driver.isSeeded(soon())).toBe(true);
  expect(await count()).toBe('3');
  await docker.getContainer(`bb-${request.sessionId}-shop`).kill();
  await until(() => environment.services()[0]!.state === 'failed', 10_000, 'the kill is noticed');
  await environment.restart('shop', { signal: soon() });
  expect(await driver.isSeeded(soon())).toBe(true);
  expect(await count()).toBe('3');
});
