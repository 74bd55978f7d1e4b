/** What a verification must notice in a lab that is wrong, on fakes; right labs are proven on real engines in tests/integration. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadLab } from '../catalog/load-lab.ts';
import { fakeEnvironment } from '../checks/fake-environment.ts';
import type { ServiceDriver } from '../services/service.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { applyAnswer } from './apply-answer.ts';
import { verifyLab, type VerifyReport } from './verify-lab.ts';

const YAML = `
schema: 1
id: words
version: 1
title: Words
summary: A lab of files alone.
stage: fundamentals
order: 1
topics: [text]
minutes: 5
needs: { memoryMb: 1 }
services: [{ id: notes, kind: redis }]
steps:
  - id: write
    title: Write
    lesson: steps/1.md
    checks:
      - { id: says-hello, kind: file, title: It says hello, path: a.txt, matches: hello, hints: [a, b] }
  - id: sign
    title: Sign
    lesson: steps/1.md
    checks:
      - { id: is-signed, kind: file, title: It is signed, path: a.txt, matches: 'hello.*bye', hints: [a, b] }
alternatives: [{ id: loud, about: Loud, step: sign }]
mutants:
  - { id: silent, about: Nothing said, step: write, caughtBy: says-hello }
  - { id: unsigned, about: Not signed, step: sign, caughtBy: is-signed }
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: a, answer: b }]
`;

let base: string;
let acts: string[];

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(base, 'fundamentals/words', path, '..'), { recursive: true });
  await writeFile(join(base, 'fundamentals/words', path), text);
}

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-verify-'));
  acts = [];
  await put('lab.yaml', YAML);
  await put('steps/1.md', '# x');
  await put('workspace/a.txt', 'start');
  await put('solution/write/files/a.txt', 'hello');
  await put('solution/sign/files/a.txt', 'hello and bye');
  await put('solution/sign/notes.redis', 'SET signed 1');
  await put('alternatives/loud/files/a.txt', 'hello AND bye');
  await put('mutants/silent/files/a.txt', 'nothing');
  await put('mutants/unsigned/files/b.txt', 'the file of the step before stays');
});
afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

/** The workspace, filled with what the lab's folder holds by now. */
async function opened(): Promise<AsyncDisposable & { value: Workspace }> {
  const value = await openWorkspace({ folder: join(base, 'ws'), startFolder: join(base, 'fundamentals/words/workspace') });
  return { value, [Symbol.asyncDispose]: () => value.dispose() };
}

async function verify(): Promise<VerifyReport> {
  const result = await loadLab(join(base, 'fundamentals/words'), new AbortController().signal);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const driver = {
    restore: () => { acts.push('reset'); return Promise.resolve(); },
    runScript: (text: string) => { acts.push(text); return text.includes('fail') ? Promise.reject(new Error('ERR unknown command')) : Promise.resolve(); },
  } as unknown as ServiceDriver;
  await using workspace = await opened();
  return await verifyLab({
    loaded: result.loaded, workspace: workspace.value, answers: new Map(), drivers: new Map([['notes', driver]]), environment: fakeEnvironment(workspace.value.folder).environment, secrets: [], signal: new AbortController().signal,
  });
}

const problems = (report: VerifyReport): string[] => report.items.flatMap((item) => item.problems.map((problem) => `${item.kind} ${item.subject}: ${problem}`));

it('proves a right lab, resetting only what an answer changed', async () => {
  const report = await verify();
  expect(problems(report)).toEqual([]);
  expect(report.ok).toBe(true);
  expect(report.items.map((item) => `${item.kind} ${item.subject}`)).toEqual([
    'proof words', 'start write', 'solution write', 'mistakes write', 'start sign', 'solution sign', 'mistakes sign', 'alternative loud', 'mutant silent', 'mutant unsigned',
  ]);
  expect(acts).toEqual(['reset', 'SET signed 1', 'reset']);
});

it.each<[string, string, string, string]>([
  ['a start that passes', 'workspace/a.txt', 'hello', 'start write: The check "says-hello" passes before anything is done'],
  ['a solution that does not pass', 'solution/write/files/a.txt', 'good day', 'solution write: The check "says-hello" refuses a right answer: not-yet · file-text-missing'],
  ['an alternative that does not pass', 'alternatives/loud/files/a.txt', 'HELLO', 'alternative loud: The check "is-signed" refuses a right answer'],
  ['a mutant that passes', 'mutants/unsigned/files/a.txt', 'hello, goodbye', 'mutant unsigned: The check "is-signed" lets this wrong answer pass.'],
  ['a script that fails', 'solution/sign/notes.redis', 'fail', 'solution sign: This could not be carried out: ERR unknown command'],
])('notices %s', async (_, path, text, problem) => {
  await put(path, text);
  const report = await verify();
  expect(report.ok).toBe(false);
  expect(problems(report).join('\n')).toContain(problem);
  // And goes on to the end.
  expect(report.items.length).toBe(10);
});

it('notices a check that no mutant tests', async () => {
  await put('lab.yaml', YAML.replace(/ {2}- \{ id: silent.*\n/, ''));
  await rm(join(base, 'fundamentals/words/mutants/silent'), { recursive: true });
  expect(problems(await verify())).toEqual(['proof words: No mutant is caught by the check "says-hello". Write a wrong answer that it must refuse.']);
});

it('carries every file over as it is, folders made on the way', async () => {
  const bytes = Buffer.from([0, 255, 254, 13, 10]);
  await put('solution/sign/files/deep/logo.png', '');
  await writeFile(join(base, 'fundamentals/words/solution/sign/files/deep/logo.png'), bytes);
  const result = await loadLab(join(base, 'fundamentals/words'), new AbortController().signal);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const driver = { runScript: () => Promise.resolve() } as unknown as ServiceDriver;
  await using opening = await opened();
  const workspace = opening.value;
  const changed = await applyAnswer('solution/sign', { loaded: result.loaded, workspace, environment: fakeEnvironment(workspace.folder).environment, answers: new Map(), drivers: new Map([['notes', driver]]) }, new AbortController().signal);
  expect(changed).toEqual(['notes']);
  expect(await readFile(join(workspace.folder, 'deep/logo.png'))).toEqual(bytes);
  expect(await readFile(join(workspace.folder, 'a.txt'), 'utf8')).toBe('hello and bye');
});

it('runs the commands of an answer in the workspace: the same commit on every machine, and an end with its last lines when they fail', async () => {
  await using opening = await opened();
  const workspace = opening.value;
  const answer = async (): Promise<void> => {
    const result = await loadLab(join(base, 'fundamentals/words'), new AbortController().signal);
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    const driver = { runScript: () => Promise.resolve() } as unknown as ServiceDriver;
    await applyAnswer('solution/sign', {
      loaded: result.loaded, workspace, environment: fakeEnvironment(workspace.folder).environment, answers: new Map(), drivers: new Map([['notes', driver]]),
    }, new AbortController().signal);
  };
  await put('solution/sign/commands.sh', 'git init -q\ngit add a.txt\ngit commit -qm "Greet"\ngit rev-parse HEAD > id.txt\n');
  await answer();
  expect(await readFile(join(workspace.folder, 'id.txt'), 'utf8')).toBe('042f3719c3430688a22938f4ebc1b66c164cb319\n');
  await put('solution/sign/commands.sh', 'echo one\nls no-such-file\necho never > b.txt\n');
  await expect(answer()).rejects.toMatchObject({ code: 'LAB_INVALID', details: { problems: [{ file: 'solution/sign/commands.sh', message: expect.stringMatching(/exit code 2: one \| .*no-such-file/) as string }] } });
  await expect(readFile(join(workspace.folder, 'b.txt'))).rejects.toThrow();
});
