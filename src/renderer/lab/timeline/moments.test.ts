import { expect, it } from 'vitest';
import type { Timeline } from '../../../shared/timeline-view.ts';
import { momentsOf, whenText } from './moments.ts';
import { english } from '../../../shared/words/english.ts';
import { wordsOf } from '../../words/words-context.tsx';

const t = wordsOf(english);

const steps = [{ id: 'a', title: 'Ask' }, { id: 'b', title: 'Sort' }, { id: 'c', title: 'Count' }];
const timeline: Timeline = {
  lab: 'x', step: 'b', stepStart: 2, undo: null, bytes: null,
  checkpoints: [
    { id: 1, at: 0, reason: 'start', step: 'a', onWay: true, isHead: false },
    { id: 2, at: 1, reason: 'step-start', step: 'b', onWay: true, isHead: true },
  ],
};

it('has the past first, then now, then the steps ahead', () => {
  expect(momentsOf(timeline, steps, t).map((each) => `${each.kind} ${each.title}`)).toEqual([
    'checkpoint Start of the lab', 'checkpoint Start of “Sort”', 'now Now, in “Sort”', 'ahead Jump ahead to “Count”',
  ]);
});

it('tells the time of today and the date of other days', () => {
  const now = new Date(2026, 2, 5, 12, 0).getTime();
  expect(whenText(new Date(2026, 2, 5, 9, 4).getTime(), now, t)).toBe('09:04');
  expect(whenText(new Date(2026, 2, 4, 23, 59).getTime(), now, t)).toBe('4 Mar, 23:59');
});
