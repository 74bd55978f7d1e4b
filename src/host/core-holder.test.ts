/** A core that can't be made now may be made later, and is closed whenever it comes to stand. */
import { expect, test } from 'vitest';
import { CoreHolder } from './core-holder.ts';

const signal = new AbortController().signal;

class FakeCore {
  closed = 0;
  async close(): Promise<void> {
    this.closed += 1;
  }
}

test('every caller gets the same core', async () => {
  let made = 0;
  const holder = new CoreHolder(async () => {
    made += 1;
    return new FakeCore();
  });
  expect(await holder.core()).toBe(await holder.core());
  holder.retry();
  expect(await holder.core()).toBe(await holder.core());
  expect(made).toBe(1);
});

test('a failure is told to every caller, until another try', async () => {
  let disk = 'full';
  const holder = new CoreHolder(async () => {
    if (disk === 'full') throw new Error('no space');
    return new FakeCore();
  });
  await expect(holder.core()).rejects.toThrow('no space');
  disk = 'free';
  await expect(holder.core()).rejects.toThrow('no space');
  holder.retry();
  expect(await holder.core()).toBeInstanceOf(FakeCore);
});

test('a core that stands only after the wish to close is closed all the same', async () => {
  const core = new FakeCore();
  let stand: (core: FakeCore) => void = () => {};
  const holder = new CoreHolder(() => new Promise<FakeCore>((resolve) => void (stand = resolve)));
  const closed = holder.close(signal);
  stand(core);
  await closed;
  expect(core.closed).toBe(1);
});

test('there is nothing to close where nothing stood', async () => {
  const holder = new CoreHolder<FakeCore>(() => Promise.reject(new Error('no space')));
  await holder.close(signal);
  await expect(holder.core()).rejects.toThrow('no space');
});
