/** What of Node the lab host loads until a call is answered: some of it takes longer than the answer. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
/** Starting Node, loading the sources and one call take a second. */
const START_MS = 60_000;

/** Runs the host's own entry as main does, asks for the settings, and prints what Node has loaded by then. */
const SCRIPT = `
  import { EventEmitter } from 'node:events';
  import { MessageChannel } from 'node:worker_threads';
  const main = Object.assign(new EventEmitter(), { postMessage() {} });
  Object.defineProperty(process, 'parentPort', { value: main });
  await import(process.argv[1] + '/src/host/index.ts');
  const [dataFolder, root] = [process.argv[2], process.argv[1]];
  main.emit('message', { data: { t: 'start', places: { dataFolder, labsFolder: root + '/labs', resourcesFolder: root + '/resources', home: dataFolder, env: {} } }, ports: [] });
  const asHost = (port) => ({
    on: (event, listener) => port.on(event, event === 'message' ? (data) => listener({ data }) : listener),
    emit: (event) => port.emit(event), postMessage: (message) => port.postMessage(message), start: () => port.start(), close: () => port.close(),
  });
  const [calls, terminals] = [new MessageChannel(), new MessageChannel()];
  main.emit('message', { data: { t: 'window' }, ports: [calls, terminals].map(({ port2 }) => asHost(port2)) });
  calls.port1.on('message', (answer) => {
    process.stdout.write(JSON.stringify({ answer, loaded: process.moduleLoadList }), () => process.exit(0));
  });
  calls.port1.postMessage(JSON.stringify({ i: '1', p: { u: 'orpc:/settings/get', b: {} } }));
`;

let data: string;
beforeAll(async () => { data = await mkdtemp(join(tmpdir(), 'backbench-start-')); });
afterAll(async () => rm(data, { recursive: true, force: true }));

test('a call is answered without fetch', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT, root, data], { timeout: START_MS, maxBuffer: 10_000_000 });
  const { answer, loaded } = JSON.parse(stdout) as { answer: string; loaded: string[] };
  expect(answer).toContain('"theme"');
  expect(loaded.filter((name) => /undici/.test(name))).toEqual([]);
}, START_MS);
