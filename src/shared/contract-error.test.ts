/** What a caller gets when a call is refused, fails, or fails half way through its stream. */
import { createRouterClient, implement } from '@orpc/server';
import { eventIterator, oc } from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codedCall, type ContractError } from './contract-error.ts';
import { BackbenchError } from './errors.ts';

const call = oc.errors({ BACKBENCH: { data: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }) } });
const os = implement({
  double: call.input(z.strictObject({ of: z.number() })).output(z.number()),
  count: call.output(eventIterator(z.number())),
});
const told: string[] = [];
const client = createRouterClient(
  os.router({
    double: os.double.handler(({ input }) => {
      if (input.of > 100) throw new BackbenchError('LAB_NOT_FOUND', { lab: 'x', known: [] });
      if (input.of < 0) throw new TypeError('no negative numbers');
      return input.of * 2;
    }),
    count: os.count.handler(async function* () {
      yield 1;
      throw new BackbenchError('DISK_FULL', { path: 'here' });
    }),
  }),
  { interceptors: [({ next }) => codedCall(next, (error: ContractError) => void told.push(error.data.code))] },
);

describe('the contract’s error', () => {
  test('is not in the way of an answer', async () => {
    expect(await client.double({ of: 4 })).toBe(8);
  });

  test('lists what was wrong with an input', async () => {
    await expect(client.double({ of: 'four' as unknown as number })).rejects.toMatchObject({
      code: 'BACKBENCH', defined: true,
      data: { code: 'INPUT_REFUSED', details: { issues: [{ path: 'of', message: expect.stringContaining('number') as string }] } },
    });
  });

  test('carries our code and its details, or the reason of what is not ours', async () => {
    await expect(client.double({ of: 101 })).rejects.toMatchObject({ data: { code: 'LAB_NOT_FOUND', details: { lab: 'x' } } });
    await expect(client.double({ of: -1 })).rejects.toMatchObject({ data: { code: 'INTERNAL', details: { reason: 'no negative numbers' } } });
  });

  test('ends a stream after what was already told', async () => {
    told.length = 0;
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const value of await client.count()) seen.push(value);
    };
    await expect(read()).rejects.toMatchObject({ defined: true, data: { code: 'DISK_FULL' } });
    expect(seen).toEqual([1]);
    expect(told).toEqual(['DISK_FULL']);
  });
});
