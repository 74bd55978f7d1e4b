/** The placement quiz: what it asks, what it concludes, what it never tells. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placementViewSchema } from '../../shared/course-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { labSchema, type Lab } from '../../shared/lab-format.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { headOf } from '../catalog/lab-head.ts';
import { openDatabase } from '../progress/database.ts';
import { createEventLog, type EventLog } from '../progress/event-log.ts';
import { courseView, currentLab } from './course.ts';
import { createPlacementQuiz, type PlacementQuiz } from './placement-quiz.ts';

const RIGHT = 'never-shown';
const lab = (id: string, order: number, more: object = {}): Lab => labSchema.parse({
  schema: 1, id, version: 1, title: id.toUpperCase(), summary: 'x', stage: 'databases', order, topics: ['x'], minutes: 30,
  needs: { memoryMb: 1 }, services: [], teaches: [{ id: `${id}-idea`, title: id }],
  placement: [
    { id: 'word', question: 'Which word?', text: { matches: RIGHT } },
    { id: 'pick', question: 'Which?', choices: { options: [{ id: 'a', text: 'A' }, { id: 'b', text: 'B' }, { id: 'c', text: 'C' }], correct: ['a', 'c'] } },
  ],
  steps: [{ id: 'write', title: 'Write', lesson: 'steps/1.md', checks: [{ id: 'says', kind: 'file', title: 'x', path: 'a.txt', matches: 'x', hints: ['a', 'b'] }] }],
  remember: ['x'], production: ['x'], review: [{ question: 'a', answer: 'b' }, { question: 'c', answer: 'd' }], ...more,
});

let folder: string;
let db: ReturnType<typeof openDatabase>;
let log: EventLog;
let quiz: PlacementQuiz;
let catalog: Catalog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-placement-'));
  db = openDatabase({ path: join(folder, 'backbench.db') });
  log = createEventLog(db, 'backbench.db');
  catalog = catalogOf([lab('c', 3, { requires: ['b-idea'] }), lab('a', 1), lab('b', 2), lab('d', 4, { placement: [] })]);
  quiz = createPlacementQuiz(() => catalog, log);
});
afterEach(async () => {
  db.close();
  await rm(folder, { recursive: true, force: true });
});

const catalogOf = (labs: Lab[]): Catalog => ({
  heads: new Map(labs.map((each) => [each.id, headOf(each)])), broken: [], folder: () => '/none',
  lab: (id) => {
    const found = labs.find((each) => each.id === id);
    if (found === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [] });
    return { lab: found, folder: '/none', values: new Map() };
  },
});
const asked = () => { const { question } = quiz.view('databases'); return question === null ? null : `${question.lab} ${question.id}`; };
const results = () => Object.fromEntries(quiz.view('databases').labs.map((each) => [each.id, each.result]));
const known = () => courseView(catalog, log, { schema: 1, labs: {} }).stages.flatMap((stage) => stage.labs.filter((each) => each.known).map((each) => each.id));

it('asks lab by lab in the order of the course, and knows a lab after two right answers', () => {
  expect(quiz.view('databases')).toMatchObject({ state: 'new', question: null, answered: 0, left: 6 });
  expect(quiz.begin('databases')).toMatchObject({ state: 'running', left: 6 });
  expect(asked()).toBe('a word');
  quiz.answer('a', 'word', ['  Never-Shown ']);
  expect(asked()).toBe('a pick');
  expect(known()).toEqual([]);
  quiz.answer('a', 'pick', ['c', 'a']);
  expect(known()).toEqual(['a']);
  expect(asked()).toBe('b word');
});

it('asks nothing more about a lab after a wrong answer, nor about labs that build on it', () => {
  quiz.begin('databases');
  quiz.answer('a', 'word', null);
  expect(asked()).toBe('b word');
  quiz.answer('b', 'word', [RIGHT]);
  expect(quiz.answer('b', 'pick', ['a'])).toMatchObject({ state: 'done', question: null, answered: 3, left: 0 });
  expect(results()).toEqual({ a: 'not-known', b: 'not-known', c: 'not-asked' });
  expect(known()).toEqual([]);
});

it('can be taken again, is derived from the log alone, and can be undone', () => {
  const knowAll = (): void => {
    for (let turn = 0; turn < 6; turn += 1) {
      const { question } = quiz.view('databases');
      if (question !== null) quiz.answer(question.lab, question.id, question.id === 'word' ? [RIGHT] : ['a', 'c']);
    }
  };
  quiz.begin('databases');
  knowAll();
  expect(known()).toEqual(['a', 'b', 'c']);
  quiz.setKnown('b', false);
  expect(known()).toEqual(['a', 'c']);
  quiz.begin('databases');
  // Begun again and not ended: what was known stays until an answer says otherwise.
  expect(known()).toEqual(['a', 'c']);
  quiz.answer('a', 'word', ['no']);
  expect(known()).toEqual(['c']);
  knowAll();
  expect(known()).toEqual(['b', 'c']);
  quiz = createPlacementQuiz(() => catalog, createEventLog(db, 'backbench.db'));
  expect(results()).toEqual({ a: 'not-known', b: 'known', c: 'known' });
});

it('is no work in a lab, and asks nothing about labs that are passed', () => {
  quiz.begin('databases');
  quiz.answer('a', 'word', [RIGHT]);
  expect(currentLab(catalog, log)).toBeNull();
  expect(courseView(catalog, log, { schema: 1, labs: {} }).stages[0]?.labs.map((each) => each.state)).toEqual(['new', 'new', 'new', 'new']);
  log.append({ id: 'a', version: 1 }, { type: 'attempt', step: 'write', verdict: 'passed', results: [] });
  expect(quiz.view('databases').labs.map((each) => each.id)).toEqual(['b', 'c']);
});

it('tells what a lab builds on, and what of it is known', () => {
  const buildsOn = () => courseView(catalog, log, { schema: 1, labs: {} }).stages[0]?.labs.find((each) => each.id === 'c')?.buildsOn;
  expect(buildsOn()).toEqual([{ id: 'b-idea', title: 'b', lab: { id: 'b', title: 'B' }, known: false }]);
  quiz.setKnown('b', true);
  expect(buildsOn()).toMatchObject([{ known: true }]);
});

it('refuses an answer to a question that does not stand, and what is no number', () => {
  catalog = catalogOf([lab('n', 1, { placement: [{ id: 'how-many', question: 'How many?', number: { value: 42, tolerancePercent: 10, unit: 'rows' } }] })]);
  expect(() => quiz.answer('n', 'how-many', ['42'])).toThrow(expect.objectContaining({ code: 'INPUT_REFUSED' }));
  quiz.begin('databases');
  expect(() => quiz.answer('n', 'other', ['42'])).toThrow(expect.objectContaining({ code: 'INPUT_REFUSED' }));
  expect(() => quiz.answer('n', 'how-many', ['many'])).toThrow(expect.objectContaining({ code: 'INPUT_REFUSED' }));
  expect(() => quiz.answer('none', 'how-many', ['42'])).toThrow(expect.objectContaining({ code: 'LAB_NOT_FOUND' }));
  expect(quiz.view('databases').state).toBe('running');
  expect(quiz.answer('n', 'how-many', ['45'])).toMatchObject({ state: 'done', labs: [{ result: 'known' }] });
});

it('never tells what is right', () => {
  const views = [quiz.view('databases'), quiz.begin('databases'), quiz.answer('a', 'word', [RIGHT]), quiz.answer('a', 'pick', ['b'])];
  for (const view of views) {
    expect(placementViewSchema.parse(view)).toEqual(view);
    expect(JSON.stringify(view)).not.toMatch(/never-shown|correct|matches/);
  }
});
