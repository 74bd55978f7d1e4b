import { expect, test } from 'vitest';
import { withDeadline } from './daemon.ts';

const call = { operation: 'ask', place: '/x.sock' };
const never = (): Promise<never> => new Promise(() => undefined);

test('a call that is never answered ends with its deadline, and its connection is cut', async () => {
  let cut = false;
  const waiting = withDeadline({ ...call, deadlineMs: 30 }, (signal) => {
    signal.addEventListener('abort', () => { cut = true; });
    return never();
  });
  await expect(waiting).rejects.toMatchObject({ code: 'DOCKER_TIMEOUT', details: { place: '/x.sock', afterMs: 30 } });
  expect(cut).toBe(true);
});

test('the signal ends it earlier', async () => {
  const abort = new AbortController();
  setTimeout(() => { abort.abort(); }, 10);
  await expect(withDeadline({ ...call, signal: abort.signal }, never)).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a call that makes something is let finish, so that what it made is known', async () => {
  const abort = new AbortController();
  const making = withDeadline({ ...call, signal: abort.signal, finish: true }, (signal) =>
    new Promise<boolean>((resolve) => { setTimeout(() => { resolve(signal.aborted); }, 30); }));
  abort.abort();
  expect(await making).toBe(false);
});

test('nothing is asked once the signal has fired', async () => {
  let asked = false;
  await expect(withDeadline({ ...call, signal: AbortSignal.abort(), finish: true }, async () => { asked = true; })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(asked).toBe(false);
});
