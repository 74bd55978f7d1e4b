/** Generated rows into a table by COPY, the quickest way PostgreSQL has. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeIdentifier, type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { textBlocks, type BlockOptions } from '../../generate/blocks.ts';
import type { RowSet } from '../../generate/row-set.ts';

/**
 * @param set its columns are columns of the table `into`, which exists; a schema may stand before the name
 * @throws the server's error; the signal's reason
 */
export async function copyRows(client: Client, set: RowSet, options: BlockOptions): Promise<void> {
  const table = set.into.split('.').map(escapeIdentifier).join('.');
  const columns = set.columns.map(({ name }) => escapeIdentifier(name)).join(', ');
  const rows = Readable.from(textBlocks(set.rows, copyLine(set), options));
  await pipeline(rows, client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`)), { signal: options.signal });
}

/** https://www.postgresql.org/docs/current/sql-copy.html, "Text Format" */
function copyLine(set: RowSet): (row: number) => string {
  const columns = set.columns.map(({ column }) => column);
  return (row) => {
    let line = '';
    for (let index = 0; index < columns.length; index += 1) {
      const text = columns[index]?.text(row) ?? null;
      line += `${index === 0 ? '' : '\t'}${text === null ? '\\N' : escaped(text)}`;
    }
    return `${line}\n`;
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '') : text;
}
