/**
 * The libraries that set-up added to this machine, without a network: a small program of each stack is built, tested,
 * started and asked with the environment that a lab's shell has natively.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/core/engines/native/free-port.ts';
import { prepareShellPlaces, shellEnvironment, type ShellPlaces } from '../../src/core/engines/native/shell-environment.ts';
import { createLocalTools } from '../../src/core/tools/local-tools.ts';
import { TOOL_NAMES, TOOLS } from '../../src/shared/tools.ts';

const PROGRAMS = join(import.meta.dirname, '../fixtures/toolchains');
/** What learners of Spring Boot start with. */
const SPRING_LAB = join(import.meta.dirname, '../../labs/server-side/rest-api/variants/spring-boot/workspace');
/** Longest time for a build, its tests and the start, in milliseconds: Go compiles its libraries the first time. */
const DEADLINE_MS = 240_000;

let folder: string;
let places: ShellPlaces;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-native-tools-'));
  places = { dataFolder: folder, resourcesFolder: join(import.meta.dirname, '../../resources'), env: process.env };
  prepareShellPlaces(places);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a server in the background and asks it until it answers. */
const serve = (start: string): string => `
${start} > server.log 2>&1 &
server=$!
trap 'kill $server' EXIT
for try in $(seq 300); do
  if answer=$(curl -sf http://127.0.0.1:$PORT/teas/7); then echo "ANSWER $answer"; exit 0; fi
  kill -0 $server 2> /dev/null || { echo 'it ended'; cat server.log; exit 1; }
  sleep 0.2
done
cat server.log; exit 1`;

const PROOFS: [program: string, script: string][] = [
  ['express', serve('node shop.mjs')],
  ['flask', `pytest -q -p no:cacheprovider\n${serve('flask --app shop run --port $PORT')}`],
  ['django', `python3 manage.py test\n${serve('python3 manage.py runserver --noreload $PORT')}`],
  ['gin', `go build -o shop . && go test ./...\n${serve('./shop')}`],
  ['spring-boot', `mvn -o -q package\n${serve('java -jar target/shop-1.jar')}`],
];

test.each(PROOFS)('%s builds, passes its tests and answers without a network', async (program, script) => {
  const work = join(folder, 'workspaces', program);
  await mkdir(work, { recursive: true });
  await cp(join(PROGRAMS, program), work, { recursive: true });
  // Nothing beyond this machine is to be reached: programs that try fail at once.
  const env = { ...shellEnvironment(places, {}), http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1', PORT: String(await freePort()) };
  const run = promisify(execFile)('bash', ['-euc', script], { cwd: work, env, timeout: DEADLINE_MS, maxBuffer: 16 * 2 ** 20 });
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}\n${error.stderr}` }));
  expect(stdout).toContain('ANSWER {"id":7,"name":"Masala Chai"}');
}, DEADLINE_MS);

test('the Spring program of the course starts from the archive of classes', async () => {
  const work = join(folder, 'workspaces', 'archive');
  await cp(SPRING_LAB, work, { recursive: true });
  // The JVM ends where the archive does not fit the class path; a learner's start goes on without.
  const { stdout } = await promisify(execFile)('bash', ['-euc', 'mvn -o -q compile && java -Xshare:on --version @.build/catalogue.args'], { cwd: work, env: shellEnvironment(places, {}), timeout: DEADLINE_MS });
  expect(stdout).toContain('sharing');
}, DEADLINE_MS);

test('all libraries of the table are found', async () => {
  const tools = createLocalTools({ env: () => shellEnvironment(places, {}), folder: join(folder, 'workspaces'), platform: process.platform });
  const wanted = TOOL_NAMES.filter((tool) => TOOLS[tool] !== 'shell' || ['express', 'pg', 'graphql', 'ws', 'node-redis', 'mongodb'].includes(tool));
  const found = await Promise.all(wanted.map(async (tool) => [tool, await tools.find(tool, new AbortController().signal)] as const));
  expect(found.filter(([, outcome]) => 'missing' in outcome)).toEqual([]);
});
