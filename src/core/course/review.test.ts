/** Spaced review: which questions come when, and that everything of it is derived from the log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { labSchema, type Lab } from '../../shared/lab-format.ts';
import { progressViewSchema, reviewViewSchema } from '../../shared/progress-views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { headOf } from '../catalog/lab-head.ts';
import { openDatabase } from '../progress/database.ts';
import { createEventLog, type EventLog } from '../progress/event-log.ts';
import { courseView, currentLab } from './course.ts';
import { progressView } from './progress-view.ts';
import { createReview, type Review } from './review.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const START = new Date(2026, 4, 4, 10).getTime();
const lab = (id: string, order: number): Lab => labSchema.parse({
  schema: 1, id, version: 1, title: id.toUpperCase(), summary: 'x', stage: 'databases', order, topics: ['all', `only-${id}`], minutes: 30,
  needs: { memoryMb: 1 }, services: [],
  steps: [{ id: 'write', title: 'Write', lesson: 'steps/1.md', checks: [{ id: 'says', kind: 'file', title: 'x', path: 'a.txt', matches: 'x', hints: ['a', 'b'] }] }],
  remember: ['x'], production: ['x'], review: [{ question: `${id} one?`, answer: '1' }, { question: `${id} two?`, answer: '2' }],
});
const labs = [lab('b', 2), lab('a', 1)];
const catalog: Catalog = {
  heads: new Map(labs.map((each) => [each.id, headOf(each)])), broken: [], folder: () => '/none',
  lab: (id) => ({ lab: labs.find((each) => each.id === id)!, folder: '/none', values: new Map() }),
};

let folder: string;
let db: ReturnType<typeof openDatabase>;
let log: EventLog;
let review: Review;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  folder = await mkdtemp(join(tmpdir(), 'bb-review-'));
  db = openDatabase({ path: join(folder, 'backbench.db') });
  log = createEventLog(db, 'backbench.db');
  review = createReview(() => catalog, log, Date.now);
});
afterEach(async () => {
  vi.useRealTimers();
  db.close();
  await rm(folder, { recursive: true, force: true });
});

const pass = (id: string): void => void log.append({ id, version: 1 }, { type: 'attempt', step: 'write', verdict: 'passed', results: [] });
const later = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS);

it('asks nothing of labs that are not passed, and all of those that are', async () => {
  expect(await review.next()).toEqual({ question: null, due: 0 });
  pass('a');
  const first = reviewViewSchema.parse(await review.next());
  expect(first).toMatchObject({ question: { lab: 'a', labTitle: 'A', question: 'a one?', answer: '1' }, due: 2 });
});

it('brings a question again after days that grow with each time it was remembered', async () => {
  pass('a');
  const gaps: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { question } = await review.next();
    gaps.push(question!.days.good);
    const { key } = question!;
    const all = await review.items();
    const other = all.find((item) => item.key !== key)!;
    await review.rate('a', key, 'good');
    if (turn === 0) await review.rate('a', other.key, 'easy');
    const due = (await review.items()).find((item) => item.key === key)!.due;
    expect(due).toBeGreaterThan(Date.now());
    vi.setSystemTime(due);
  }
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(gaps[3]).toBeGreaterThan(gaps[0]! * 4);
});

it('brings what was not remembered back soon, and counts it as a weak spot until it is', async () => {
  pass('a');
  const { question } = await review.next();
  expect(question!.days.again).toBeLessThanOrEqual(question!.days.hard);
  expect(question!.days.hard).toBeLessThan(question!.days.easy);
  const left = await review.rate('a', question!.key, 'again');
  expect(left.due).toBe(1);
  expect(left.question?.key).not.toBe(question!.key);
  const view = await progressView(catalog, log, review, Date.now());
  expect(progressViewSchema.parse(view).topics).toMatchObject([{ topics: ['all', 'only-a'], steps: 1, smooth: 1, questions: 1, remembered: 0, strength: 'open' }]);
  expect(view.review).toEqual({ due: 1, all: 2, next: expect.any(Number) as number });
  later(question!.days.again);
  expect((await review.next()).due).toBe(2);
});

it('refuses a question that is not due, or that no lab has', async () => {
  pass('a');
  const { question } = await review.next();
  await review.rate('a', question!.key, 'good');
  await expect(review.rate('a', question!.key, 'good')).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(review.rate('a', 'nothing', 'good')).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(review.rate('b', question!.key, 'good')).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
});

it('is derived from the log alone, and begins no lab', async () => {
  pass('a');
  pass('b');
  log.append({ id: 'a', version: 1 }, { type: 'step-entered', step: 'write' });
  const { question } = await review.next();
  await review.rate('a', question!.key, 'hard');
  const again = createReview(() => catalog, createEventLog(db, 'backbench.db'), Date.now);
  expect(await again.items()).toEqual(await review.items());
  log.append({ id: 'b', version: 1 }, { type: 'time-spent', seconds: 60 });
  expect(currentLab(catalog, log)).toBe('a');
  const fresh = createEventLog(db, 'backbench.db');
  expect(courseView(catalog, fresh, { schema: 1, labs: {} }).stages[0]?.labs.map((each) => each.state)).toEqual(['passed', 'passed']);
});

it('tells time by lab, days and streak', async () => {
  log.append({ id: 'a', version: 1 }, { type: 'time-spent', seconds: 60 });
  later(1);
  log.append({ id: 'b', version: 1 }, { type: 'time-spent', seconds: 30 });
  pass('b');
  const view = progressViewSchema.parse(await progressView(catalog, log, review, Date.now()));
  expect(view.seconds).toEqual({ all: 90, week: 90 });
  expect(view.streak).toEqual({ now: 2, longest: 2 });
  expect(view.labs).toEqual([{ id: 'a', seconds: 60 }, { id: 'b', seconds: 30 }]);
  expect(view.days).toHaveLength(28);
  expect(view.days.slice(-2)).toEqual([{ day: '2026-05-04', seconds: 60, steps: 0 }, { day: '2026-05-05', seconds: 30, steps: 1 }]);
});
