import { describe, expect, it } from 'vitest';
import { createExclusive } from './exclusive.ts';

const never = new AbortController().signal;

describe('exclusive', () => {
  it('runs acts one after the other, in the order they were asked for', async () => {
    const exclusive = createExclusive();
    const seen: string[] = [];
    const first = Promise.withResolvers<void>();
    const a = exclusive.run(never, async () => { seen.push('a begins'); await first.promise; seen.push('a ends'); });
    const b = exclusive.run(never, async () => { seen.push('b'); return Promise.resolve(); });
    await Promise.resolve();
    first.resolve();
    await Promise.all([a, b]);
    expect(seen).toEqual(['a begins', 'a ends', 'b']);
  });

  it('goes on after an act that failed', async () => {
    const exclusive = createExclusive();
    await expect(exclusive.run(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(exclusive.run(never, () => Promise.resolve(7))).resolves.toBe(7);
  });

  it('lets a waiting act be cancelled, and keeps those behind it waiting for the one that runs', async () => {
    const exclusive = createExclusive();
    const first = Promise.withResolvers<void>();
    const seen: string[] = [];
    const a = exclusive.run(never, async () => { await first.promise; seen.push('a'); });
    const cancel = new AbortController();
    const b = exclusive.run(cancel.signal, async () => { seen.push('b'); return Promise.resolve(); });
    const c = exclusive.run(never, async () => { seen.push('c'); return Promise.resolve(); });
    cancel.abort();
    await expect(b).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen).toEqual([]);
    first.resolve();
    await Promise.all([a, c]);
    expect(seen).toEqual(['a', 'c']);
  });
});
