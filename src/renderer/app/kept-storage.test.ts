// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KeptStorage } from './kept-storage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function memory() {
  const texts = new Map<string, string>();
  return { getItem: (key: string) => texts.get(key) ?? null, setItem: (key: string, value: string) => void texts.set(key, value) };
}

it('keeps at once and writes soon, several changes together', async () => {
  const write = vi.fn(() => Promise.resolve());
  const kept = new KeptStorage(memory(), write);
  kept.setItem('a', '1');
  kept.setItem('a', '2');
  expect(kept.getItem('a')).toBe('2');
  expect(write).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(write).toHaveBeenCalledTimes(1);
  kept.setItem('b', '3');
  await vi.advanceTimersByTimeAsync(1000);
  expect(write).toHaveBeenCalledTimes(2);
});

it('goes on when a change could not be written', async () => {
  const write = vi.fn(() => Promise.reject(new Error('not connected')));
  const kept = new KeptStorage(memory(), write);
  kept.setItem('a', '1');
  await vi.advanceTimersByTimeAsync(1000);
  kept.setItem('a', '2');
  await vi.advanceTimersByTimeAsync(1000);
  expect(write).toHaveBeenCalledTimes(2);
  expect(kept.getItem('a')).toBe('2');
});
