/** What learners run, and what they must be told. */
import { describe, expect, it } from 'vitest';
import { processCheckSchema } from '../../shared/check-format/process.ts';
import type { EnvironmentProcess } from '../engines/engine.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { processProblems } from './process-problems.ts';
import { runChecks } from './runner.ts';

const parse = (fields: Record<string, unknown>) => processCheckSchema.parse({ kind: 'process', id: 'runs', title: 'It runs', hints: ['One.', 'Two.'], ...fields });
const server: EnvironmentProcess = { pid: 11, command: 'node server.js --port 8080', ports: [8080, 8080] };
const tail: EnvironmentProcess = { pid: 12, command: 'tail -f shop.log', ports: [] };

async function check(processes: EnvironmentProcess[] | null, fields: Record<string, unknown>) {
  const environment = { ...fakeEnvironment('.').environment, processes: () => Promise.resolve(processes) };
  const [result] = await runChecks([parse(fields)], contextFor(environment));
  return result!;
}

it.each<[string, EnvironmentProcess[], Record<string, unknown>]>([
  ['it runs', [server, tail], { matches: '^tail .*shop\\.log' }],
  ['on the port', [server], { matches: 'server\\.js', expect: { listens: 8080 } }],
  ['twice', [tail, { ...tail, pid: 13 }], { matches: 'tail', expect: { count: 2 } }],
  ['it was ended', [tail], { matches: 'server\\.js', expect: { running: false } }],
])('passes: %s', async (_, processes, fields) => {
  expect(await check(processes, fields)).toMatchObject({ verdict: 'passed' });
});

it.each<[string, EnvironmentProcess[], Record<string, unknown>, string[]]>([
  ['nothing runs', [], { matches: 'tail' }, ['no such process', 'nothing']],
  ['something else runs', [server], { matches: 'tail' }, ['11 node server.js --port 8080 (listens on 8080)']],
  ['once instead of twice', [tail], { matches: 'tail', expect: { count: 2 } }, ['2 of them']],
  ['on another port', [server], { matches: 'server', expect: { listens: 3000 } }, ['3000', '8080']],
  ['on no port', [tail], { matches: 'tail', expect: { listens: 3000 } }, ['it listens on no port']],
  ['it still runs', [tail], { matches: 'tail', expect: { running: false } }, ['it does not run', '12 tail -f shop.log']],
])('not yet: %s', async (_, processes, fields, parts) => {
  const result = await check(processes, fields);
  expect(result).toMatchObject({ verdict: 'not-yet', reason: 'process-differs' });
  for (const part of parts) expect(JSON.stringify(result.evidence)).toContain(part);
});

describe('a system that can\'t tell is not the learner\'s fault', () => {
  it.each<[string, EnvironmentProcess[] | null, Record<string, unknown>]>([
    ['processes', null, { matches: 'tail' }],
    ['ports', [{ ...server, ports: null }], { matches: 'server', expect: { listens: 8080 } }],
  ])('%s', async (_, processes, fields) => {
    expect(await check(processes, fields)).toMatchObject({ verdict: 'broken' });
  });
});

it('tells an author what can\'t be', () => {
  expect(processProblems(parse({ matches: '(' }))).toHaveLength(1);
  expect(processProblems(parse({ matches: 'a', expect: { running: false, count: 2 } }))).toHaveLength(1);
  expect(processProblems(parse({ matches: 'a' }))).toEqual([]);
});
