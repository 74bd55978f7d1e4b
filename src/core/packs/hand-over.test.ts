import { expect, it } from 'vitest';
import { createHandOver } from './hand-over.ts';

const take = async (source: AsyncIterable<Buffer>): Promise<string> => {
  let text = '';
  for await (const piece of source) {
    // The giver may use its buffer again only after this.
    await new Promise((resolve) => setImmediate(resolve));
    text += piece.toString();
  }
  return text;
};

it('hands each piece over before the next one is given, so that one buffer is enough', async () => {
  const over = createHandOver();
  const taken = take(over.pieces(9));
  const buffer = Buffer.alloc(3);
  for (const text of ['abc', 'def', 'ghi']) {
    buffer.write(text);
    await over.give(buffer);
  }
  expect(await taken).toBe('abcdefghi');
  // The next entry begins anew, whoever comes first.
  const given = over.give(Buffer.from('jk'));
  expect(await take(over.pieces(2))).toBe('jk');
  await given;
  expect(await take(over.pieces(0))).toBe('');
});

it('tells its end to whoever waits, and to whoever comes later', async () => {
  const waiting = createHandOver();
  const taken = take(waiting.pieces(3));
  waiting.end(new Error('the stick is gone'));
  await expect(taken).rejects.toThrow('the stick is gone');
  await expect(take(waiting.pieces(3))).rejects.toThrow('the stick is gone');
  await expect(waiting.give(Buffer.from('a'))).rejects.toThrow('the stick is gone');
  const giving = createHandOver();
  const given = giving.give(Buffer.from('a'));
  giving.end(new Error('nobody takes it'));
  await expect(given).rejects.toThrow('nobody takes it');
});
