/** Sorts the rows of a result by one column, in turns so short that nothing else in this process has to wait. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Row } from '../../shared/data-views.ts';

/** A turn ends after this, in milliseconds: below a frame, so that a terminal's bytes go on. */
const TURN_MS = 8;
/** Texts are told apart by so many characters at most. */
const KEY_LENGTH = 64;
/** Runs that are sorted at once; then they are merged. */
const RUN_ROWS = 4_096;

/**
 * @param blocks all rows in the order in which they came
 * @param count how many there are
 * @returns the numbers of the rows in the new order; NULL comes last, rows that are alike stay in order
 * @throws the signal's reason
 */
export async function sortRows(
  blocks: AsyncIterable<Row[]>, count: number, by: { column: number; numeric: boolean; descending: boolean }, signal: AbortSignal,
): Promise<Uint32Array> {
  const turn = new Turn(signal);
  const numbers = by.numeric ? new Float64Array(count) : null;
  const texts: (string | null)[] = [];
  let row = 0;
  for await (const block of blocks) {
    for (const cells of block) {
      const cell = cells[by.column] ?? null;
      if (numbers !== null) numbers[row] = cell === null ? Number.NaN : Number(cell);
      else texts.push(cell === null ? null : cell.slice(0, KEY_LENGTH));
      row += 1;
    }
    await turn.over();
  }
  const sign = by.descending ? -1 : 1;
  const compare = numbers === null
    ? (a: number, b: number): number => compareTexts(texts[a] ?? null, texts[b] ?? null, sign)
    : (a: number, b: number): number => compareNumbers(numbers[a] ?? Number.NaN, numbers[b] ?? Number.NaN, sign);
  return mergeSort(row, (a, b) => compare(a, b) || a - b, turn);
}

function compareNumbers(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : a < b ? -sign : sign;
}

function compareTexts(a: string | null, b: string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a === b ? 0 : a < b ? -sign : sign;
}

async function mergeSort(count: number, compare: (a: number, b: number) => number, turn: Turn): Promise<Uint32Array> {
  let from = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = 0; at < count; at += RUN_ROWS) {
    from.subarray(at, at + RUN_ROWS).sort(compare);
    await turn.over();
  }
  let to = new Uint32Array(count);
  for (let width = RUN_ROWS; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at += 1) {
        const l = from[left] ?? 0;
        const r = from[right] ?? 0;
        const takeLeft = right >= end || (left < middle && compare(l, r) <= 0);
        to[at] = takeLeft ? l : r;
        if (takeLeft) left += 1;
        else right += 1;
        if ((at & 0xfff) === 0) await turn.over();
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Gives others their turn when this one has lasted long enough. */
class Turn {
  readonly #signal: AbortSignal;
  #began = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async over(): Promise<void> {
    if (performance.now() - this.#began < TURN_MS) return;
    await nextTurn();
    this.#signal.throwIfAborted();
    this.#began = performance.now();
  }
}
