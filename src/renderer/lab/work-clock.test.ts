/** Time at work is counted while somebody is there, and no longer. */
import { expect, it } from 'vitest';
import { REST_MS, WorkClock } from './work-clock.ts';

it('counts from the first act on, and leaves the rest of a second for the next time', () => {
  const clock = new WorkClock();
  expect(clock.take(5_000)).toBe(0);
  clock.act(10_000);
  clock.act(11_000);
  expect(clock.take(11_600)).toBe(1);
  clock.act(12_400);
  expect(clock.take(12_400)).toBe(1);
});

it('stops when nobody has done anything for a while, and begins anew', () => {
  const clock = new WorkClock();
  clock.act(0);
  expect(clock.take(10 * REST_MS)).toBe(REST_MS / 1000);
  expect(clock.take(20 * REST_MS)).toBe(0);
  clock.act(30 * REST_MS);
  expect(clock.take(30 * REST_MS + 3_000)).toBe(3);
});

it('counts nothing while the window is away, nor when the clock is set back', () => {
  const clock = new WorkClock();
  clock.act(10_000);
  clock.leave(12_000);
  expect(clock.take(60_000)).toBe(2);
  clock.act(60_000);
  clock.act(20_000);
  clock.act(21_000);
  expect(clock.take(21_000)).toBeLessThanOrEqual(1);
});
