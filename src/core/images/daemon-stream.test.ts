import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { daemonMessages } from './daemon-stream.ts';

const never = new AbortController().signal;

async function all(stream: PassThrough, options = { signal: never, idleMs: 5_000 }) {
  const messages = [];
  for await (const message of daemonMessages(stream, options)) messages.push(message);
  return messages;
}

test('messages are whole, wherever the stream is cut, in the middle of a character too', async () => {
  const stream = new PassThrough();
  const reading = all(stream);
  const bytes = Buffer.from('{"stream":"é"}\r\n{"error":"x"}');
  for (const byte of bytes) stream.write(Buffer.from([byte]));
  stream.end();
  expect(await reading).toEqual([{ stream: 'é' }, { error: 'x' }]);
});

test('a stream that stays silent for too long is an error', async () => {
  const stream = new PassThrough();
  stream.write('{"stream":"a"}\n');
  await expect(all(stream, { signal: never, idleMs: 30 })).rejects.toThrow(/said nothing/);
  expect(stream.destroyed).toBe(true);
});

test('an abort ends the reading with its reason, before and while', async () => {
  const controller = new AbortController();
  const stream = new PassThrough();
  const reading = all(stream, { signal: controller.signal, idleMs: 5_000 });
  const reason = new Error('stop');
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
  await expect(all(new PassThrough(), { signal: controller.signal, idleMs: 5_000 })).rejects.toBe(reason);
});
