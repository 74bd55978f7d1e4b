import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Assignment, AssignmentFile } from '../../shared/assignment-format.ts';
import { isCode } from '../../shared/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { testLearner, type TestLearner } from '../class/class-world.ts';
import { openClassAssignments } from '../class/class-assignments.ts';
import { realDisk } from '../packs/disk.ts';
import { createSigningKeys, type KeyPair } from '../packs/signing-keys.ts';
import { createTrustedKeys } from '../packs/trusted-keys.ts';
import { assignmentText, openAssignment, readAssignment, signAssignment } from './assignment-file.ts';
import { assignmentProgress } from './assignment-progress.ts';
import { createAssignmentStore } from './assignment-store.ts';
import { createAssignments, type Assignments } from './assignments.ts';

const head = (id: string, variants: string[] = []): LabHead => ({
  id, title: `Lab ${id}`, steps: [{ id: 'one' }, { id: 'two' }], variants: variants.map((each) => ({ id: each, title: each })),
}) as unknown as LabHead;
const HEADS = new Map([head('a-lab'), head('b-lab', ['go', 'java'])].map((each) => [each.id, each]));
const DUE = Date.UTC(2027, 2, 1);

let root: string;
let keys: KeyPair;
let others: KeyPair;
let learner: TestLearner;
let packed: AssignmentFile[];
let assignments: Assignments;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bb-assign-'));
  const signing = createSigningKeys(join(root, 'teacher'), realDisk);
  await signing.make('teacher');
  await signing.make('stranger');
  keys = await signing.open('teacher');
  others = await signing.open('stranger');
  learner = testLearner('asha', join(root, 'asha'));
  packed = [];
  assignments = createAssignments({
    store: createAssignmentStore(join(root, 'assignments'), () => packed, realDisk), trusted: createTrustedKeys(join(root, 'packs'), realDisk, () => 0),
    catalog: () => ({ heads: HEADS }) as unknown as Catalog, log: learner.log, now: () => DUE - 1, onChange: () => undefined,
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const assignment = (change: Partial<Assignment> = {}): Assignment => ({
  id: 'week-3', number: 1, title: 'Week 3', note: 'Read first.', labs: [{ lab: 'a-lab', variant: null, title: 'Lab a-lab' }],
  due: { at: DUE, zone: 'Asia/Kolkata' }, work: { kind: 'practice' }, issuedAt: 0, ...change,
});
const codeOf = async (work: () => unknown): Promise<string> => Promise.resolve().then(work).then(() => 'none', (error: unknown) => (error as { code: string }).code);

it('reads what it has signed, and refuses every file that differs by one character', async () => {
  const text = assignmentText(signAssignment(assignment(), keys));
  expect(readAssignment(text, 'x').assignment).toEqual(assignment());
  let wrong = 0;
  for (let at = 0; at < text.length; at += 1) {
    const changed = `${text.slice(0, at)}${text[at] === '3' ? '4' : '3'}${text.slice(at + 1)}`;
    const code = await codeOf(() => readAssignment(changed, 'x'));
    expect(['ASSIGNMENT_UNREADABLE', 'ASSIGNMENT_SIGNATURE_WRONG', 'none']).toContain(code);
    // Only space between two parts may differ and say the same.
    if (code === 'none') expect(JSON.parse(changed)).toEqual(JSON.parse(text));
    if (code === 'ASSIGNMENT_SIGNATURE_WRONG') wrong += 1;
  }
  expect(wrong).toBeGreaterThan(100);
});

it('refuses a file with a field too many, a lab twice, an unknown zone, a later version, or no words at all', async () => {
  const file = signAssignment(assignment(), keys);
  for (const change of [
    { ...file, more: 1 }, { ...file, version: 2 }, { ...file, assignment: { ...file.assignment, work: { kind: 'exam', minutes: 0 } } }, { ...file, assignment: { ...file.assignment, work: { kind: 'duel' } } }, { ...file, assignment: { ...file.assignment, more: 1 } },
    { ...file, assignment: { ...file.assignment, labs: [...file.assignment.labs, ...file.assignment.labs] } },
    { ...file, assignment: { ...file.assignment, due: { at: DUE, zone: 'Nowhere/City' } } },
  ]) expect(await codeOf(() => readAssignment(JSON.stringify(change), 'x'))).toBe('ASSIGNMENT_UNREADABLE');
  expect(await codeOf(() => readAssignment('', 'x'))).toBe('ASSIGNMENT_UNREADABLE');
  expect(await codeOf(() => openAssignment(join(root, 'none.bbassign')))).toBe('PLACE_NOT_FOUND');
  expect(await codeOf(() => signAssignment(assignment({ labs: [] }), keys))).toBe('INPUT_REFUSED');
});

it('takes one in once its key is trusted, replaces it by a higher number, and refuses what is older, mixed or by another key', async () => {
  const first = signAssignment(assignment({ number: 2 }), keys);
  expect(await codeOf(() => assignments.add(first))).toBe('ASSIGNMENT_KEY_UNKNOWN');
  await assignments.trust(first.key, 'Ms Rao');
  expect(await assignments.add(first)).toBe('new');
  expect(await assignments.add(first)).toBe('known');
  expect(await codeOf(() => assignments.add(signAssignment(assignment({ number: 1 }), keys)))).toBe('ASSIGNMENT_OLDER');
  expect(await codeOf(() => assignments.add(signAssignment(assignment({ number: 2, title: 'Other' }), keys)))).toBe('ASSIGNMENT_MIXED');
  const foreign = signAssignment(assignment({ number: 3 }), others);
  await assignments.trust(foreign.key, 'Mr Sen');
  expect(await codeOf(() => assignments.add(foreign))).toBe('ASSIGNMENT_KEY_CHANGED');
  expect(await assignments.add(signAssignment(assignment({ number: 3, title: 'Week 3, again' }), keys))).toBe('newer');
  expect((await assignments.list()).map(({ file, teacher }) => [file.assignment.title, teacher])).toEqual([['Week 3, again', 'Ms Rao']]);
});

it('shows what packs brought, until it is removed; a newer one comes back', async () => {
  packed = [signAssignment(assignment(), keys)];
  expect((await assignments.list()).map(({ file }) => file.assignment.number)).toEqual([1]);
  await assignments.remove('week-3');
  expect(await assignments.list()).toEqual([]);
  expect(await codeOf(() => assignments.remove('week-3'))).toBe('ASSIGNMENT_UNKNOWN');
  packed = [signAssignment(assignment({ number: 2 }), keys)];
  expect((await assignments.list()).map(({ file }) => file.assignment.number)).toEqual([2]);
});

it('looks through a stick, tells labs that are not here and files that are none, and keeps nothing', async () => {
  mkdirSync(join(root, 'stick', 'deep'), { recursive: true });
  const labs = [...assignment().labs, { lab: 'other-lab', variant: null, title: 'Another lab' }];
  writeFileSync(join(root, 'stick', 'deep', 'week.bbassign'), assignmentText(signAssignment(assignment({ labs }), keys)));
  writeFileSync(join(root, 'stick', 'torn.bbassign'), '{');
  const { found, refused } = await assignments.look([join(root, 'stick')]);
  expect(found.map(({ name, missing, trusted, outcome }) => ({ name, missing, trusted, outcome }))).toEqual([{ name: 'week.bbassign', missing: ['Another lab'], trusted: null, outcome: 'new' }]);
  expect(refused.map(({ name, error }) => [name, error.code])).toEqual([['torn.bbassign', 'ASSIGNMENT_UNREADABLE']]);
  expect(await assignments.list()).toEqual([]);
});

it('tells what is done, in time or late, by the events', () => {
  const of = (change: Partial<Assignment>, now: number): { state: string; labs: string[] } => {
    const { state, labs } = assignmentProgress(assignment(change), HEADS, (lab) => learner.log.of(lab), now);
    return { state, labs: labs.map((each) => each.state) };
  };
  const now = Date.now();
  expect(of({ due: { at: now + 60_000, zone: 'UTC' } }, now)).toEqual({ state: 'open', labs: ['new'] });
  learner.attempt('a-lab', 'one', { check: 'passed' });
  expect(of({ due: { at: now - 60_000, zone: 'UTC' } }, now)).toEqual({ state: 'overdue', labs: ['started'] });
  learner.attempt('a-lab', 'two', { check: 'passed' });
  expect(of({ due: { at: now + 60_000, zone: 'UTC' } }, now)).toEqual({ state: 'done', labs: ['passed'] });
  expect(of({ due: { at: now - 60_000, zone: 'UTC' } }, now)).toEqual({ state: 'late', labs: ['passed'] });
  const labs = [{ lab: 'b-lab', variant: 'go', title: 'b' }, { lab: 'b-lab', variant: 'rust', title: 'b' }, { lab: 'c-lab', variant: null, title: 'c' }];
  expect(of({ labs }, now).labs).toEqual(['new', 'missing', 'missing']);
});

it('makes assignments for a class, each change with the next number', async () => {
  const own = openClassAssignments(join(root, 'class'), () => HEADS, () => 5);
  const draft = { id: null, title: 'Week 3!', note: '', labs: [{ lab: 'b-lab', variant: 'go' }], due: { at: DUE, zone: 'UTC' }, work: { kind: 'practice' } } as const;
  const made = await own.make(draft, keys);
  expect(made.assignment).toMatchObject({ number: 1, labs: [{ lab: 'b-lab', variant: 'go', title: 'Lab b-lab' }], issuedAt: 5 });
  const again = await own.make({ ...draft, id: made.assignment.id, title: 'Week 4' }, keys);
  expect(again.assignment).toMatchObject({ id: made.assignment.id, number: 2 });
  expect((await own.list()).map(({ assignment: { title } }) => title)).toEqual(['Week 4']);
  await expect(own.make({ ...draft, labs: [{ lab: 'no-lab', variant: null }] }, keys)).rejects.toSatisfy((error) => isCode(error, 'LAB_NOT_FOUND'));
  await own.remove(made.assignment.id);
  expect(await own.list()).toEqual([]);
});
