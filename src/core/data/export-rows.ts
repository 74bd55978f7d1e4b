/** Writes the rows of a result to a file, a part at a time: as CSV by RFC 4180, or as a JSON list of objects. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isNumberType, type ExportFormat, type ResultColumn, type Row } from '../../shared/data-views.ts';
import { placeError } from '../chosen-files.ts';

/** What is put together before it is written, in characters. */
const PART = 64 * 1024;

/**
 * The file is there as a whole or not at all.
 * @param path where to, absolute; what is there is replaced
 * @throws BackbenchError DISK_FULL, PLACE_NOT_WRITABLE; the signal's reason
 */
export async function exportRows(
  path: string, format: ExportFormat, columns: readonly ResultColumn[], rows: AsyncIterable<Row>, signal: AbortSignal,
): Promise<void> {
  const partial = `${path}.part`;
  try {
    await pipeline(parts(format === 'csv' ? csv(columns, rows) : json(columns, rows)), createWriteStream(partial, { mode: 0o600 }), { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    signal.throwIfAborted();
    throw placeError(error, path);
  }
}

async function* parts(texts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let part = '';
  for await (const text of texts) {
    part += text;
    if (part.length < PART) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/** NULL is nothing between the commas, an empty text is a pair of quotes: PostgreSQL's COPY reads both back as they were. */
export async function* csv(columns: readonly ResultColumn[], rows: AsyncIterable<Row>): AsyncGenerator<string, void, void> {
  yield `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  for await (const row of rows) yield `${row.map((cell) => (cell === null ? '' : csvCell(cell))).join(',')}\r\n`;
}

function csvCell(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns of the same name are told apart by a number: an object can hold each name once. */
export async function* json(columns: readonly ResultColumn[], rows: AsyncIterable<Row>): AsyncGenerator<string, void, void> {
  const seen = new Map<string, number>();
  const names = columns.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return JSON.stringify(times === 1 ? name : `${name}_${String(times)}`);
  });
  let first = true;
  yield '[';
  for await (const row of rows) {
    yield `${first ? '\n' : ',\n'}  {${row.map((cell, at) => `${names[at] ?? '""'}: ${jsonCell(cell, columns[at]?.type ?? '')}`).join(', ')}}`;
    first = false;
  }
  yield first ? ']\n' : '\n]\n';
}

/** Numbers that JSON can hold exactly as they are written, truth values and JSON columns are themselves; all else is a text. */
function jsonCell(cell: string | null, type: string): string {
  if (cell === null) return 'null';
  if (type === 'boolean' && (cell === 't' || cell === 'f')) return cell === 't' ? 'true' : 'false';
  if (isNumberType(type) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(cell)) return cell;
  if (type === 'json' || type === 'jsonb') return cell;
  return JSON.stringify(cell);
}
