/** The lab host's own entry on a shared machine: calls about profiles are answered before anybody's data is open, all others wait. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
/** Starting Node and loading the sources take a second, some calls far less. */
const RUN_MS = 60_000;

/** Plays main and the window: starts the host, makes calls one after the other, prints the answers and what main was told. */
const SCRIPT = `
  import { EventEmitter } from 'node:events';
  import { MessageChannel } from 'node:worker_threads';
  const told = [];
  const main = Object.assign(new EventEmitter(), { postMessage(message) { told.push(message); } });
  Object.defineProperty(process, 'parentPort', { value: main });
  const [root, dataFolder, more, calls] = [process.argv[1], process.argv[2], JSON.parse(process.argv[3]), JSON.parse(process.argv[4])];
  await import(root + '/src/host/index.ts');
  main.emit('message', { data: { t: 'start', places: { dataFolder, labsFolder: root + '/labs', resourcesFolder: root + '/resources', home: dataFolder, env: {}, ...more } }, ports: [] });
  const asHost = (port) => ({
    on: (event, listener) => port.on(event, event === 'message' ? (data) => listener({ data }) : listener),
    emit: (event) => port.emit(event), postMessage: (message) => port.postMessage(message), start: () => port.start(), close: () => port.close(),
  });
  const [rpc, terminals] = [new MessageChannel(), new MessageChannel()];
  main.emit('message', { data: { t: 'window' }, ports: [rpc, terminals].map(({ port2 }) => asHost(port2)) });
  const waiting = new Map();
  rpc.port1.on('message', (text) => {
    const { i, p } = JSON.parse(text);
    waiting.get(i)?.({ status: p?.s ?? 200, body: p?.b?.json ?? null });
  });
  const answers = [];
  let made = '';
  const call = (path, input, number) => new Promise((resolve) => {
    waiting.set(String(number), resolve);
    rpc.port1.postMessage(JSON.stringify({ i: String(number), p: { u: '/' + path.replaceAll('.', '/'), b: { json: input } } }));
  });
  let number = 1;
  const early = call('settings.get', undefined, 1);
  let wasEarly = false;
  void early.then(() => { wasEarly = true; });
  for (const [path, input] of calls) {
    number += 1;
    const answer = await call(path, input?.profile === 'made' ? { ...input, profile: made } : input, number);
    if (path === 'profiles.create') made = answer.body.profile;
    answers.push({ path, ...answer, wasEarly });
  }
  answers.push({ path: 'settings.get', ...(await early), wasEarly });
  process.stdout.write(JSON.stringify({ answers, told, made }), () => process.exit(0));
`;

interface Answer { path: string; status: number; body: unknown; wasEarly: boolean }
interface Outcome { answers: Answer[]; told: { t: string; profile?: string }[]; made: string }

async function host(data: string, more: object, calls: [string, object?][]): Promise<Outcome> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT, root, data, JSON.stringify(more), JSON.stringify(calls)], { timeout: RUN_MS, maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as Outcome;
}

let data: string;
beforeAll(async () => { data = await mkdtemp(join(tmpdir(), 'backbench-host-')); });
afterAll(async () => rm(data, { recursive: true, force: true }));

test('one learner is opened without being asked, and leaves no record', { timeout: RUN_MS }, async () => {
  const { answers, told } = await host(data, {}, []);
  expect(answers).toMatchObject([{ path: 'settings.get', status: 200, body: { fontSize: 14 } }]);
  expect(told).toContainEqual({ t: 'profile', profile: 'first' });
  expect(existsSync(join(data, 'profiles'))).toBe(false);
});

test('a second learner is made, let in by the PIN only, and gets a database of their own', { timeout: RUN_MS }, async () => {
  const { answers, told, made } = await host(data, { choose: true }, [
    ['profiles.create', { name: 'Ravi', pin: '2468' }],
    ['profiles.open', { profile: 'made', pin: '1111' }],
    ['profiles.open', { profile: 'made', pin: '2468' }],
    ['settings.set', { fontSize: 20 }],
    ['profiles.keep', { profile: 'made', items: { 'backbench.window': '{}' } }],
    ['profiles.keep', { profile: 'first', items: { 'backbench.window': '{}' } }],
    ['profiles.kept'],
    ['profiles.leave'],
  ]);
  const [create, wrong, right, set, keep, other, kept] = answers;
  expect(create).toMatchObject({ status: 200, wasEarly: false });
  expect(wrong).toMatchObject({ body: { data: { code: 'PIN_WRONG' } }, wasEarly: false });
  expect(right).toMatchObject({ status: 200 });
  expect(set).toMatchObject({ body: { fontSize: 20 } });
  expect(keep).toMatchObject({ status: 200 });
  expect(other).toMatchObject({ body: { data: { code: 'INPUT_REFUSED' } } });
  expect(kept).toMatchObject({ body: { 'backbench.window': '{}' } });
  expect(told.map(({ t }) => t)).toEqual(expect.arrayContaining(['ready', 'profile', 'leave']));
  expect(readdirSync(join(data, 'profiles', made))).toEqual(expect.arrayContaining(['backbench.db', 'instance', 'device.key', 'profile.json', 'window-kept.json']));
  // The first one's stay as they were, and a host that takes the place of one that died asks for no PIN.
  expect((await host(data, {}, [['profiles.open', { profile: 'first', pin: null }]])).answers.at(-1)).toMatchObject({ body: { fontSize: 14 } });
  expect((await host(data, { profile: made }, [])).answers).toMatchObject([{ body: { fontSize: 20 } }]);
});
