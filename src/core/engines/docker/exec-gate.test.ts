import { expect, test } from 'vitest';
import { createExecGate } from './exec-gate.ts';

const never = new AbortController().signal;

test('starts run together, a pause waits for all of them and keeps others out', async () => {
  const gate = createExecGate();
  const order: string[] = [];
  const ends = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const starts = ends.map((end, index) => gate.enter(never, async () => {
    order.push(`start ${String(index)}`);
    await end.promise;
    // What a start begins anew must not wait for the pause that waits for it.
    await gate.enter(never, async () => { order.push(`again ${String(index)}`); });
  }));
  const paused = Promise.withResolvers<void>();
  const pausing = gate.alone(never, async () => {
    order.push('pause');
    await paused.promise;
    order.push('paused');
  });
  ends[0]!.resolve();
  await starts[0];
  expect(order).toEqual(['start 0', 'start 1', 'again 0']);
  ends[1]!.resolve();
  await starts[1];
  await new Promise((resolve) => { setTimeout(resolve, 1); });
  const later = gate.enter(never, async () => { order.push('later'); });
  paused.resolve();
  await Promise.all([pausing, later]);
  expect(order).toEqual(['start 0', 'start 1', 'again 0', 'again 1', 'pause', 'paused', 'later']);
});

test('a failure opens the gate again, and a signal ends the wait', async () => {
  const gate = createExecGate();
  await expect(gate.alone(never, async () => { throw new Error('no'); })).rejects.toThrow('no');
  await expect(gate.enter(never, async () => { throw new Error('no'); })).rejects.toThrow('no');
  const end = Promise.withResolvers<void>();
  const inside = gate.enter(never, () => end.promise);
  await expect(gate.alone(AbortSignal.timeout(5), async () => undefined)).rejects.toMatchObject({ code: 'CANCELLED' });
  end.resolve();
  await inside;
  expect(await gate.alone(never, async () => 'in')).toBe('in');
});
