/** Programs beside the app: a worker that is killed and started again, a second instance, and what becomes true later. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { HttpCheck } from '../../shared/check-format/http.ts';
import { appSpecSchema } from '../../shared/lab-variants.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { httpProblems } from './http-problems.ts';
import { runChecks } from './runner.ts';

let folder: string;
let fake: FakeEnvironment;
const app = appSpecSchema.parse({ command: ['node', 'server.js'], startTimeout: 5, beside: { worker: ['node', 'worker.js'], second: ['node', 'server.js'] } });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-beside-'));
  fake = fakeEnvironment(folder);
});
afterEach(async () => {
  expect(fake.running()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

const parsed = (requests: unknown[]): HttpCheck => checkSchema.parse({ kind: 'http', id: 'api', title: 'It works', hints: ['a', 'b'], requests }) as HttpCheck;
const problems = (requests: unknown[]): string[] => httpProblems(parsed(requests), { app } as unknown as Lab).map((each) => each.message);

/** The server counts what stands in a file, and tells who answers; the worker adds a line every 50 ms. */
const SERVER = `
  const { readFileSync } = require('node:fs');
  const lines = () => { try { return readFileSync('done.txt', 'utf8').split('\\n').length - 1; } catch { return 0; } };
  require('node:http').createServer((request, response) => response.writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ port: process.env.PORT, many: lines() > 2, pid: process.pid }))).listen(process.env.PORT, '127.0.0.1');`;
const WORKER = `setInterval(() => require('node:fs').appendFileSync('done.txt', process.pid + '\\n'), 50);`;

async function run(requests: unknown[], worker = WORKER): Promise<CheckResult> {
  await writeFile(join(folder, 'server.js'), SERVER);
  await writeFile(join(folder, 'worker.js'), worker);
  expect(problems(requests)).toEqual([]);
  const [result] = await runChecks([parsed(requests)], contextFor(fake.environment, { app }));
  return result!;
}
const look = (more: object): object => ({ name: 'Look', path: '/', expect: { json: { $contains: { many: true } } }, ...more });

describe('what becomes true later', () => {
  it('is asked for again until it is so', async () => {
    expect(await run([look({ eventually: 5 })])).toMatchObject({ verdict: 'passed' });
  });

  it('is refused when it does not come, with what the programs beside say', async () => {
    const began = performance.now();
    expect(await run([look({ eventually: 10 })], `console.log('nothing to do'); process.exit(4);`)).toMatchObject({
      verdict: 'not-yet', reason: 'body-differs',
      evidence: expect.arrayContaining([
        { kind: 'message', source: 'node worker.js', text: 'It ended with exit code 4.' }, { kind: 'log', source: 'node worker.js', lines: ['nothing to do'] },
      ]) as unknown,
    });
    // A program that has ended brings nothing about: nobody waits the ten seconds.
    expect(performance.now() - began).toBeLessThan(9_000);
  });
});

describe('programs beside the app', () => {
  it('are killed and started again, and work on', async () => {
    expect(await run([
      { name: 'The power fails', kill: 'worker' }, { name: 'It comes back', start: 'worker' }, look({ eventually: 5 }),
    ])).toMatchObject({ verdict: 'passed' });
    expect(fake.starts.filter((start) => start.command[1] === 'worker.js')).toHaveLength(2);
  });

  it('get requests of their own, and the app too when it was killed and started', async () => {
    expect(await run([
      { name: 'One', path: '/', expect: { status: 200 }, capture: { first: '$.port' } },
      { name: 'Other', path: '/', to: 'second', expect: { json: { $contains: { port: { $not: '{{first}}' } } } } },
      { name: 'The first is gone', kill: 'app' }, { name: 'Other is there', path: '/', to: 'second', expect: { status: 200 } },
      { name: 'Back', start: 'app' }, { name: 'One again', path: '/', expect: { status: 200 } },
    ])).toMatchObject({ verdict: 'passed' });
  });
});

it('leaves nothing running when one program can\'t be started while another still starts', async () => {
  await writeFile(join(folder, 'server.js'), SERVER);
  const start = fake.environment.startProcess.bind(fake.environment);
  const starts: ReturnType<typeof start>[] = [];
  const environment = { ...fake.environment, startProcess: (...args: Parameters<typeof start>) => {
    if (args[0].command[1] === 'worker.js') return Promise.reject(new Error('no room'));
    const starting = start(...args);
    starts.push(starting);
    return starting;
  } };
  const [result] = await runChecks([parsed([look({})])], contextFor(environment, { app }));
  expect(result).toMatchObject({ verdict: 'broken' });
  // What was on its way has arrived by now, and was ended.
  expect(await Promise.all(starts)).toHaveLength(2);
  expect(fake.running()).toBe(0);
});

it('refuses what can\'t be, at the author\'s desk', () => {
  expect(problems([look({ to: 'third' })])).toEqual(['The app has no program "third" beside it. It has: worker, second.']);
  expect(problems([{ name: 'x', start: 'worker' }])).toEqual(['"worker" runs already: programs start with the app. Only one that was killed is started again.']);
  expect(problems([{ name: 'x', kill: 'second' }, look({ to: 'second' })])).toEqual(['"second" was killed before this and does not run.']);
  expect(problems([{ name: 'x', kill: 'worker', path: '/' }])).toEqual(['An entry with "kill" or "start" does nothing else.']);
  expect(problems([{ ...look({ eventually: 2 }), method: 'POST' }])).toEqual(['Only one GET can be asked again: other requests change something each time.']);
  expect(appSpecSchema.safeParse({ command: ['x'], beside: { app: ['y'] } }).success).toBe(false);
});
