/** Rows written as text, in pieces that are large enough to be quick and small enough to keep memory flat. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** In UTF-16 units; a piece takes a few milliseconds to make, in which nothing else happens. */
const BLOCK_LENGTH = 128 * 1024;

export interface BlockOptions {
  signal: AbortSignal;
  /** Called after each piece with the rows done so far. */
  onRows?: ((done: number) => void) | undefined;
}

/**
 * @param line the text of one row, its end included
 * @throws the signal's reason
 */
export async function* textBlocks(rows: number, line: (row: number) => string, { signal, onRows }: BlockOptions): AsyncGenerator<Buffer, void, void> {
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    text += line(row);
    if (text.length < BLOCK_LENGTH && row < rows - 1) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
    onRows?.(row + 1);
    // Between two pieces the process answers whoever waits.
    await nextTurn();
    signal.throwIfAborted();
  }
}
