/** The clients in the shell's image: each reaches its server by itself. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest, PtyStream } from '../../src/core/engines/engine.ts';
import { createWorld, record, redis, soon } from './docker-support.ts';

const world = createWorld();
const engine = world.engine();
let request: EnvironmentRequest;
let environment: Environment;
let shell: PtyStream;
let screen: ReturnType<typeof record>;

beforeAll(async () => {
  request = world.request([redis, { id: 'docs', kind: 'mongo', password: randomBytes(12).toString('hex') }]);
  ({ environment } = await engine.open(request, { signal: soon() }));
  shell = await environment.openShell({ cols: 200, rows: 40 }, { signal: soon() });
  screen = record(shell);
});
afterAll(async () => {
  await environment.destroy({ signal: soon() });
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

// 133;C is the mark before a command's output.
test.each([
  ['psql', 'psql --version', /psql \(PostgreSQL\) 17\./],
  ['mysql', 'mysql --version', /MariaDB, client/],
  ['redis-cli', 'redis-cli SET tea chai', /133;C.OK\r?$/m],
  ['redis-cli in a script', 'bash -c "redis-cli STRLEN tea"', /4\r?$/m],
  ['redis-cli with the address', 'redis-cli -u "$REDIS_URL" --no-auth-warning APPEND tea -time', /9\r?$/m],
  ['git', 'git --version', /git version 2\./],
  ['curl', 'curl --version', /133;C.curl 8\./],
  ['jq', 'echo \'{"tea": [1, 44]}\' | jq -M .tea[1]', /133;C.44\r?$/m],
] as const)('%s', async (_, line, shown) => {
  shell.write(`${line}\n`);
  await screen.shows(shown, 20_000);
});

test('mongosh connects, writes and reads', async () => {
  shell.write('mongosh --quiet --eval "db.teas.insertOne({ name: \'Sencha\' }).acknowledged + \' \' + db.teas.countDocuments()"\n');
  await screen.shows(/true 1\r?$/m, 60_000);
  shell.write('mongosh\n');
  await screen.shows('lab> ', 60_000);
  shell.write('db.teas.findOne().name\n');
  await screen.shows(/^.{0,20}Sencha[^}]*\r?$/m, 20_000);
  shell.write('exit\n');
});
