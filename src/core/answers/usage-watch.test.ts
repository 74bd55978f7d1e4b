/** What is counted for a session between following it and the end, also when no look ever met its programs. */
import { expect, it } from 'vitest';
import type { Usage } from '../engines/usage.ts';
import { watchUsage } from './usage-watch.ts';

const nothing: Usage = { sessions: new Map(), sharedNoRoute: null };

it('counts what left the shared network while a session that no look met was followed', async () => {
  let now: Usage = { ...nothing, sharedNoRoute: 3 };
  const watch = watchUsage(() => Promise.resolve(now));
  await watch.follow('brief');
  now = { ...nothing, sharedNoRoute: 5 };
  expect(await watch.end('brief')).toEqual({ peakMemoryMb: null, outbound: 2 });
  await watch.stop();
});

it('adds up what the containers of a session counted, and keeps the peak of its memory', async () => {
  const looks = [12.2, 40.1, 8].map((memoryMb, at): Usage => ({ sharedNoRoute: null, sessions: new Map([['s', { memoryMb, noRoute: new Map([['a', at], ['b', 1]]) }]]) }));
  let now = looks[0] ?? nothing;
  const watch = watchUsage(() => Promise.resolve(now));
  await watch.follow('s');
  now = looks[1] ?? nothing;
  // A look of its own meets the peak: at the end it is past.
  await watch.follow('other');
  now = looks[2] ?? nothing;
  expect(await watch.end('s')).toEqual({ peakMemoryMb: 41, outbound: 3 });
  await watch.stop();
});

it('says that nobody counted rather than nothing', async () => {
  const watch = watchUsage(() => Promise.resolve(nothing));
  await watch.follow('s');
  expect(await watch.end('s')).toEqual({ peakMemoryMb: null, outbound: null });
  await watch.stop();
});
