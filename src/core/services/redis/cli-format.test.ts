import { expect, it } from 'vitest';
import { cliFormat } from './cli-format.ts';
import { RedisError } from './connection.ts';

const bulk = (text: string): Buffer => Buffer.from(text);
const shown = (reply: unknown): string => cliFormat(reply, 1000).text;

it('writes single replies', () => {
  expect(shown('OK')).toBe('OK');
  expect(shown(bulk('OK'))).toBe('"OK"');
  expect(shown(3)).toBe('(integer) 3');
  expect(shown(null)).toBe('(nil)');
  expect(shown(new RedisError('WRONGTYPE Operation against a key'))).toBe('(error) WRONGTYPE Operation against a key');
  expect(shown([])).toBe('(empty array)');
});

it('escapes as redis-cli does', () => {
  expect(shown(bulk('say "hi"\\\n\té\x01'))).toBe(String.raw`"say \"hi\"\\\n\t\xc3\xa9\x01"`);
});

it('numbers lists, right-aligned, nested ones indented', () => {
  expect(shown([bulk('a'), [bulk('b'), 2, [null]], bulk('c')])).toBe(
    '1) "a"\n2) 1) "b"\n   2) (integer) 2\n   3) 1) (nil)\n3) "c"');
  expect(shown(Array.from({ length: 10 }, () => 1)).split('\n').slice(8)).toEqual([' 9) (integer) 1', '10) (integer) 1']);
});

it('stops at the limit and says how many are left', () => {
  expect(cliFormat([bulk('a'), bulk('b'), bulk('c')], 2)).toEqual({ text: '1) "a"\n2) "b"\n… 1 more', cut: true });
});
