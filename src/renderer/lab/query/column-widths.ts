/** How wide the columns of a result are, from what is in them. */

/** Rows that are looked at: enough to see what the data is like, few enough for no delay. */
const SAMPLE_ROWS = 200;
/** In characters of the monospaced font. */
const LEAST = 4;
const MOST = 42;
const NULL_LENGTH = 4;

/** @returns one width per column, in characters */
export function columnWidths(names: readonly string[], rows: readonly (readonly (string | null)[])[]): number[] {
  const sample = rows.length <= SAMPLE_ROWS ? rows : [...rows.slice(0, SAMPLE_ROWS / 2), ...rows.slice(-SAMPLE_ROWS / 2)];
  return names.map((name, at) => {
    let width = Math.max(LEAST, name.length);
    for (const row of sample) width = Math.max(width, row[at]?.length ?? NULL_LENGTH);
    return Math.min(MOST, width);
  });
}

/** Rows as text that spreadsheets take: tabs between cells; tabs and line ends within a cell become spaces. */
export function asTabSeparated(names: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null): string => (value ?? '').replace(/[\t\r\n]+/g, ' ');
  return [names.map(cell), ...rows.map((row) => row.map(cell))].map((line) => line.join('\t')).join('\n');
}
