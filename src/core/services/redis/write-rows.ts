/** Generated rows into Redis, in pipelines. */
import type { RowSet } from '../../generate/row-set.ts';
import { parseTemplate, templateColumns } from '../../generate/template.ts';
import { templateWriter } from '../../generate/text-columns.ts';
import type { RedisConnection } from './connection.ts';

/** Commands on their way at a time: enough to keep the server busy, few enough to keep memory flat. */
const PIPELINE = 2000;

/**
 * Every row becomes one command. Columns that the key names are not repeated in a hash or a stream; a missing value
 * leaves the field out, and the row where it is all there is.
 * @throws RedisError; BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function writeRows({ send }: RedisConnection, set: RowSet, { signal, onRows }: { signal: AbortSignal; onRows: (done: number) => void }): Promise<void> {
  const command = commandWriter(set);
  for (let start = 0; start < set.rows; start += PIPELINE) {
    signal.throwIfAborted();
    const end = Math.min(set.rows, start + PIPELINE);
    const replies: Promise<unknown>[] = [];
    for (let row = start; row < end; row += 1) {
      const words = command(row);
      if (words !== null) replies.push(send(words));
    }
    await Promise.all(replies);
    onRows(end);
  }
}

function commandWriter(set: RowSet): (row: number) => string[] | null {
  const key = templateWriter(parseTemplate(set.into), set.column);
  const inKey = new Set(templateColumns(set.into));
  const fields = set.columns.filter(({ name }) => !inKey.has(name));
  const value = (name: string, row: number): string | null => set.column(name).text(row);
  const one = (verb: string, row: number): string[] | null => {
    const text = value('value', row);
    return text === null ? null : [verb, key(row), text];
  };
  const all = (start: (row: number) => string[]) => (row: number): string[] | null => {
    const pairs = fields.flatMap(({ name, column }) => {
      const text = column.text(row);
      return text === null ? [] : [name, text];
    });
    return pairs.length === 0 ? null : [...start(row), ...pairs];
  };
  switch (set.as) {
    case 'hash': return all((row) => ['HSET', key(row)]);
    // Ids that do not depend on the clock: the row's number as milliseconds.
    case 'stream': return all((row) => ['XADD', key(row), `${String(row + 1)}-0`]);
    case 'set': return (row) => one('SADD', row);
    case 'list': return (row) => one('RPUSH', row);
    case 'zset': return (row) => {
      const [score, member] = [value('score', row), value('member', row)];
      return score === null || member === null ? null : ['ZADD', key(row), score, member];
    };
    default: return (row) => one('SET', row);
  }
}
