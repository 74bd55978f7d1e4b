/** Exports: quoting that other programs read back, and files that are whole or not there. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ResultColumn, Row } from '../../shared/data-views.ts';
import { exportRows } from './export-rows.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'backbench-export-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const column = (name: string, type: string): ResultColumn => ({ name, type, from: null });
const columns = [column('id', 'bigint'), column('a "name"', 'text'), column('ok', 'boolean'), column('data', 'jsonb'), column('id', 'numeric(10,2)')];
const rows: Row[] = [['9007199254740993', 'a,"b"\nc', 't', '{"x":1}', '2.50'], [null, '', 'f', null, 'NaN']];
async function* given(all: readonly Row[]): AsyncGenerator<Row, void, void> { yield* all; }
const never = new AbortController().signal;

it('CSV tells NULL from an empty text and keeps line ends and quotes', async () => {
  const path = join(folder, 'a.csv');
  await exportRows(path, 'csv', columns, given(rows), never);
  expect(readFileSync(path, 'utf8')).toBe('id,"a ""name""",ok,data,id\r\n9007199254740993,"a,""b""\nc",t,"{""x"":1}",2.50\r\n,"",f,,NaN\r\n');
});

it('JSON is readable, with every digit and every column', async () => {
  const path = join(folder, 'a.json');
  await exportRows(path, 'json', columns, given(rows), never);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('"id": 9007199254740993, ');
  expect(JSON.parse(text)).toEqual([
    { id: expect.any(Number) as number, 'a "name"': 'a,"b"\nc', ok: true, data: { x: 1 }, id_2: 2.5 },
    { id: null, 'a "name"': '', ok: false, data: null, id_2: 'NaN' },
  ]);
  await exportRows(path, 'json', columns, given([]), never);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([]);
});

it('leaves nothing behind when it is called off, and says why a place is refused', async () => {
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<Row, void, void> {
    for (;;) {
      yield ['1', 'x'.repeat(1_000), 't', null, '1'];
      if (!stop.signal.aborted) setTimeout(() => stop.abort(new Error('enough')), 5);
      await new Promise((done) => setImmediate(done));
    }
  }
  await expect(exportRows(join(folder, 'b.csv'), 'csv', columns, endless(), stop.signal)).rejects.toThrow('enough');
  expect(readdirSync(folder)).toEqual([]);
  await expect(exportRows(join(folder, 'no', 'b.csv'), 'csv', columns, given(rows), never)).rejects.toMatchObject({ code: 'PLACE_NOT_WRITABLE', details: { path: join(folder, 'no', 'b.csv') } });
});
