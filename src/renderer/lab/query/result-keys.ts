/** Where the arrow keys lead in a grid. Row -1 is the head. */

export interface Cell {
  row: number;
  column: number;
}

export const HEAD = -1;
/** What Page up and Page down pass over. */
const PAGE_ROWS = 15;

/** The keys that a grid looks at. */
export type GridKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Where a key leads to within the grid, or null for a key that does not move. */
export function step(event: GridKey, from: Cell, rows: number, columns: number): Cell | null {
  if (event.altKey) return null;
  const { row, column } = from;
  const far = event.ctrlKey || event.metaKey;
  const to = ((): Cell | null => {
    switch (event.key) {
      case 'ArrowUp':
        return { row: far ? 0 : row - 1, column };
      case 'ArrowDown':
        return { row: far ? rows - 1 : row + 1, column };
      case 'ArrowLeft':
        return { row, column: far ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: far ? columns - 1 : column + 1 };
      case 'PageUp':
        return { row: row === HEAD ? HEAD : Math.max(0, row - PAGE_ROWS), column };
      case 'PageDown':
        return { row: row + PAGE_ROWS, column };
      case 'Home':
        return far ? { row: 0, column: 0 } : { row, column: 0 };
      case 'End':
        return far ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
      default:
        return null;
    }
  })();
  return to === null ? null : { row: clamp(to.row, HEAD, rows - 1), column: clamp(to.column, 0, columns - 1) };
}

/** A rectangle of cells, ends included. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The rectangle between two cells of the body. */
export function rangeOf(one: Cell, other: Cell): Range {
  return {
    top: Math.max(0, Math.min(one.row, other.row)), bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column), right: Math.max(one.column, other.column),
  };
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
