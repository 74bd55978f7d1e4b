import { beforeEach, expect, it } from 'vitest';
import type { LabDetail, SessionView } from '../../shared/views.ts';
import { KeptLab, type LabViews } from './kept-lab.ts';

const check = { id: 'c', state: 'running', result: { check: 'c' }, attempts: 1, hints: ['look'], hintsLeft: 1, answer: ['4'] };
const session = {
  lab: 'shop', variant: 'go', state: 'open', engine: 'native', error: null, step: 'two', savedAt: 7, activity: null, canUndo: true, newVersion: null,
  steps: [{ id: 'two', passed: false, jumped: false, checks: [check] }],
  services: [{ id: 'db', connection: { password: 'secret' } }],
} as unknown as SessionView;
const views: LabViews = { detail: { variant: 'go', steps: [] } as unknown as LabDetail, session };

let texts: Map<string, string>;
let storage: Pick<Storage, 'getItem' | 'setItem'>;
beforeEach(() => {
  texts = new Map();
  storage = { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
});

it('keeps the lesson and how far the learner is, and nothing of what runs', () => {
  new KeptLab(storage).keep(views);
  const kept = new KeptLab(storage).read('shop', 'go');
  expect(kept?.session).toMatchObject({ step: 'two', state: 'starting', services: [], steps: [{ checks: [{ state: 'untried', result: null, answer: ['4'] }] }] });
  expect([...texts.values()].join('')).not.toContain('secret');
});

it('gives it for the same lab and variant only, and while the variant is not known yet', () => {
  const kept = new KeptLab(storage);
  expect(kept.read('shop', 'go')).toBeNull();
  kept.keep(views);
  expect(kept.read('shop', undefined)).not.toBeNull();
  expect(kept.read('shop', 'python')).toBeNull();
  expect(kept.read('other', 'go')).toBeNull();
});

it('gives nothing of another build or of what is no longer whole, and bears a full storage', () => {
  const kept = new KeptLab(storage);
  kept.keep(views);
  const [[key, text]] = [...texts] as [[string, string]];
  texts.set(key, text.replace(/"build":"[^"]*"/, '"build":"older"'));
  expect(kept.read('shop', 'go')).toBeNull();
  texts.set(key, text.slice(0, -9));
  expect(kept.read('shop', 'go')).toBeNull();
  new KeptLab({ ...storage, setItem: () => { throw new Error('QuotaExceededError'); } }).keep(views);
});

it('writes when the lesson, the step or the progress has changed, not with every sign of life', () => {
  const kept = new KeptLab(storage);
  kept.keep(views);
  texts.clear();
  kept.keep({ ...views, session: { ...session, canUndo: false } });
  expect(texts.size).toBe(0);
  kept.keep({ ...views, session: { ...session, savedAt: 8 } });
  expect(texts.size).toBe(1);
});
