/** Looking through a log. */
import { expect, it } from 'vitest';
import { foundLines } from './found-lines.ts';

it('finds plain text in any case, and nothing of it is a pattern', () => {
  const lines = ['LOG: ready', 'ERROR: relation "a.b" (x)', 'error again, Error'];
  expect(foundLines(lines, '')).toEqual(lines.map((line, at) => ({ at, parts: [line] })));
  expect(foundLines(lines, ' error ')).toEqual([
    { at: 1, parts: ['', 'ERROR', ': relation "a.b" (x)'] },
    { at: 2, parts: ['', 'error', ' again, ', 'Error', ''] },
  ]);
  expect(foundLines(lines, 'a.b" (').map((line) => line.at)).toEqual([1]);
  expect(foundLines(lines, 'a+')).toEqual([]);
});

it('keeps the text of a line whole', () => {
  for (const line of ['İİ error', 'errorerror', 'xerrory']) expect(foundLines([line], 'error')[0]?.parts.join('')).toBe(line);
});
