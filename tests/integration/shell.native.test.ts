/** The lab's shell and programs on the native engine. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment, PtyStream } from '../../src/core/engines/engine.ts';
import { isRunning, processToken } from '../../src/core/process-identity.ts';
import { deadline, nativeWorld, newSessionId, until, type NativeWorld } from './native-support.ts';

let world: NativeWorld;
let environment: Environment;
let workspace: string;

beforeAll(async () => {
  world = nativeWorld();
  const sessionId = newSessionId();
  workspace = join(world.dataFolder, 'workspaces', sessionId);
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId, lab: 'shop', services: [{ id: 'db', kind: 'postgres', password: 'secret' }, { id: 'cache', kind: 'redis', password: 'secret' }],
    workspace, tools: [],
  }, { signal: deadline() }));
  await world.driverOf(environment, 'db').seed([{ name: 'a.sql', text: 'CREATE TABLE t (x int); INSERT INTO t VALUES (41)' }], deadline());
});
afterAll(() => world.dispose());

interface Shell {
  stream: PtyStream;
  text(): string;
  /** Types a line and waits until the screen shows what is expected. */
  run(line: string, expected: string | RegExp): Promise<string>;
}

async function shell(): Promise<Shell> {
  const stream = await environment.openShell({ cols: 200, rows: 40 }, { signal: deadline() });
  const chunks: Uint8Array[] = [];
  stream.onData((bytes) => chunks.push(bytes));
  // Without the marks for the terminal, which stand between a command and what it prints.
  const text = (): string => Buffer.concat(chunks).toString('utf8').replaceAll(/\u001b\][^\u0007]*\u0007/g, '');
  return {
    stream, text,
    async run(line, expected) {
      stream.write(`${line}\r`);
      return until(text, (shown) => (typeof expected === 'string' ? shown.includes(expected) : expected.test(shown)));
    },
  };
}

describe.skipIf(process.platform === 'win32')('the shell', () => {
  it('opens in the workspace, with the services\' variables and clients', async () => {
    const { stream, run } = await shell();
    await run('pwd', workspace);
    await run('psql -Atc "select x + 1 from t"', /^42\r?$/m);
    await run('redis-cli -u "$REDIS_URL" --no-auth-warning ping', 'PONG');
    await run('redis-cli ECHO by-""itself', 'by-itself');
    await run('echo $MONGODB_URL-none', '-none');
    await stream.dispose();
  });

  it('gives bytes, and takes a pause', async () => {
    const { stream, run, text } = await shell();
    const kinds = new Set<boolean>();
    stream.onData((bytes) => kinds.add(bytes instanceof Uint8Array));
    await run('printf "\\xe0\\xa4\\x9a\\xe0\\xa4\\xbe\\xe0\\xa4\\xaf\\n"', 'चाय');
    expect([...kinds]).toEqual([true]);
    stream.write('yes\r');
    await until(() => text().length, (length) => length > 200_000);
    stream.pause();
    // What was read already still arrives.
    await new Promise((done) => setTimeout(done, 200));
    const before = text().length;
    await new Promise((done) => setTimeout(done, 300));
    expect(text().length).toBe(before);
    stream.resume();
    stream.write('\x03');
    stream.resize(100, 30);
    await run('echo still-$((40+2))', 'still-42');
    await stream.dispose();
  });

  it('ends with everything it started, jobs that ignore the hang-up too', async () => {
    const { stream, run } = await shell();
    const exited = new Promise((done) => { stream.onExit(done); });
    const shown = await run("nohup sleep 1000 >/dev/null 2>&1 & echo job=$!=; bash -c 'trap \"\" HUP; sleep 1000' & echo two=$!=", /two=\d+=/);
    const tokens = [/job=(\d+)=/, /two=(\d+)=/].map((pattern) => processToken(Number(pattern.exec(shown)?.[1])));
    expect(tokens).not.toContain(null);
    await stream.dispose();
    await exited;
    await until(() => tokens.map((token) => isRunning(token ?? '')), (running) => running.every((each) => !each));
    await stream.dispose();
  });
});

describe('a program under check', () => {
  it('finds the libraries of the labs without a network, gets its port and a copy of the data, and ends with its children', async () => {
    const copy = await world.driverOf(environment, 'db').pristineCopy(deadline());
    writeFileSync(join(workspace, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(workspace, 'server.js'), `
      import { spawn } from 'node:child_process';
      import express from 'express';
      import pg from 'pg';
      const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      const app = express();
      app.get('/', async (_request, response) => {
        const { rows } = await pool.query('select x, current_database() as database from t');
        response.json({ ...rows[0], child: child.pid });
      });
      app.listen(process.env.PORT, () => console.log('listens on', process.env.PORT));
    `);
    const app = await environment.startProcess({ command: ['node', 'server.js'], databases: new Map([['db', copy.database]]) }, { signal: deadline() });
    await until(() => app.tail(), (lines) => lines.some((line) => line.includes('listens on')));
    const reply = await (await fetch(`http://${app.host}:${String(app.port)}/`)).json() as { x: number; database: string; child: number };
    expect(reply).toMatchObject({ x: 41, database: copy.database });
    const child = processToken(reply.child);
    await app.dispose();
    expect(await app.exited).toMatchObject({ signal: 'SIGTERM' });
    expect(isRunning(child ?? '')).toBe(false);
    await app.dispose();
    await copy.dispose();
  });

  it('tells how it ended and what it said last', async () => {
    writeFileSync(join(workspace, 'broken.cjs'), 'require("express"); console.error("no ☕ left"); process.exit(3)');
    const app = await environment.startProcess({ command: ['node', 'broken.cjs'] }, { signal: deadline() });
    expect(await app.exited).toEqual({ exitCode: 3, signal: null });
    expect(app.tail()).toEqual(['no ☕ left']);
    await app.dispose();
  });

  it('says when there is no such program', async () => {
    await expect(environment.startProcess({ command: ['no-such-program'] }, { signal: deadline() })).rejects.toMatchObject({ code: 'BINARY_MISSING' });
  });
});
