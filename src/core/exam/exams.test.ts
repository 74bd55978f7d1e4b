import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Assignment, AssignmentFile } from '../../shared/assignment-format.ts';
import { assignmentProgress, type AssignmentProgress } from '../assignments/assignment-progress.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { testLearner, type TestLearner } from '../class/class-world.ts';
import { createExamGuard, type ExamGuard } from './exam-guard.ts';
import { examSpan } from './exam-span.ts';
import { createExams, type Exams } from './exams.ts';

const MINUTE_MS = 60_000;
const head = (id: string): LabHead => ({ id, version: 1, title: `Lab ${id}`, steps: [{ id: 'one' }], variants: [] }) as unknown as LabHead;
const HEADS = new Map([head('a-lab'), head('b-lab')].map((each) => [each.id, each]));

let root: string;
let learner: TestLearner;
let now: number;
let assignment: Assignment;
let guard: ExamGuard;
let exams: Exams;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bb-exam-'));
  learner = testLearner('asha', join(root, 'asha'));
  now = Date.now();
  assignment = {
    id: 'test-1', number: 1, title: 'Test 1', note: '', labs: [...HEADS.values()].map(({ id, title }) => ({ lab: id, variant: null, title })),
    due: { at: now + 600 * MINUTE_MS, zone: 'UTC' }, work: { kind: 'exam', minutes: 30 }, issuedAt: 0,
  };
  guard = createExamGuard(learner.log, () => now);
  exams = createExams({
    guard, store: { list: () => Promise.resolve([{ assignment } as AssignmentFile]) }, catalog: () => ({ heads: HEADS }) as unknown as Catalog, log: learner.log, now: () => now,
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const codeOf = async (work: () => unknown): Promise<string> => Promise.resolve().then(work).then(() => 'none', (error: unknown) => (error as { code: string }).code);
const progress = (): AssignmentProgress => assignmentProgress(assignment, HEADS, (lab) => learner.log.of(lab), now);
const pass = (lab: string): void => { learner.attempt(lab, 'one', { check: 'passed' }); };

it('is begun once, one at a time, in its time, and where all of its labs are', async () => {
  expect(await codeOf(() => exams.begin('other'))).toBe('ASSIGNMENT_UNKNOWN');
  expect(await codeOf(() => exams.handIn())).toBe('EXAM_NOT_UNDER_WAY');
  const exam = await exams.begin('test-1');
  expect(exam.until - exam.begunAt).toBeGreaterThan(29 * MINUTE_MS);
  expect(exams.underWay()).toEqual(exam);
  expect(await codeOf(() => exams.begin('test-1'))).toBe('EXAM_UNDER_WAY');
  exams.handIn();
  expect(exams.underWay()).toBeNull();
  expect(await codeOf(() => exams.begin('test-1'))).toBe('EXAM_ONCE');
  assignment = { ...assignment, id: 'test-2', labs: [{ lab: 'c-lab', variant: null, title: 'Lab c' }] };
  expect(await codeOf(() => exams.begin('test-2'))).toBe('EXAM_LABS_MISSING');
  now = assignment.due.at + 1;
  expect(await codeOf(() => exams.begin('test-2'))).toBe('EXAM_CLOSED');
  assignment = { ...assignment, work: { kind: 'practice' } };
  expect(await codeOf(() => exams.begin('test-2'))).toBe('EXAM_NONE');
});

it('forbids help in its own labs, and only while it lasts', async () => {
  const asked = (lab: string): Promise<string> => codeOf(() => guard.mustAllow(lab, 'hint'));
  expect(await asked('a-lab')).toBe('none');
  await exams.begin('test-1');
  expect(await asked('a-lab')).toBe('EXAM_FORBIDS');
  expect(await asked('other-lab')).toBe('none');
  now += 31 * MINUTE_MS;
  expect(await asked('a-lab')).toBe('none');
});

it('ends when it is due, however little of its minutes is gone', async () => {
  assignment = { ...assignment, due: { at: now + 5 * MINUTE_MS, zone: 'UTC' } };
  expect((await exams.begin('test-1')).until).toBe(assignment.due.at);
});

it('counts what was done between its beginning and its end, and nothing else', async () => {
  pass('a-lab');
  expect(progress()).toMatchObject({ passed: 0, exam: null, state: 'open' });
  await exams.begin('test-1');
  pass('b-lab');
  expect(progress()).toMatchObject({ passed: 1, state: 'open', exam: { workedBefore: 1, helped: 0, handedInAt: null } });
  exams.handIn();
  pass('a-lab');
  expect(progress()).toMatchObject({ passed: 1, state: 'overdue' });
  expect(progress().exam?.handedInAt).not.toBeNull();
});

it('is done when all of its labs were passed in time, which stays so later', async () => {
  await exams.begin('test-1');
  pass('a-lab');
  pass('b-lab');
  now += 600 * MINUTE_MS;
  expect(progress()).toMatchObject({ passed: 2, state: 'done' });
});

it('does not count what came after its time, and is not begun again by a second event', async () => {
  const short: Assignment = { ...assignment, work: { kind: 'exam', minutes: 1 } };
  await exams.begin('test-1');
  const begun = learner.log.of('a-lab').at(-1);
  const later = { ...begun, id: 100, at: (begun?.at ?? 0) + 10 * MINUTE_MS };
  const attempt = { type: 'attempt' as const, step: 'one', verdict: 'passed' as const, results: [], variant: null };
  const events = [...learner.log.of('a-lab'), later, { ...attempt, id: 101, at: later.at }] as ReturnType<typeof learner.log.of>;
  const span = examSpan(short, (lab) => (lab === 'a-lab' ? events : []));
  expect(span?.begunAt).toBe(begun?.at);
  expect(assignmentProgress(short, HEADS, (lab) => (lab === 'a-lab' ? events : []), later.at).labs.map(({ state }) => state)).toEqual(['new', 'new']);
});

it('tells of help that was had by another way', async () => {
  await exams.begin('test-1');
  learner.log.append({ id: 'a-lab', version: 1 }, { type: 'hint-shown', check: 'check', index: 0 });
  expect(progress().exam?.helped).toBe(1);
});
