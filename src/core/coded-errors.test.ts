import { createRouterClient, implement, type RouterClient } from '@orpc/server';
import { eventIterator, oc } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BackbenchError } from '../shared/errors.ts';
import { coded } from './coded-errors.ts';

const contract = {
  plain: oc.input(z.strictObject({ n: z.number() })).output(z.number()),
  stream: oc.output(eventIterator(z.number())),
};
const os = implement(contract).use(coded);
const router = os.router({
  plain: os.plain.handler(({ input }) => {
    if (input.n === 0) throw new BackbenchError('SERVICE_UNKNOWN', { service: 'x' });
    if (input.n === 1) throw new Error('something else');
    return input.n;
  }),
  stream: os.stream.handler(async function* () {
    yield await Promise.resolve(1);
    throw new BackbenchError('NOTHING_TO_UNDO', { lab: 'a' });
  }),
});
const client: RouterClient<typeof router> = createRouterClient(router);

describe('errors over the contract', () => {
  it('carry our code and details', async () => {
    await expect(client.plain({ n: 0 })).rejects.toMatchObject({
      code: 'BACKBENCH', data: { code: 'SERVICE_UNKNOWN', details: { service: 'x' } },
    });
  });
  it('say INTERNAL for what is not ours', async () => {
    await expect(client.plain({ n: 1 })).rejects.toMatchObject({ data: { code: 'INTERNAL', details: { reason: 'something else' } } });
  });
  it('list what was wrong with a refused input', async () => {
    await expect(client.plain({ n: 'one', more: 1 } as never)).rejects.toMatchObject({
      data: { code: 'INPUT_REFUSED', details: { issues: [{ path: 'n' }, {}] } },
    });
  });
  it('reach the reader of a stream', async () => {
    const stream = await client.stream();
    expect((await stream.next()).value).toBe(1);
    await expect(stream.next()).rejects.toMatchObject({ data: { code: 'NOTHING_TO_UNDO' } });
  });
});
