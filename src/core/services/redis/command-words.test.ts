import { expect, it } from 'vitest';
import { commandLines } from './command-words.ts';

const words = (line: string): (string | Buffer)[] => commandLines(line)[0]?.words ?? [];

it.each([
  ['SET a 1', ['SET', 'a', '1']],
  ['  SET   a\t"two words" ', ['SET', 'a', 'two words']],
  [String.raw`SET a "say \"hi\"\n\tand \\ go\q"`, ['SET', 'a', 'say "hi"\n\tand \\ goq']],
  [String.raw`SET a 'it\'s \n raw'`, ['SET', 'a', "it's \\n raw"]],
  ['SET a ""', ['SET', 'a', '']],
  ['SET a b"c d"', ['SET', 'a', 'bc d']],
  ['SET चाय "masala ☕"', ['SET', 'चाय', 'masala ☕']],
  ['SET a {"x":1}', undefined],
])('reads %s', (line, expected) => {
  if (expected === undefined) expect(() => words(line)).toThrow('must be followed by a space');
  else expect(words(line)).toEqual(expected);
});

it('keeps bytes that are not text', () => {
  expect(words(String.raw`SET a "x\xff\x00☕"`)[2]).toEqual(Buffer.from([0x78, 0xff, 0x00, 0xe2, 0x98, 0x95]));
});

it('leaves out blank lines and comments, and counts lines', () => {
  expect(commandLines('# shop\n\nSET a 1\r\n  # more\nGET a').map(({ text, line }) => [text, line])).toEqual([['SET a 1', 3], ['GET a', 5]]);
});

it('tells where a quote is not closed', () => {
  expect(() => commandLines('PING\n  SET a "open')).toThrow(/Line 2: This quote is not closed.*"position":14/);
});
