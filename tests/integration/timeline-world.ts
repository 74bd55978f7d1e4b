/** A lab with all kinds of services whose data and files can be told apart, and one process's view of it. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBuildCache } from '../../src/core/builds/build-cache.ts';
import { openCatalog } from '../../src/core/catalog/open-catalog.ts';
import { createDockerEngine } from '../../src/core/engines/docker/docker-engine.ts';
import { createExamGuard } from '../../src/core/exam/exam-guard.ts';
import { createNativeEngine } from '../../src/core/engines/native/native-engine.ts';
import { instanceId } from '../../src/core/instance.ts';
import { openDatabase, type Db } from '../../src/core/progress/database.ts';
import { createEventLog } from '../../src/core/progress/event-log.ts';
import { createSessionTable } from '../../src/core/progress/session-table.ts';
import { createTimings } from '../../src/core/progress/timings.ts';
import type { Service, ServiceDriver } from '../../src/core/services/service.ts';
import { createServices } from '../../src/core/services/services.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import { openAttempts } from '../../src/core/session/attempts.ts';
import { createSessions, type Sessions } from '../../src/core/session/sessions.ts';
import type { EngineKind, ServiceKind } from '../../src/shared/lab-format.ts';

const ROOT = join(import.meta.dirname, '../..');
export const LAB = 'three-stores';
export const never = new AbortController().signal;

const check = (id: string, path: string): string => `      - { id: ${id}, kind: file, title: ${id}, path: ${path}, matches: solved, hints: [a, b] }`;
const YAML = `
schema: 1
id: ${LAB}
version: 1
title: Three stores
summary: For tests of the timeline.
stage: databases
order: 1
topics: [x]
minutes: 5
needs: { memoryMb: 300 }
services:
  - { id: shop, kind: postgres, seed: [seed/shop.sql] }
  - { id: cache, kind: redis, seed: [seed/cache.redis] }
  - { id: docs, kind: mongo, seed: [seed/docs.js] }
steps:
  - id: one
    title: One
    lesson: steps/1.md
    checks:
${check('first', 'a.txt')}
  - id: two
    title: Two
    lesson: steps/1.md
    checks:
${check('second', 'b.txt')}
  - id: three
    title: Three
    lesson: steps/1.md
    checks:
${check('third', 'c.txt')}
mutants: []
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: a, answer: b }]
`;

/** Writes the lab. Every state of it has one word, in all its stores and files. */
export async function writeLab(labsFolder: string): Promise<void> {
  const files: Record<string, string> = {
    'lab.yaml': YAML, 'steps/1.md': '# x', 'workspace/a.txt': 'start', 'workspace/deep/d.txt': 'start',
    'seed/shop.sql': "CREATE TABLE word (w text); INSERT INTO word VALUES ('start');", 'seed/cache.redis': 'SET word start',
    'seed/docs.js': "db.word.insertOne({ _id: 1, w: 'start' })",
  };
  for (const [step, file] of [['one', 'a.txt'], ['two', 'b.txt'], ['three', 'c.txt']] as const) {
    files[`solution/${step}/files/${file}`] = `solved ${step}`;
    for (const [path, text] of Object.entries(scripts(step))) files[`solution/${step}/${path}`] = text;
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(labsFolder, 'databases', LAB, path)), { recursive: true });
    await writeFile(join(labsFolder, 'databases', LAB, path), text);
  }
}

const scripts = (word: string): Record<string, string> => ({
  'shop.sql': `UPDATE word SET w = '${word}';`, 'cache.redis': `SET word ${word}`, 'docs.mongo.js': `db.word.updateOne({ _id: 1 }, { $set: { w: '${word}' } })`,
});

export interface Process {
  db: Db;
  sessions: Sessions;
  session: LabSession;
  warnings: string[];
  /** Lets go of everything; services that were started to stay do. */
  close(): Promise<void>;
  /** Ends and removes everything that was started. */
  destroy(): Promise<void>;
}

/** What one process of the app would have open on this data folder. @param wrap changes the drivers that the session gets */
export async function openProcess(
  base: string, { stay = true, wrap = (driver) => driver }: { stay?: boolean; wrap?: (driver: ServiceDriver) => ServiceDriver } = {},
): Promise<Process> {
  const dataFolder = join(base, 'data');
  const nativeFolder = join(dataFolder, 'native');
  await mkdir(nativeFolder, { recursive: true });
  const path = join(dataFolder, 'backbench.db');
  const db = openDatabase({ path });
  const instance = instanceId(dataFolder);
  const machine = { env: process.env, platform: process.platform, resourcesFolder: join(ROOT, 'resources') };
  const plain = createServices({ ...machine, nativeFolder });
  const services = Object.fromEntries(Object.entries(plain).map(([kind, service]: [string, Service]) =>
    [kind, { ...service, driver: (...given: Parameters<Service['driver']>) => wrap(service.driver(...given)) }])) as Record<ServiceKind, Service>;
  const warnings: string[] = [];
  const onWarning = (text: string): void => { warnings.push(text); };
  const engines = {
    docker: createDockerEngine({ ...machine, instance, services, home: homedir(), images: () => ({}), onWarning }),
    native: createNativeEngine({ ...machine, instance, services, dataFolder, onWarning }),
  };
  const catalog = await openCatalog({ labsFolder: join(base, 'labs'), indexFile: join(dataFolder, 'lab-index.json'), learner: instance, onChange: () => undefined }, never);
  if (catalog.broken.length > 0) throw new Error(JSON.stringify(catalog.broken));
  const log = createEventLog(db, path);
  const sessions = createSessions(() => catalog, {
    engines, services, buildCache: createBuildCache(join(dataFolder, 'builds'), onWarning), attempts: await openAttempts(join(dataFolder, 'attempts'), instance, () => 1, never), log, table: createSessionTable(db, path), db, databasePath: path, timings: createTimings(db),
    exam: createExamGuard(log, Date.now), dataFolder, owner: stay ? null : 'nobody@0', forcedEngine: (asked) => asked, memoryLimitMb: () => null, heldElsewhere: () => Promise.resolve([]), onWarning,
  });
  const close = async (): Promise<void> => {
    await sessions.close(AbortSignal.timeout(60_000));
    for (const engine of Object.values(engines)) await engine.close();
    db.close();
  };
  return {
    db, sessions, session: sessions.of(LAB), warnings, close,
    async destroy() {
      await sessions.close(AbortSignal.timeout(60_000));
      for (const engine of Object.values(engines)) {
        await engine.sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(60_000)).catch(() => undefined);
        await engine.close();
      }
      db.close();
    },
  };
}

/** Puts a word into every store and file. */
export async function write(session: LabSession, word: string): Promise<void> {
  const workspace = await session.workspace();
  await workspace.put('a.txt', Buffer.from(word));
  await workspace.put(`made/${word}.txt`, Buffer.from(word));
  for (const [file, text] of Object.entries(scripts(word))) await session.driver(file.split('.')[0] ?? '').runScript(text, never);
}

export interface State {
  files: Record<string, string>;
  shop: string;
  cache: string;
  docs: string;
  step: string;
  passed: string[];
  jumped: string[];
}

/** Everything that a restore concerns. */
export async function look(session: LabSession): Promise<State> {
  const text = async (service: string, query: string): Promise<string> => {
    const result = await session.driver(service).query(query, 10, never);
    return result.kind === 'table' ? String(result.rows[0]?.[0]) : result.text;
  };
  const { folder } = await session.workspace();
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  const files = await Promise.all(names.map(async (each) => [join(each.parentPath, each.name).slice(folder.length + 1), await readFile(join(each.parentPath, each.name), 'utf8')] as const));
  const view = session.view();
  return {
    files: Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    shop: await text('shop', 'SELECT w FROM word'), cache: await text('cache', 'GET word'), docs: await text('docs', 'db.word.findOne({ _id: 1 }).w'),
    step: view.step, passed: view.steps.filter((step) => step.passed).map((step) => step.id), jumped: view.steps.filter((step) => step.jumped).map((step) => step.id),
  };
}

export const startOn = (session: LabSession, engine: EngineKind): Promise<void> => session.start(engine, AbortSignal.timeout(120_000));
