/** Generated rows into a collection. */
import type { Db, Document } from 'mongodb';
import type { RowSet } from '../../generate/row-set.ts';
import type { Value } from '../../generate/column.ts';

/** Documents of one insert: some hundred kilobytes, far below the limit of a message. */
const BATCH = 2000;

/**
 * A column `address.city` becomes a field of a field; where a value is missing, the field is.
 * @throws the driver's error; the signal's reason
 */
export async function insertRows(db: Db, set: RowSet, { signal, onRows }: { signal: AbortSignal; onRows: (done: number) => void }): Promise<void> {
  const collection = db.collection(set.into);
  const fields = set.columns.map(({ name, column }) => ({ path: name.split('.'), column }));
  for (let start = 0; start < set.rows; start += BATCH) {
    signal.throwIfAborted();
    const end = Math.min(set.rows, start + BATCH);
    const documents: Document[] = [];
    for (let row = start; row < end; row += 1) {
      const document: Document = {};
      for (const { path, column } of fields) {
        const value = column.value(row);
        if (value !== null) put(document, path, value);
      }
      documents.push(document);
    }
    await collection.insertMany(documents);
    onRows(end);
  }
}

function put(document: Document, path: readonly string[], value: Value): void {
  let at = document;
  for (const [depth, name] of path.entries()) {
    if (depth === path.length - 1) at[name] = value;
    else at = (at[name] ??= {}) as Document;
  }
}
