/** Results on the disk: what was appended comes back by its number, sorted or not, and nothing stays behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../shared/data-views.ts';
import { ResultFile } from './result-file.ts';
import { sortRows } from './sort-rows.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'backbench-result-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
const never = new AbortController().signal;

const filled = async (batches: readonly (readonly Row[])[]): Promise<ResultFile> => {
  const file = await ResultFile.create(folder);
  for (const batch of batches) await file.append(batch);
  return file;
};

describe('a result on the disk', () => {
  it('gives back every row, however it came', async () => {
    const rows = fc.array(fc.array(fc.array(fc.option(fc.string({ unit: 'binary' })), { minLength: 2, maxLength: 2 }), { maxLength: 150 }), { maxLength: 4 });
    await fc.assert(fc.asyncProperty(rows, async (batches) => {
      const file = await filled(batches);
      const all = batches.flat();
      expect(file.rows).toBe(all.length);
      for (const [at, row] of all.entries()) expect(await file.row(at)).toEqual(row);
      await expect(file.row(all.length)).rejects.toThrow(RangeError);
      await file.close();
    }), { numRuns: 30 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('sorting', () => {
  const sorted = async (cells: readonly (string | null)[], numeric: boolean, descending = false): Promise<(string | null)[]> => {
    const rows = cells.map((cell): Row => [cell]);
    const file = await filled([rows]);
    const order = await sortRows(file.blocks(), file.rows, { column: 0, numeric, descending }, never);
    await file.close();
    return [...order].map((at) => cells[at] ?? null);
  };

  it('puts numbers by value, texts by their characters, NULL last', async () => {
    expect(await sorted(['10', '9', null, '-1.5'], true)).toEqual(['-1.5', '9', '10', null]);
    expect(await sorted(['10', '9', null, '-1.5'], true, true)).toEqual(['10', '9', '-1.5', null]);
    expect(await sorted(['b', null, 'B', 'a'], false)).toEqual(['B', 'a', 'b', null]);
  });

  it('is the same as a plain sort over many runs, and keeps equal rows in order', async () => {
    const cells = Array.from({ length: 20_000 }, (_, at) => String((at * 7_919) % 1_009));
    expect(await sorted(cells, true)).toEqual(cells.toSorted((a, b) => Number(a) - Number(b)));
    const file = await filled([cells.map((cell): Row => [cell])]);
    const order = [...await sortRows(file.blocks(), file.rows, { column: 0, numeric: true, descending: false }, never)];
    expect(order.every((row, at) => at === 0 || cells[order[at - 1]!] !== cells[row] || order[at - 1]! < row)).toBe(true);
    await file.close();
  });

  it('stops when it is called off', async () => {
    const stop = new AbortController();
    const file = await filled([Array.from({ length: 50_000 }, (_, at): Row => [`text ${(at * 7_919) % 50_021}`])]);
    const sorting = sortRows(file.blocks(), file.rows, { column: 0, numeric: false, descending: false }, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sorting).rejects.toThrow('enough');
    await file.close();
  });
});
