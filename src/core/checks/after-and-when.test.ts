/** Checks that wait for others, and checks of what happened since the step began. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema, type Check } from '../../shared/check-format/check.ts';
import { labSchema, type Lab } from '../../shared/lab-format.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { afterProblems } from './after.ts';
import type { CheckContext } from './check-context.ts';
import { fakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';
import { lookBefore } from './seen.ts';

let base: string;
let workspace: Workspace;
let context: CheckContext;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-after-'));
  workspace = await openWorkspace({ folder: join(base, 'ws'), startFolder: join(base, 'none') });
  context = {
    environment: fakeEnvironment(base).environment, drivers: new Map(), specs: [], app: null, workspace, answers: new Map(), secrets: [], signal: new AbortController().signal,
  };
});
afterEach(async () => {
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

const file = (id: string, more: object = {}): Check => checkSchema.parse({ kind: 'file', id, title: `title of ${id}`, path: `${id}.txt`, matches: 'done', hints: ['a', 'b'], ...more });
const put = (id: string, text: string): Promise<void> => writeFile(join(base, 'ws', `${id}.txt`), text);
const verdicts = async (checks: Check[], more: Partial<CheckContext> = {}): Promise<string[]> =>
  (await runChecks(checks, { ...context, ...more })).map((result) => `${result.verdict}${result.reason === undefined ? '' : ` ${result.reason}`}`);

describe('after', () => {
  it('a check is not passed before those that it waits for, whatever it would say itself', async () => {
    const checks = [file('made'), file('kept', { after: ['made'] })];
    await put('kept', 'done');
    const results = await runChecks(checks, context);
    expect(results[1]).toMatchObject({ verdict: 'not-yet', reason: 'waits-for', evidence: [{ kind: 'message', text: 'title of made' }] });
    await put('made', 'done');
    expect(await verdicts(checks)).toEqual(['passed', 'passed']);
  });

  const lab = (...after: string[][]): Lab => labSchema.parse({
    schema: 1, id: 'x', version: 1, title: 'x', summary: 'x', stage: 'fundamentals', order: 1, topics: ['x'], minutes: 5, needs: { memoryMb: 1 }, services: [],
    steps: [
      { id: 'first', title: 'x', lesson: '1.md', checks: [file('before')] },
      { id: 'second', title: 'x', lesson: '1.md', checks: after.map((ids, index) => file(`c${String(index)}`, { after: ids })) },
    ],
    remember: ['x'], production: ['x'], review: [{ question: 'a', answer: 'b' }, { question: 'a', answer: 'b' }],
  });
  it.each<[string, string[][], RegExp | null]>([
    ['nothing', [[], ['c0']], null],
    ['a check that is not there', [['nowhere']], /There is no check "nowhere" in this lab/],
    ['itself', [['c0']], /can't wait for itself/],
    ['one of another step', [['before']], /is in the step "first"/],
    ['one that comes later', [['c1'], []], /comes later in the step/],
    ['one that waits for it', [['c1'], ['c0']], /wait for each other/],
  ])('lint: waiting for %s', (_, after, message) => {
    const given = lab(...after);
    const problems = given.steps[1]!.checks.flatMap((check) => afterProblems(check, given));
    if (message === null) expect(problems).toEqual([]);
    else expect(problems[0]).toMatchObject({ path: ['after', 0], message: expect.stringMatching(message) as string });
  });
});

describe('when: edge', () => {
  const checks = [file('event', { when: 'edge' }), file('state')];

  it('passes when it became so since the step began', async () => {
    const seen = await lookBefore(checks, context);
    expect([...seen.keys()]).toEqual(['event']);
    await put('event', 'done');
    expect(await verdicts(checks.slice(0, 1), { seen })).toEqual(['passed']);
  });

  it('does not pass for what was so before, until it changes', async () => {
    await put('event', 'done');
    await put('state', 'done');
    const seen = await lookBefore(checks, context);
    expect(await verdicts(checks, { seen })).toEqual(['not-yet unchanged', 'passed']);
    await put('event', 'done again');
    expect(await verdicts(checks, { seen })).toEqual(['passed', 'passed']);
  });

  it('counts as a check of the state where nothing was seen', async () => {
    await put('event', 'done');
    expect(await verdicts(checks.slice(0, 1))).toEqual(['passed']);
  });
});
