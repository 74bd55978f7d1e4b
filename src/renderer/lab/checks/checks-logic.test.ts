import { describe, expect, it } from 'vitest';
import { overallState } from './overall-state.ts';
import { rowsToShow } from './rows-window.ts';

describe('the verdict of a step', () => {
  it('is broken before not yet before passed', () => {
    expect(overallState(['passed', 'broken', 'not-yet'])).toBe('broken');
    expect(overallState(['passed', 'not-yet'])).toBe('not-yet');
    expect(overallState(['passed', 'untried'])).toBe('not-yet');
    expect(overallState(['passed', 'passed'])).toBe('passed');
  });

  it('is silent while something runs or nothing was tried', () => {
    expect(overallState(['passed', 'running'])).toBeNull();
    expect(overallState(['untried', 'untried'])).toBeNull();
  });
});

describe('rows as evidence', () => {
  const rows = Array.from({ length: 100 }, (_, at) => [String(at)]);

  it('shows rows that differ, then the first others, in their order', () => {
    const shown = rowsToShow(rows, [90, 5], 4);
    expect(shown.map((row) => row.at)).toEqual([0, 1, 5, 90]);
    expect(shown.map((row) => row.marked)).toEqual([false, false, true, true]);
  });

  it('never shows more than asked, and bears marks beyond a cut list', () => {
    expect(rowsToShow(rows, rows.map((_, at) => at), 3)).toHaveLength(3);
    expect(rowsToShow([['a']], [7], 3).map((row) => row.at)).toEqual([0]);
    expect(rowsToShow([], [], 3)).toEqual([]);
  });
});
