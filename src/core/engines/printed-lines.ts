/** The lines of a program's standard output with their numbers, the latest of them kept. */
import type { PrintedLines } from './engine.ts';

/** Lines kept: more than a program writes while one request is under way, two hundred at once included. */
const KEPT_LINES = 5_000;

export interface LineCount {
  add(lines: readonly string[]): void;
  from(number: number): PrintedLines;
}

export function createLineCount(): LineCount {
  let kept: string[] = [];
  let first = 0;
  return {
    add(lines) {
      kept.push(...lines);
      if (kept.length <= KEPT_LINES) return;
      first += kept.length - KEPT_LINES;
      kept = kept.slice(-KEPT_LINES);
    },
    from: (number) => ({ lines: kept.slice(Math.max(0, number - first)), next: first + kept.length }),
  };
}
