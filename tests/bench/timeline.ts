/** What checkpoints, resets and checks cost in an open lab, on a PostgreSQL of 100 MB and on a small one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import { readOnlyQuery } from '../../src/core/services/postgres/read-only-query.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import { PRISTINE_SNAPSHOT } from '../../src/core/snapshot.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';
import { absoluteRow, median, p95, ratioRow, type Row } from './measure.ts';

const never = new AbortController().signal;
const home = join(import.meta.dirname, '..', '..');
/** Time for the clones that are made in the background after a reset: nobody resets ten times a second. */
const REFILL_MS = 600;
const REFILL_LARGE_MS = 5_000;
const QUERY = 'SELECT count(*) FROM small';
const SMALL = 'CREATE TABLE small AS SELECT n FROM generate_series(1, 1000) n;';
/** 100,000 rows of a kilobyte. */
const LARGE = `${SMALL} CREATE TABLE large AS SELECT n, repeat(md5(n::text), 30) AS filling FROM generate_series(1, 100000) n;`;

const sqlCheck = (id: string): string => `      - { id: ${id}, kind: sql, title: t, service: db, query: ${QUERY}, expect: { rows: [[1000]] }, compare: scalar, hints: [a, b] }`;
const fileCheck = (id: string): string => `      - { id: ${id}, kind: file, title: t, path: f1.txt, matches: text, hints: [a, b] }`;
const yaml = (id: string): string => `
schema: 1
id: ${id}
version: 1
title: Bench
summary: For the bench.
stage: databases
order: 1
topics: [x]
minutes: 5
needs: { memoryMb: 300 }
services: [{ id: db, kind: postgres, seed: [seed/db.sql] }]
steps:
  - id: one
    title: One
    lesson: steps/1.md
    checks:
${sqlCheck('only')}
  - id: five
    title: Five
    lesson: steps/1.md
    checks:
${[sqlCheck('a'), sqlCheck('b'), sqlCheck('c'), fileCheck('d'), fileCheck('e')].join('\n')}
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: a, answer: b }]
`;

export async function writeLab(labsFolder: string, id: string, seed: string): Promise<void> {
  const files: Record<string, string> = { 'lab.yaml': yaml(id), 'steps/1.md': '# x', 'seed/db.sql': seed };
  for (let n = 1; n <= 200; n += 1) files[`workspace/f${String(n)}.txt`] = `text ${String(n)}\n`.repeat(100);
  for (const step of ['one', 'five']) files[`solution/${step}/files/f1.txt`] = 'text';
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(labsFolder, 'databases', id, path)), { recursive: true });
    await writeFile(join(labsFolder, 'databases', id, path), text);
  }
}

export async function benchTimeline(engine: EngineKind, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const base = await mkdtemp(join(tmpdir(), 'bb-bench-time-'));
  const labsFolder = join(base, 'labs');
  await writeLab(labsFolder, 'small', SMALL);
  await writeLab(labsFolder, 'large', LARGE);
  const core = await createCore({
    dataFolder: join(base, 'data'), labsFolder, resourcesFolder: join(home, 'resources'), env: process.env, platform: process.platform,
    home: homedir(), servicesStay: false, onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
  try {
    return [...await large(core, engine, Math.ceil(rounds / 4), onRound), ...await small(core, engine, rounds, onRound)];
  } finally {
    await core.sessions.close(AbortSignal.timeout(60_000));
    await core.engines[engine].sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(60_000));
    await core.close(AbortSignal.timeout(60_000));
    await rm(base, { recursive: true, force: true });
  }
}

/** Restores of files and 100 MB against making the services anew. */
async function large(core: Core, engine: EngineKind, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const session = core.sessions.of('large');
  const since = performance.now();
  await session.start(engine, never);
  const recreated = performance.now() - since;
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await wait(REFILL_LARGE_MS);
    await change(session, round);
    const began = performance.now();
    await session.reset('step', never);
    if (round > 0) times.push(performance.now() - began);
    onRound(`${engine} restore of 100 MB, round ${String(round)} of ${String(rounds)}`);
  }
  await session.stop(never);
  return [ratioRow(`Restore of files and 100 MB of PostgreSQL (${engine}), against making it anew`, median(times), recreated, { limit: 1 / 100, goal: 1 / 200, rounds })];
}

/** Pooled resets and checks. */
async function small(core: Core, engine: EngineKind, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const session = core.sessions.of('small');
  await session.start(engine, never);
  const driver = session.driver('db');
  const [resets, beyond, five]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    await change(session, round);
    await wait(REFILL_MS);
    let began = performance.now();
    await driver.restore(PRISTINE_SNAPSHOT, null, never);
    const reset = performance.now() - began;
    const endpoint = session.environment().services()[0]?.endpoint;
    if (endpoint === undefined || endpoint === null) throw new Error('the service has no endpoint');
    began = performance.now();
    await readOnlyQuery(endpoint, QUERY, { timeoutMs: 5_000, maxRows: 10, signal: never });
    const query = performance.now() - began;
    began = performance.now();
    const one = await session.check('one', never);
    const check = performance.now() - began;
    began = performance.now();
    const all = await session.check('five', never);
    const step = performance.now() - began;
    if (one.verdict !== 'passed' || all.verdict !== 'passed') throw new Error(JSON.stringify([one, all]));
    if (round > 0) {
      resets.push(reset);
      beyond.push(check - query);
      five.push(step);
    }
    onRound(`${engine} reset and checks, round ${String(round)} of ${String(rounds)}`);
  }
  await session.stop(never);
  return [
    absoluteRow(`Pooled reset of PostgreSQL (${engine}), p95`, p95(resets), { limit: 10, goal: 8, rounds }),
    absoluteRow(`One declarative check (${engine}) beyond its query, p95`, p95(beyond), { limit: 50, goal: 25, rounds }),
    absoluteRow(`A step of five checks (${engine}), p95`, p95(five), { limit: 300, goal: 150, rounds }),
  ];
}

async function change(session: LabSession, round: number): Promise<void> {
  await session.driver('db').runScript(`DELETE FROM small WHERE n = ${String(round)}`, never);
  await (await session.workspace()).put('mine.txt', Buffer.from(`round ${String(round)}`));
}
