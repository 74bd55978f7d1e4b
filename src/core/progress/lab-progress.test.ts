import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/verdict.ts';
import { openDatabase, type Db } from './database.ts';
import { createEventLog, type EventLog, type LabEvent } from './event-log.ts';
import { deriveProgress } from './lab-progress.ts';
import { createSessionTable } from './session-table.ts';
import { createSettings } from './settings.ts';
import { createTimings } from './timings.ts';

let folder: string;
let path: string;
let db: Db;
let log: EventLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-progress-'));
  path = join(folder, 'backbench.db');
  db = openDatabase({ path });
  log = createEventLog(db, path);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const lab = { id: 'a-lab', version: 1 };
const attempt = (step: string, check: string, verdict: Verdict): LabEvent =>
  ({ type: 'attempt', step, verdict, results: [{ checkId: check, verdict, evidence: [], ms: 1 }] });
const derive = (...events: LabEvent[]) => {
  for (const event of events) log.append(lab, event);
  return deriveProgress(log.of(lab.id));
};

describe('progress of a lab', () => {
  it('is empty before anything happened', () => {
    expect(deriveProgress(log.of(lab.id))).toMatchObject({ step: null, savedAt: null });
  });

  it('knows the step, the newest result and the attempts', () => {
    const progress = derive({ type: 'step-entered', step: 'two' }, attempt('two', 'c', 'not-yet'), attempt('two', 'c', 'passed'));
    expect(progress.step).toBe('two');
    expect(progress.stepsPassed.has('two')).toBe(true);
    expect(progress.checks.get('c')).toMatchObject({ attempts: 2, result: { verdict: 'passed' } });
    expect(progress.savedAt).toBeGreaterThan(0);
  });

  it('does not count an attempt where the lab was broken, and keeps a step passed through it', () => {
    const progress = derive(attempt('one', 'c', 'passed'), attempt('one', 'c', 'broken'));
    expect(progress.checks.get('c')?.attempts).toBe(1);
    expect(progress.stepsPassed.has('one')).toBe(true);
  });

  it('starts over at a reset, remembers what was ever passed, and comes back at undo', () => {
    const reset = derive({ type: 'step-entered', step: 'two' }, attempt('one', 'c', 'passed'), { type: 'reset' });
    expect(reset).toMatchObject({ step: null });
    expect(reset.stepsPassed.size).toBe(0);
    expect(reset.everPassed.has('one')).toBe(true);
    const undone = derive({ type: 'reset-undone' });
    expect(undone).toMatchObject({ step: 'two' });
    expect(undone.stepsPassed.has('one')).toBe(true);
  });

  it('goes back to what was reached at a checkpoint, and forward again', () => {
    derive({ type: 'step-entered', step: 'one' }, attempt('one', 'c', 'passed'));
    const at = log.newest(lab.id, null);
    const passed = deriveProgress(log.of(lab.id));
    const back = derive({ type: 'restored', checkpoint: 1, event: 0 });
    expect(back).toMatchObject({ step: null });
    expect([...back.stepsPassed]).toEqual([]);
    expect(back.everPassed.has('one')).toBe(true);
    const later = derive(attempt('one', 'c', 'not-yet'), { type: 'restored', checkpoint: 2, event: at });
    expect({ step: later.step, checks: later.checks, passed: later.stepsPassed }).toEqual({ step: passed.step, checks: passed.checks, passed: passed.stepsPassed });
    const again = derive({ type: 'restored', checkpoint: 3, event: at + 1 });
    expect(again.step).toBeNull();
  });

  it('marks steps that were jumped over, not those that were passed, and forgets what was known of the others', () => {
    const jumped = derive(attempt('one', 'c', 'passed'), attempt('three', 'd', 'passed'), { type: 'jumped', step: 'three', steps: ['one', 'two'], cleared: ['d'] });
    expect(jumped).toMatchObject({ step: 'three' });
    expect([[...jumped.stepsPassed], [...jumped.jumped], [...jumped.checks.keys()]]).toEqual([['one'], ['two'], ['c']]);
    const done = derive(attempt('two', 'e', 'passed'));
    expect([[...done.stepsPassed], [...done.jumped]]).toEqual([['one', 'two'], []]);
  });

  it('counts hints', () => {
    const progress = derive({ type: 'hint-shown', check: 'c', index: 0 }, { type: 'hint-shown', check: 'c', index: 1 });
    expect(progress.checks.get('c')?.hintsShown).toBe(2);
  });

  it('lists labs by their newest event', () => {
    log.append({ id: 'first', version: 1 }, { type: 'reset' });
    log.append({ id: 'second', version: 1 }, { type: 'reset' });
    log.append({ id: 'first', version: 1 }, { type: 'reset' });
    expect(log.labs()).toEqual(['first', 'second']);
  });
});

describe('what is kept beside the log', () => {
  it('gives a session one id and one password a service for good', () => {
    const table = createSessionTable(db, path);
    const key = { lab: 'a-lab', variant: null };
    const row = table.ensure(key, ['db']);
    expect(row.id).toMatch(/^[0-9a-f]{12}$/);
    expect(row.passwords['db']).toMatch(/^[\w-]{32}$/);
    table.update(key, { running: true, engine: 'native', owner: '1@2' });
    const again = table.ensure(key, ['db', 'cache']);
    expect(again).toMatchObject({ id: row.id, running: true, engine: 'native', owner: '1@2' });
    expect(again.passwords['db']).toBe(row.passwords['db']);
    expect(again.passwords['cache']).not.toBe(row.passwords['db']);
    expect(table.byId(row.id)?.lab).toBe('a-lab');
    expect(table.byId('000000000000')).toBeNull();
  });

  it('gives each variant of a lab a session, passwords and events of its own', () => {
    const table = createSessionTable(db, path);
    const [python, go] = ['python', 'go'].map((variant) => table.ensure({ lab: 'a-lab', variant }, ['db']));
    expect(python!.id).not.toBe(go!.id);
    expect(python!.passwords['db']).not.toBe(go!.passwords['db']);
    table.update({ lab: 'a-lab', variant: 'go' }, { running: true });
    expect(table.all().map(({ variant, running }) => ({ variant, running })).toSorted((a, b) => (a.variant! < b.variant! ? -1 : 1)))
      .toEqual([{ variant: 'go', running: true }, { variant: 'python', running: false }]);

    const lab = { id: 'a-lab', version: 1 };
    expect(log.chosenVariant('a-lab')).toBeNull();
    log.append({ ...lab, variant: 'python' }, { type: 'variant-chosen' });
    log.append({ ...lab, variant: 'python' }, { type: 'step-entered', step: 'two' });
    log.append({ ...lab, variant: 'go' }, { type: 'variant-chosen' });
    expect(log.chosenVariant('a-lab')).toBe('go');
    expect(deriveProgress(log.of('a-lab', 'python')).step).toBe('two');
    expect(deriveProgress(log.of('a-lab', 'go')).step).toBeNull();
    expect(log.of('a-lab').map((event) => event.variant)).toEqual(['python', 'python', 'go']);
    expect(log.of('a-lab', null)).toEqual([]);
  });

  it('keeps settings, fills defaults in, and treats a value that no longer fits as unset', () => {
    const settings = createSettings(db, path);
    expect(settings.get()).toMatchObject({ theme: 'system', engine: 'auto', fontSize: 14 });
    expect(settings.set({ theme: 'dark' })).toMatchObject({ theme: 'dark', engine: 'auto' });
    db.exec(`UPDATE setting SET value = '"plaid"' WHERE key = 'theme'`);
    expect(settings.get().theme).toBe('system');
  });

  it('tells the median of the last nine runs', () => {
    const timings = createTimings(db);
    expect(timings.usual('start')).toBeNull();
    for (const ms of [900, 10, 20, 30, 40, 50, 60, 70, 80, 90]) timings.record('start', ms);
    expect(timings.usual('start')).toBe(50);
  });
});
