/** What learners do when a command is checked, and what they must be told. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandCheckSchema } from '../../shared/check-format/command.ts';
import { labSchema, type Lab } from '../../shared/lab-format.ts';
import { commandProblems } from './command-problems.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckResult } from '../../shared/verdict.ts';

let base = '';
let folder = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-command-'));
  folder = join(base, 'workspace');
  mkdirSync(folder);
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const parse = (fields: Record<string, unknown>) =>
  commandCheckSchema.parse({ kind: 'command', id: 'counts', title: 'It counts', hints: ['One.', 'Two.'], deadline: 5, ...fields });

async function check(fields: Record<string, unknown>, more: Partial<CheckContext> = {}): Promise<CheckResult> {
  const { environment } = fakeEnvironment(folder);
  const [result] = await runChecks([parse(fields)], contextFor(environment, more));
  return result!;
}
const labFile = () => Promise.reject(new Error('no lab folder here'));
const sh = (script: string): { argv: string[] } => ({ argv: ['sh', '-c', script] });

describe('a right answer passes', () => {
  it.each([
    ['the same text, whatever its end', { run: sh('printf "12 chai\\r\\n3 coffee\\n\\n"'), expect: { stdout: '12 chai\n3 coffee' } }],
    ['a matcher on the text', { run: sh('echo 12 chai'), expect: { stdout: { $contains: 'chai' } } }],
    ['lines in any order', { run: sh('printf "b\\na\\n"'), expect: { lines: { $unordered: ['a', 'b'] } } }],
    ['no lines', { run: sh('true'), expect: { lines: [] } }],
    ['a regular expression', { run: sh('echo Total: 12'), expect: { stdoutMatches: '^total: 12$' } }],
    ['JSON, however it is laid out', { run: sh('printf \'{\\n "b": [1, 2],\\n "a": 1.0 }\''), expect: { json: { a: 1, b: [1, 2] } } }],
    ['one of several exit codes', { run: sh('exit 2'), expect: { exitCode: [1, 2] } }],
    ['its standard error', { run: sh('echo usage: count FILE >&2; exit 64'), expect: { exitCode: 64, stderrMatches: 'usage' } }],
    ['input', { run: { argv: ['wc', '-l'] }, stdin: 'a\nb\n', expect: { stdout: { $matches: '^\\s*2$' } } }],
    ['variables', { run: { ...sh('echo $LIMIT'), env: { LIMIT: '12' } }, expect: { stdout: '12' } }],
    ['files of its own', { run: { argv: ['cat', '{{files}}/logs/a.log', '{{files}}/b.log'] }, files: [{ path: 'logs/a.log', text: 'one\n' }, { path: 'b.log', from: 'checks/b.log' }], expect: { stdout: 'one\ntwo' } }],
  ])('%s', async (_, fields) => {
    const fixed = _ === 'a regular expression' ? { ...fields, expect: { stdoutMatches: '^Total: 12$' } } : fields;
    const result = await check(fixed, { commands: { programs: {}, labFile: (path) => Promise.resolve(Buffer.from(path === 'checks/b.log' ? 'two\n' : '')), builds: new Map() } });
    expect(result).toMatchObject({ verdict: 'passed' });
  });

  it('a program of the lab by name, in a folder, after its build', async () => {
    mkdirSync(join(folder, 'app'));
    const programs = { count: { build: ['sh', '-c', 'echo built > ../built'], run: ['sh', '-c', 'cat ../built; echo "$1"', 'count'] } };
    const fields = { run: { program: 'count', args: ['a b'], folder: 'app' }, expect: { stdout: 'built\na b' } };
    writeFileSync(join(base, 'built'), '');
    expect(await check(fields, { commands: { programs, labFile, builds: new Map() } })).toMatchObject({ verdict: 'not-yet' });
    programs.count.build = ['sh', '-c', 'echo built > built'];
    expect(await check(fields, { commands: { programs, labFile, builds: new Map() } })).toMatchObject({ verdict: 'passed' });
  });
});

describe('what is not right is told', () => {
  it.each([
    ['another exit code', { run: sh('echo trouble >&2; exit 3') }, 'exit-code-differs', ['Expected', '0', '3', 'trouble']],
    ['a crash', { run: sh('kill -SEGV $$') }, 'exit-code-differs', ['ended by SIGSEGV']],
    ['another text, with the line', { run: sh('printf "one\\ntwa\\n"'), expect: { stdout: 'one\ntwo' } }, 'output-differs', ['line 2', 'twa']],
    ['a line too many', { run: sh('printf "one\\ntwo\\n"'), expect: { stdout: 'one' } }, 'output-differs', ['line 2']],
    ['a line that is missing', { run: sh('echo one'), expect: { lines: ['one', 'two'] } }, 'output-differs', ['2 items']],
    ['a line that differs', { run: sh('printf "one\\n3\\n"'), expect: { lines: ['one', { $matches: '^2' }] } }, 'output-differs', ['line 2', '3']],
    ['no output', { run: sh('true'), expect: { stdout: '12' } }, 'output-differs', ['12']],
    ['text around the JSON', { run: sh('echo "Result: {}"'), expect: { json: {} } }, 'output-not-json', ['Result']],
    ['other JSON', { run: sh('echo \'{"total": 11}\''), expect: { json: { total: 12 } } }, 'output-differs', ['$.total', '11']],
    ['a silent failure', { run: sh('exit 64'), expect: { exitCode: 64, stderrMatches: 'usage' } }, 'error-output-differs', ['usage']],
    ['a loop', { run: sh('echo begun; sleep 60'), deadline: 1 }, 'command-timeout', ['1 second', 'begun']],
    ['a flood', { run: sh('head -c 5000000 /dev/zero'), expect: { stdout: '' } }, 'output-too-large', ['4194304']],
    ['no such script', { run: { argv: ['./count'] } }, 'program-missing', ['not found']],
    ['no such folder', { run: { argv: ['ls'], folder: 'app' } }, 'file-missing', ['app']],
  ])('%s', async (_, fields, reason, parts) => {
    const result = await check(fields);
    expect(result).toMatchObject({ verdict: 'not-yet', reason });
    for (const part of parts.filter((each) => each !== 'Expected')) expect(JSON.stringify(result.evidence)).toContain(part);
  });

  it('a script without the right to be run', async () => {
    writeFileSync(join(folder, 'count'), '#!/bin/sh\necho 12\n');
    const fields = { run: { argv: ['./count'] }, expect: { stdout: '12' } };
    expect(await check(fields)).toMatchObject({ reason: 'program-missing', evidence: [{ text: 'may not be run by this user' }] });
    chmodSync(join(folder, 'count'), 0o755);
    expect(await check(fields)).toMatchObject({ verdict: 'passed' });
  });

  it('a program is built once for all checks of a run, and anew for the next run', async () => {
    const programs = { count: { build: ['sh', '-c', 'echo x >> builds'], run: ['cat', 'builds'] } };
    const run = async () => {
      const context = contextFor(fakeEnvironment(folder).environment, { commands: { programs, labFile, builds: new Map() } });
      const check = parse({ run: { program: 'count' }, expect: { stdout: 'x' } });
      return (await runChecks([check, { ...check, id: 'again' }], context)).map(({ verdict }) => verdict);
    };
    expect(await run()).toEqual(['passed', 'passed']);
    expect(await run()).toEqual(['not-yet', 'not-yet']);
  });

  it('a build that fails, with what the compiler said', async () => {
    const programs = { count: { build: ['sh', '-c', 'echo "line 3: missing ;" >&2; exit 1'], run: ['true'] } };
    const result = await check({ run: { program: 'count' } }, { commands: { programs, labFile, builds: new Map() } });
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'build-failed' });
    expect(JSON.stringify(result.evidence)).toContain('line 3: missing ;');
  });

  it.skipIf(process.platform !== 'linux')('too much memory', async () => {
    const hold = (mb: number) => ({ argv: [process.execPath, '-e', `const held = Buffer.alloc(${String(mb)}e6, 1); setTimeout(() => held.length, 200)`] });
    expect(await check({ run: hold(300), expect: { memory: { atMostMb: 200 } } })).toMatchObject({ verdict: 'not-yet', reason: 'memory-above' });
    expect(await check({ run: hold(1), expect: { memory: { atMostMb: 200 } } })).toMatchObject({ verdict: 'passed' });
  });

  it('a known mistake, by what was printed on either output', async () => {
    const mistakes = [{ got: 'cannot find module', say: 'Install it first.' }];
    expect(await check({ run: sh('echo "Error: Cannot find module x" >&2; exit 1'), mistakes })).toMatchObject({ mistake: 'Install it first.' });
  });

  it('secrets stay secret', async () => {
    const result = await check({ run: sh('echo "postgres://lab:very-secret-1@db"; exit 1') }, { secrets: ['very-secret-1'] });
    expect(JSON.stringify(result)).not.toContain('very-secret-1');
  });
});

describe('the fault of the lab or the machine', () => {
  it.each([
    ['a program that the machine lacks', { run: { argv: ['no-such-program'] } }],
    ['a program that the lab lacks', { run: { program: 'count' } }],
  ])('%s', async (_, fields) => {
    expect(await check(fields)).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  });

  it('a pack that is not trusted', async () => {
    const { commands: _commands, ...context } = contextFor(fakeEnvironment(folder).environment);
    const [result] = await runChecks([parse({ run: sh('touch ran') })], context);
    expect(result).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });
});

describe('what an author must mend', () => {
  const lab = { programs: { count: ['node', 'count.js'] } } as unknown as Lab;
  it.each([
    [{ run: {} }, 'Give "program" or "argv".'],
    [{ run: { program: 'count', argv: ['ls'] } }, 'not both'],
    [{ run: { program: 'analyse' } }, 'Programs: count.'],
    [{ run: { argv: ['ls'], args: ['-l'] } }, 'Write the arguments into "argv".'],
    [{ run: { argv: ['cat', '{{files}}/a'] } }, 'no files of its own'],
    [{ run: { argv: ['ls'] }, files: [{ path: 'a', text: '', from: 'checks/a' }] }, 'not both'],
    [{ run: { argv: ['ls'] }, files: [{ path: 'a', text: '' }, { path: 'a', text: '' }] }, 'given twice'],
    [{ run: { argv: ['ls'] }, expect: { stdout: '', lines: [] } }, '"stdout" or "lines"'],
    [{ run: { argv: ['ls'] }, expect: { stdoutMatches: '(' } }, 'regular expression'],
    [{ run: { argv: ['ls'] }, expect: { json: { $greater: 1 } } }, '$greater'],
  ])('%j', (fields, part) => {
    expect(commandProblems(parse(fields), lab).map((problem) => problem.message).join(' ')).toContain(part);
  });

  it('nothing in a good one', () => {
    expect(commandProblems(parse({ run: { program: 'count', args: ['{{files}}/a'] }, files: [{ path: 'a', text: '' }], expect: { stdout: '1' } }), lab)).toEqual([]);
    expect(labSchema.shape.steps.element.shape.checks.element.safeParse({ kind: 'command', id: 'a', title: 'T', hints: ['a', 'b'], run: { argv: ['ls'] } }).success).toBe(true);
  });
});
