import { expect, test } from 'vitest';
import { createLineReader, createOutputReader } from './output-lines.ts';

/** A piece of output as Docker frames it. */
function frame(stream: 1 | 2, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

test('both streams are read, however the chunks are cut', () => {
  const text = Buffer.from('péché €\n');
  const all = Buffer.concat([
    // A character cut between two pieces of one stream, with a piece of the other in between.
    frame(1, text.subarray(0, 2)), frame(2, Buffer.from('error\r\n')), frame(1, text.subarray(2)), frame(1, Buffer.from('no end')),
  ]);
  for (let size = 1; size <= all.length; size += 1) {
    const reader = createOutputReader();
    const lines: string[] = [];
    for (let at = 0; at < all.length; at += size) lines.push(...reader.push(all.subarray(at, at + size)));
    lines.push(...reader.end());
    expect(lines).toEqual(['error', 'péché €', 'no end']);
  }
});

test('several lines in one piece, and empty ones', () => {
  const reader = createOutputReader();
  expect(reader.push(frame(1, Buffer.from('a\n\nb\nc')))).toEqual(['a', '', 'b']);
  expect(reader.end()).toEqual(['c']);
});

test('a line without an end does not grow for ever', () => {
  const reader = createLineReader();
  const lines = [1, 2, 3].flatMap(() => reader.push(Buffer.alloc(50_000, 'x')));
  expect(lines.map((line) => line.length)).toEqual([65_536, 65_536]);
  expect(reader.end().map((line) => line.length)).toEqual([150_000 - 2 * 65_536]);
});
