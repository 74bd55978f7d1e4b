/**
 * A class in miniature: a teacher and eight learners, each with a network namespace, a data folder and real processes of the
 * command line, on one switch without a way out. Takes root, iproute2 and libfaketime.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newLab } from '../../src/core/authoring/new-lab.ts';
import { createPack } from '../../src/core/packs/create-pack.ts';
import { realDisk } from '../../src/core/packs/disk.ts';
import { createSigningKeys } from '../../src/core/packs/signing-keys.ts';
import { createChunkCodec } from '../../src/core/packs/zstd-frame.ts';
import { createRoomNetwork, type RoomNetwork } from './room-network.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 4 * 60_000;
/** One command; the slowest imports 40 MB beside others. */
const COMMAND_MS = 60_000;
const TEACHER = 0;
const LEARNERS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** Whose machine is killed in mid-import, whose clock is two days ahead, who mistypes the code. */
const [KILLED, EARLY, MISTYPES] = [5, 6, 7];
/** In the folder of this processor's libraries, or in one for all. */
const FAKETIME = ['.', ...readdirSync('/usr/lib')].map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketime.so.1')).find((path) => existsSync(path));
const LAB = 'greetings-from-the-room';
/** How often each checks the lab as it is, and whether it passes then. */
const WORK: Readonly<Record<number, { fails: number; passes: boolean }>> = {
  1: { fails: 0, passes: true }, 2: { fails: 2, passes: true }, 3: { fails: 1, passes: false }, 4: { fails: 0, passes: false },
  5: { fails: 0, passes: true }, 6: { fails: 1, passes: true }, 7: { fails: 0, passes: true }, 8: { fails: 3, passes: false },
};

let base: string;
let network: RoomNetwork;
/** All that were started: a test that fails leaves no server behind. */
const started = new Set<ChildProcess>();
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-room-'));
  network = createRoomNetwork(1 + LEARNERS.length);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  network.dispose();
  await rm(base, { recursive: true, force: true });
});

const dataOf = (machine: number): string => join(base, `machine-${String(machine)}`);

function start(machine: number, ...args: string[]): ChildProcess {
  // These machines have no Docker; the lab needs none.
  const env: NodeJS.ProcessEnv = { ...process.env, BACKBENCH_DATA: dataOf(machine), HOME: dataOf(machine), DOCKER_HOST: `unix://${dataOf(machine)}/no-docker.sock` };
  if (machine === EARLY) Object.assign(env, { LD_PRELOAD: FAKETIME, FAKETIME: '+2d', FAKETIME_DONT_FAKE_MONOTONIC: '1' });
  const child = network.spawn(machine, process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], env);
  started.add(child);
  child.once('close', () => started.delete(child));
  return child;
}

interface Outcome { code: number | null; stdout: string; stderr: string }

async function run(machine: number, ...args: string[]): Promise<Outcome> {
  const child = start(machine, ...args);
  const timer = setTimeout(() => child.kill('SIGKILL'), COMMAND_MS);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => { stdout += text.toString(); });
  child.stderr?.on('data', (text: Buffer) => { stderr += text.toString(); });
  const [code] = await once(child, 'close') as [number | null];
  clearTimeout(timer);
  return { code, stdout, stderr };
}

const answer = <T>({ code, stdout, stderr }: Outcome): T => {
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout) as T;
};

async function makePack(): Promise<{ path: string; fingerprint: string }> {
  const { signal } = new AbortController();
  const labsFolder = join(base, 'labs');
  const lab = async (id: string, title: string, bytes: number): Promise<string> => {
    const { folder } = await newLab(`fundamentals/${id}`, { labsFolder, schemaFile: join(base, 'schema.json') }, signal);
    const yaml = join(folder, 'lab.yaml');
    await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(/^title: .*$/m, `title: ${title}`));
    await mkdir(join(folder, 'seed'));
    await writeFile(join(folder, 'seed', 'noise.bin'), randomBytes(bytes));
    return folder;
  };
  await mkdir(labsFolder);
  const signing = createSigningKeys(join(base, 'maker'), realDisk);
  await signing.make('teacher');
  const path = join(base, 'room.bbpack');
  const { fingerprint } = await createPack({
    target: path, id: 'room', title: 'For this room', sequence: 1, images: null, since: null, codec: createChunkCodec(), now: Date.now, signal, onProgress: () => undefined,
    folders: [
      { kind: 'lab', id: LAB, stage: 'fundamentals', version: 1, title: 'Greetings from the room', folder: await lab(LAB, 'Greetings from the room', 1_000_000) },
      { kind: 'lab', id: 'noise-from-the-room', stage: 'fundamentals', version: 1, title: 'Noise from the room', folder: await lab('noise-from-the-room', 'Noise from the room', 40_000_000) },
    ],
    keys: await signing.open('teacher'),
  });
  return { path, fingerprint };
}

/** Serves until it is ended. */
async function serve(pack: string): Promise<{ address: string; code: string; end(): Promise<number | null> }> {
  const child = start(TEACHER, 'room', 'serve', pack, '--class', 'Room 4', '--json');
  const ended = once(child, 'close') as Promise<[number | null]>;
  let told = '';
  const ready = new Promise<{ addresses: string[]; code: string }>((resolve, reject) => {
    child.stderr?.on('data', (text: Buffer) => { told += text.toString(); });
    let stdout = '';
    child.stdout?.on('data', (text: Buffer) => {
      stdout += text.toString();
      if (stdout.trimEnd().endsWith('}')) resolve(JSON.parse(stdout) as { addresses: string[]; code: string });
    });
    ended.then(() => { reject(new Error(told)); }, reject);
  });
  const { addresses, code } = await ready;
  return {
    address: addresses[0] ?? '', code,
    async end() {
      child.kill('SIGINT');
      return (await ended)[0];
    },
  };
}

/** Two at a time, as there are processors. */
async function each<T>(act: (learner: number) => Promise<T>): Promise<Map<number, T>> {
  const [left, done] = [[...LEARNERS] as number[], new Map<number, T>()];
  await Promise.all([0, 1].map(async () => {
    for (let learner = left.shift(); learner !== undefined; learner = left.shift()) done.set(learner, await act(learner));
  }));
  return done;
}

/** Rows of a CSV by its first line; no cell that is looked at has a comma in it. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  const keys = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [keys[at] ?? '', cell])));
}

it('packs are served, imported, worked on and handed in, and the report is right to the row', { timeout: TEST_MS }, async () => {
  for (const machine of [TEACHER, ...LEARNERS]) expect(network.wayOut(machine)).toContain('unreachable');
  const pack = await makePack();
  // The teacher has the labs as well: how many steps a lab has is known where the lab is.
  answer(await run(TEACHER, 'pack', 'keys', 'trust', pack.path, '--fingerprint', pack.fingerprint, '--json'));
  answer(await run(TEACHER, 'pack', 'import', pack.path, '--json'));
  const room = await serve(pack.path);
  expect(room.address).toBe(`${network.addresses[TEACHER] ?? ''}:47420`);
  const at = [room.address, '--code', room.code];
  const trust = ['--trust', pack.fingerprint, '--name', 'Ms Rao'];

  // Nobody gets in without the code, and nothing is let in whose key nobody trusts.
  expect(await run(MISTYPES, 'room', 'import', room.address, '--code', '00000-00000')).toMatchObject({ code: 2, stderr: expect.stringContaining('The code is wrong') as string });
  expect(await run(MISTYPES, 'room', 'import', ...at)).toMatchObject({ code: 2, stderr: expect.stringContaining(pack.fingerprint) as string });

  // One machine dies in mid-import: nothing of the pack is to be seen there.
  const dying = start(KILLED, 'room', 'import', ...at, ...trust);
  const dead = once(dying, 'close') as Promise<[number | null, string | null]>;
  let told = '';
  dying.stderr?.on('data', (text: Buffer) => {
    told += text.toString();
    if (/noise-from-the-room: [1-9]/.test(told)) dying.kill('SIGKILL');
  });
  expect(await dead, told).toEqual([null, 'SIGKILL']);
  expect(existsSync(join(dataOf(KILLED), 'packs', 'installed.json'))).toBe(false);
  expect((await run(KILLED, 'pack', 'list', '--json')).stdout.trim()).toBe('[]');

  const imported = await each(async (learner) => answer<{ items: string[]; newBytes: number }>(await run(learner, 'room', 'import', ...at, ...trust, '--json')));
  for (const [learner, { items, newBytes }] of imported) {
    expect(items).toEqual([`lab ${LAB}`, 'lab noise-from-the-room']);
    // What the dead machine had finished is not brought again.
    if (learner === KILLED) expect(newBytes).toBeLessThan(41_000_000);
    else expect(newBytes).toBeGreaterThan(41_000_000);
  }

  await each(async (learner) => {
    const { fails, passes } = WORK[learner] ?? { fails: 0, passes: false };
    if (fails === 0 && !passes) return;
    const { workspace } = answer<{ workspace: string }>(await run(learner, 'lab', 'start', LAB, '--engine', 'native', '--json'));
    for (let tries = 0; tries < fails; tries += 1) expect((await run(learner, 'lab', 'check', LAB, '--json')).code).toBe(1);
    if (!passes) return;
    await writeFile(join(workspace, 'greeting.txt'), 'Welcome to Saffron Lane.\n');
    const right = await run(learner, 'lab', 'check', LAB, '--json');
    expect(right.code, right.stderr).toBe(0);
  });

  const handedIn = await each(async (learner) => answer<{ outcome: string; className: string }>(await run(learner, 'room', 'hand-in', ...at, '--name', `Learner ${String(learner)}`, '--json')));
  expect([...handedIn.values()]).toEqual(LEARNERS.map(() => expect.objectContaining({ outcome: 'new', className: 'Room 4' }) as unknown));
  // Once more changes nothing that is counted.
  await run(1, 'room', 'hand-in', ...at, '--name', 'Learner 1');
  expect(await room.end()).toBe(0);
  expect((await run(2, 'room', 'hand-in', ...at)).stderr).toContain('can’t be reached');

  const table = async (of: string): Promise<Record<string, string>[]> => {
    const out = join(base, `${of}.csv`);
    answer(await run(TEACHER, 'class', 'csv', '--class', 'Room 4', '--of', of, '--out', out, '--json'));
    return rowsOf(await readFile(out, 'utf8')).toSorted((a, b) => ((a['learner'] ?? '') < (b['learner'] ?? '') ? -1 : 1));
  };
  const learners = await table('learners');
  expect(learners.map(({ learner, labs_passed, steps_passed, attempts, hints, history }) => [learner, labs_passed, steps_passed, attempts, hints, history])).toEqual(LEARNERS.map((learner) => {
    const { fails, passes } = WORK[learner] ?? { fails: 0, passes: false };
    const done = passes ? '1' : '0';
    return [`Learner ${String(learner)}`, done, done, String(fails + (passes ? 1 : 0)), '0', learner === EARLY ? 'times-unsure' : 'sound'];
  }));
  expect(new Set(learners.map(({ device }) => device)).size).toBe(LEARNERS.length);
  const labs = await table('labs');
  expect(labs.map(({ learner, lab, state, steps_passed, attempts }) => [learner, lab, state, steps_passed, attempts])).toEqual(LEARNERS.flatMap((learner) => {
    const { fails, passes } = WORK[learner] ?? { fails: 0, passes: false };
    return fails === 0 && !passes ? [] : [[`Learner ${String(learner)}`, LAB, passes ? 'passed' : 'begun', passes ? '1' : '0', String(fails + (passes ? 1 : 0))]];
  }));
});
