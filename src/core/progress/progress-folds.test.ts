/** What is folded from events for the screen "Progress": grades of steps, and days with work. */
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/verdict.ts';
import type { LabEvent, LoggedEvent } from './event-log.ts';
import { stepGrades } from './step-grades.ts';
import { lastDays, streaks, workDays } from './work-days.ts';

const logged = (...events: LabEvent[]): LoggedEvent[] => events.map((event, at) => ({ ...event, id: at + 1, at: at + 1, variant: null }));
const attempt = (step: string, verdict: Verdict): LabEvent => ({ type: 'attempt', step, verdict, results: [] });
const enter = (step: string): LabEvent => ({ type: 'step-entered', step });
const hint: LabEvent = { type: 'hint-shown', check: 'c', index: 0 };
const grade = (...events: LabEvent[]) => stepGrades(logged(...events)).get('one');

describe('the grade of a step', () => {
  it('is full after one look at what Check says, and sinks with misses and hints', () => {
    expect(grade()).toBeUndefined();
    expect(grade(enter('one'), attempt('one', 'passed'))).toMatchObject({ points: 1 });
    expect(grade(attempt('one', 'not-yet'), attempt('one', 'passed'))).toMatchObject({ points: 1, misses: 1 });
    expect(grade(enter('one'), hint, attempt('one', 'passed'))).toMatchObject({ points: 0.5, hints: 1 });
    expect(grade(enter('one'), hint, hint, attempt('one', 'passed'))).toMatchObject({ points: 0, passed: true });
    expect(grade(...Array<LabEvent>(5).fill(attempt('one', 'not-yet')))).toMatchObject({ points: 0, passed: false });
  });

  it('does not count a Check where the lab was broken', () => {
    expect(grade(...Array<LabEvent>(5).fill(attempt('one', 'broken')), attempt('one', 'passed'))).toMatchObject({ points: 1, misses: 0 });
  });

  it('stays what it is when Check is pressed again, and changes when the step is done again from its start', () => {
    const hard = [enter('one'), hint, hint, attempt('one', 'passed')];
    expect(grade(...hard, attempt('one', 'passed'))).toMatchObject({ points: 0 });
    expect(grade(...hard, attempt('one', 'not-yet'))).toMatchObject({ points: 0, passed: true });
    const again: LabEvent = { type: 'jumped', step: 'one', steps: [], cleared: ['c'] };
    expect(grade(...hard, again)).toMatchObject({ points: 0 });
    expect(grade(...hard, again, attempt('one', 'not-yet'))).toMatchObject({ points: 0, passed: true });
    expect(grade(...hard, again, attempt('one', 'passed'))).toMatchObject({ points: 1 });
  });

  it('is not bettered by undoing and pressing Check', () => {
    const hard = [enter('one'), hint, hint, attempt('one', 'passed')];
    const away: LabEvent = { type: 'jumped', step: 'one', steps: [], cleared: [] };
    expect(grade(...hard, away, { type: 'restored', checkpoint: 1, event: 4 }, attempt('one', 'passed'))).toMatchObject({ points: 0 });
    expect(grade(...hard, { type: 'restored', checkpoint: 1, event: 0 }, attempt('one', 'passed'))).toMatchObject({ points: 1 });
  });
});

describe('days with work', () => {
  const on = (day: number, event: LabEvent): LoggedEvent => ({ ...event, id: day, at: new Date(2026, 2, day, 23, 30).getTime(), variant: null });
  const spent: LabEvent = { type: 'time-spent', seconds: 60 };

  it('makes a row up to today or yesterday, and keeps the longest', () => {
    const work = workDays([20, 21, 22, 23, 26, 27].map((day) => on(day, spent)));
    expect(streaks(work, new Date(2026, 2, 27, 0, 5))).toEqual({ now: 2, longest: 4 });
    expect(streaks(work, new Date(2026, 2, 28, 9))).toEqual({ now: 2, longest: 4 });
    expect(streaks(work, new Date(2026, 2, 29, 9))).toEqual({ now: 0, longest: 4 });
    expect(streaks(workDays([]), new Date(2026, 2, 29))).toEqual({ now: 0, longest: 0 });
  });

  it('goes over the end of a month and the change of the clock', () => {
    const work = workDays([28, 29, 30, 31, 32].map((day) => on(day, spent)));
    expect(streaks(work, new Date(2026, 3, 1, 1))).toEqual({ now: 5, longest: 5 });
    expect(lastDays(work, 6, new Date(2026, 3, 2)).map((day) => [day.day, day.seconds])).toEqual([
      ['2026-03-28', 60], ['2026-03-29', 60], ['2026-03-30', 60], ['2026-03-31', 60], ['2026-04-01', 60], ['2026-04-02', 0],
    ]);
  });

  it('does not count that a lab was only opened', () => {
    expect(workDays([on(3, { type: 'lab-opened', engine: 'native' }), on(4, attempt('one', 'passed'))]).days).toEqual(
      new Map([['2026-03-04', { day: '2026-03-04', seconds: 0, steps: 1 }]]));
  });
});
