import { expect, it } from 'vitest';
import { keepBeginning, keepEnd } from './kept-output.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

it('keeps the beginning and says that there was more', () => {
  const output = keepBeginning(5);
  output.push(bytes('abc'));
  expect([output.text(), output.cut]).toEqual(['abc', false]);
  output.push(bytes('de'));
  expect([output.text(), output.cut]).toEqual(['abcde', false]);
  output.push(bytes('f'));
  output.push(bytes('g'));
  expect([output.text(), output.cut]).toEqual(['abcde', true]);
});

it('keeps the end, however it comes', () => {
  const output = keepEnd(5);
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') output.push(bytes(letter));
  expect([output.text(), output.cut]).toEqual(['vwxyz', true]);
  const whole = keepEnd(5);
  whole.push(bytes('12345'));
  expect([whole.text(), whole.cut]).toEqual(['12345', false]);
  whole.push(bytes('6'.repeat(100)));
  expect([whole.text(), whole.cut]).toEqual(['66666', true]);
});

it('shows bytes that are no UTF-8 as such', () => {
  const output = keepBeginning(100);
  output.push(Uint8Array.of(0x61, 0xff, 0x62));
  output.push(bytes('é').subarray(0, 1));
  output.push(bytes('é').subarray(1));
  expect(output.text()).toBe('a\ufffdbé');
});
