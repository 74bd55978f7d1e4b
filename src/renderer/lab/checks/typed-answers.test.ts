import { expect, it, vi } from 'vitest';
import { TypedAnswers } from './typed-answers.ts';

it('asks each field that is on the screen, and one that goes away a last time', () => {
  const answers = new TypedAnswers();
  const first = vi.fn();
  const second = vi.fn();
  const leave = answers.add(first);
  answers.add(second);
  answers.keepAll();
  expect([first, second].map((keep) => keep.mock.calls.length)).toEqual([1, 1]);
  leave();
  expect(first).toHaveBeenCalledTimes(2);
  answers.keepAll();
  expect([first, second].map((keep) => keep.mock.calls.length)).toEqual([2, 2]);
});
