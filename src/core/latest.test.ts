import { expect, it } from 'vitest';
import { createNotices, latest } from './latest.ts';

it('gives the present value, then the newest after each change, and folds bursts', async () => {
  const notices = createNotices();
  const stop = new AbortController();
  let value = 1;
  const stream = latest(notices.subscribe, () => value, stop.signal);
  expect((await stream.next()).value).toBe(1);
  const next = stream.next();
  value = 2;
  notices.notify();
  value = 3;
  notices.notify();
  expect((await next).value).toBe(3);
  const last = stream.next();
  stop.abort();
  expect((await last).done).toBe(true);
});

it('lets go of its subscription when the consumer leaves', async () => {
  let subscribed = 0;
  const stream = latest(() => { subscribed += 1; return () => { subscribed -= 1; }; }, () => 0, new AbortController().signal);
  await stream.next();
  expect(subscribed).toBe(1);
  await stream.return();
  expect(subscribed).toBe(0);
});
