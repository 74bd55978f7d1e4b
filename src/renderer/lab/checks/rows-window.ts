/** Which rows of a long result to show as evidence: those that differ, with their neighbours. */

export interface ShownRow {
  /** Index in the result, from 0. */
  at: number;
  cells: readonly (string | null)[];
  marked: boolean;
}

/** As many rows fit beside the lesson without pushing it away. */
export const MOST_ROWS = 14;

/**
 * @param rows the result, maybe cut already
 * @param marked indexes of rows without a partner
 * @returns at most {@link MOST_ROWS} rows in their order: from the beginning, but all marked ones that fit
 */
export function rowsToShow(rows: readonly (readonly (string | null)[])[], marked: readonly number[], most = MOST_ROWS): ShownRow[] {
  const marks = new Set(marked.filter((at) => at < rows.length));
  const chosen = new Set([...marks].sort((a, b) => a - b).slice(0, most));
  for (let at = 0; at < rows.length && chosen.size < Math.min(most, rows.length); at += 1) chosen.add(at);
  return [...chosen]
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const cells = rows[at];
      return cells === undefined ? [] : [{ at, cells, marked: marks.has(at) }];
    });
}
