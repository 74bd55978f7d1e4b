import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { LoadCheck } from '../../shared/check-format/load.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { loadProblems } from './load-problems.ts';
import { runChecks } from './runner.ts';

let folder: string;
let fake: FakeEnvironment;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-load-'));
  fake = fakeEnvironment(folder);
});
afterEach(async () => {
  expect(fake.running()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

const parsed = (more: object): LoadCheck => checkSchema.parse({
  kind: 'load', id: 'faster', title: 't', hints: ['a', 'b'], deadline: 20, connections: 4, seconds: 1, rounds: 1,
  variants: { before: { name: 'without the cache', paths: ['/a', '/b'], env: { CACHE: 'off' } }, after: { name: 'with the cache', paths: ['/a', '/b'] } },
  expect: { p50: { atMost: 0.5 }, throughput: { atLeast: 2 } }, ...more,
}) as LoadCheck;

/** Answers after 40 ms without the cache, and with it after the given time. */
const server = (cachedMs: number, more = ''): string => `
  const wait = process.env.CACHE === 'off' ? 40 : ${String(cachedMs)};
  require('node:http').createServer((request, response) => { ${more} setTimeout(() => response.end('{}'), wait); }).listen(process.env.PORT, '127.0.0.1');`;

async function run(text: string, more: object = {}): Promise<CheckResult> {
  await writeFile(join(folder, 'server.js'), text);
  const [result] = await runChecks([parsed(more)], contextFor(fake.environment));
  return result!;
}

it('passes by the ratio of two ways that were measured in the same run', async () => {
  expect(await run(server(0))).toMatchObject({ verdict: 'passed' });
  expect(fake.starts.length).toBe(2);
});

it('shows the table when the difference is too small', async () => {
  const { evidence, ...rest } = await run(server(35));
  expect(rest).toMatchObject({ verdict: 'not-yet', reason: 'load-differs' });
  expect(evidence[0]).toMatchObject({ path: 'p50, with the cache against without the cache', expected: 'at most 0.5 times' });
  expect(evidence[1]).toMatchObject({ text: expect.stringMatching(/without the cache +\d+\.\d ms/) as string });
});

it('compares two programs of the lab', async () => {
  await writeFile(join(folder, 'before.js'), server(40));
  const contents = { program: 'former', name: 'as it was', paths: ['/a'] };
  const check = parsed({ variants: { before: contents, after: { name: 'your way', paths: ['/a'] } } });
  const programs = { former: { build: ['node', '-e', "require('node:fs').copyFileSync('before.js', 'former.js')"], run: ['node', 'former.js'] } };
  expect(loadProblems(check, { app: {}, programs } as unknown as Lab)).toEqual([]);
  expect(loadProblems(check, { programs: {} } as unknown as Lab).map(({ path }) => path)).toEqual([['variants', 'before', 'program'], []]);
  const compare = async (text: string): Promise<CheckResult> => {
    await writeFile(join(folder, 'server.js'), text);
    const [result] = await runChecks([check], contextFor(fake.environment, { commands: { programs, labFile: () => Promise.reject(new Error('none')), builds: new Map() } }));
    return result!;
  };
  expect(await compare(server(0))).toMatchObject({ verdict: 'passed' });
  expect(fake.starts.map(({ command }) => command)).toEqual([['node', 'former.js'], ['node', 'server.js']]);
  expect(await compare(server(40))).toMatchObject({ verdict: 'not-yet', reason: 'load-differs', evidence: [{ path: 'p50, your way against as it was' }, {}] });
  programs.former.build = ['node', '-e', 'process.exit(1)'];
  expect(await compare(server(0))).toMatchObject({ verdict: 'not-yet', reason: 'build-failed' });
  // Two measurements of four seconds each, on a machine that has other work.
}, 60_000);

it('counts failures first', async () => {
  expect(await run(server(0, `if (process.env.CACHE === undefined && request.url === '/b') { response.writeHead(503).end(); return; }`)))
    .toMatchObject({ verdict: 'not-yet', reason: 'load-errors', evidence: [{ path: 'with the cache', got: expect.stringMatching(/requests failed$/) as string }, {}] });
});

it('says that a program ended', async () => {
  expect(await run(server(0, 'process.exit(3);'))).toMatchObject({ verdict: 'not-yet', reason: 'app-exited' });
  expect(await run('process.exit(1)')).toMatchObject({ verdict: 'not-yet', reason: 'app-exited' });
});

it.each<[object, RegExp]>([
  [{ expect: {} }, /compares nothing/], [{ expect: { p99: {} } }, /"atMost" or "atLeast"/], [{ seconds: 10, rounds: 3 }, /deadline above/],
])('refuses %o', (more, problem) => {
  expect(loadProblems(parsed(more), { app: {}, programs: {} } as unknown as Lab).map((each) => each.message).join('\n')).toMatch(problem);
});
