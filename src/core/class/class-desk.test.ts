import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { ChosenFiles } from '../chosen-files.ts';
import { ClassDesk } from './class-desk.ts';
import { testLearner } from './class-world.ts';
import { createClasses } from './classes.ts';

const signal = AbortSignal.timeout(20_000);

let root: string;
let chosen: ChosenFiles;
let desk: ClassDesk;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bb-class-desk-'));
  chosen = new ChosenFiles();
  const heads: Catalog['heads'] = new Map();
  desk = new ClassDesk({ classes: createClasses(join(root, 'data'), () => heads), chosen, catalog: () => ({ heads }) as Catalog, teacherKey: () => Promise.reject(new Error('not used here')) });
  mkdirSync(join(root, 'stick'));
  for (const name of ['asha', 'bina']) {
    const learner = testLearner(name, join(root, name));
    learner.add('a-lab', { type: 'lab-opened', engine: 'native' });
    learner.attempt('a-lab', 'one', { 'a-check': 'not-yet' });
    writeFileSync(join(root, 'stick', `${name}.bbprogress`), (await learner.file()).bytes);
  }
  writeFileSync(join(root, 'stick', 'torn.bbprogress'), 'torn');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function collect(places: Record<string, string>): Promise<string[]> {
  for (const [token, path] of Object.entries(places)) chosen.allow('read', token, path);
  const told: string[] = [];
  for await (const { one, at, of } of desk.collect('5b', Object.keys(places), signal)) told.push(`${String(at)}/${String(of)} ${one.file} ${one.outcome}`);
  return told;
}

it('takes in what was chosen, tells each file, and shows the class after every change', async () => {
  const seen: string[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const { learners } of desk.watch('5b', stop.signal)) seen.push(learners.map(({ name, current }) => `${name} ${String(current?.stuck?.attempts)}`).join());
  })();
  expect(await collect({ one: join(root, 'stick') })).toEqual(['1/3 asha.bbprogress new', '2/3 bina.bbprogress new', '3/3 torn.bbprogress refused']);
  expect(await collect({ two: join(root, 'stick', 'bina.bbprogress'), three: join(root, 'stick', 'asha.bbprogress') })).toEqual(['1/2 bina.bbprogress known', '2/2 asha.bbprogress known']);
  stop.abort();
  await watching;
  expect(seen.at(-1)).toBe('asha 1,bina 1');
});

it('reads and writes nothing that nobody chose, and no place twice', async () => {
  chosen.allow('save', 'here', join(root, 'out.csv'));
  await expect(collect({}).then(() => desk.collect('5b', ['here'], signal).next())).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  await collect({ one: join(root, 'stick') });
  await desk.saveTable('5b', 'learners', 'here', signal);
  expect(readFileSync(join(root, 'out.csv'), 'utf8').split('\r\n')).toHaveLength(4);
  await expect(desk.saveTable('5b', 'learners', 'here', signal)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  chosen.allow('save', 'gone', join(root, 'pulled-out', 'out.csv'));
  await expect(desk.savePage('5b', 'gone', signal)).rejects.toMatchObject({ code: 'PLACE_NOT_WRITABLE' });
});

it('makes, lists and removes classes, and refuses names that are no names', async () => {
  await desk.create('6a');
  await collect({ one: join(root, 'stick') });
  const first = async (): Promise<string[] | void> => (await desk.watchAll(signal).next()).value;
  expect(await first()).toEqual(['5b', '6a']);
  await desk.remove('5b');
  expect(await first()).toEqual(['6a']);
  await expect(desk.create('../6a')).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
});
