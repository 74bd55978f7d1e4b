/** Makes the workspace's files that a terminal names into links, and finds the last one for the keyboard. */
import type { IBuffer, ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import { inWorkspace, namedFiles, type ShellPlace } from './file-links.ts';

export interface FilePosition {
  path: string;
  line: number | null;
  column: number | null;
}

export interface FileLinkWorld {
  place(): ShellPlace | null;
  /** The paths of the workspace's files. */
  files(): ReadonlySet<string>;
  open(position: FilePosition): void;
}

export class FileLinkProvider implements ILinkProvider {
  readonly #terminal: Terminal;
  readonly #world: FileLinkWorld;

  constructor(terminal: Terminal, world: FileLinkWorld) {
    this.#terminal = terminal;
    this.#world = world;
  }

  provideLinks(row: number, callback: (links: ILink[] | undefined) => void): void {
    const { text, cells, first } = logicalLine(this.#terminal.buffer.active, row - 1);
    const links = this.#positions(text).map(({ start, end, position }): ILink => ({
      text: text.slice(start, end),
      range: { start: place(cells, first, start), end: place(cells, first, end - 1) },
      activate: () => this.#world.open(position),
    }));
    callback(links.length === 0 ? undefined : links);
  }

  /** The file that was named last, from the bottom of what is seen upwards. */
  last(): FilePosition | null {
    const { active } = this.#terminal.buffer;
    for (let at = Math.min(active.viewportY + this.#terminal.rows, active.length) - 1; at >= 0; at -= 1) {
      if (active.getLine(at)?.isWrapped === true) continue;
      const found = this.#positions(logicalLine(active, at).text).at(-1);
      if (found !== undefined) return found.position;
    }
    return null;
  }

  #positions(text: string): { start: number; end: number; position: FilePosition }[] {
    return namedFiles(text).flatMap(({ start, end, path, line, column }) => {
      const file = inWorkspace(path, this.#world.place(), this.#world.files());
      return file === null ? [] : [{ start, end, position: { path: file, line, column } }];
    });
  }
}

interface Cell {
  row: number;
  column: number;
}

/** The rows that belong together, as one text, with the cell of each of its UTF-16 units. Rows count from 0. */
function logicalLine(buffer: IBuffer, row: number): { text: string; cells: Cell[]; first: number } {
  let first = row;
  while (first > 0 && buffer.getLine(first)?.isWrapped === true) first -= 1;
  let text = '';
  const cells: Cell[] = [];
  for (let at = first; at === first || buffer.getLine(at)?.isWrapped === true; at += 1) {
    const line = buffer.getLine(at);
    if (line === undefined) break;
    for (let column = 0; column < line.length; column += 1) {
      const cell = line.getCell(column);
      // The second half of a wide character.
      if (cell === undefined || cell.getWidth() === 0) continue;
      const characters = cell.getChars() === '' ? ' ' : cell.getChars();
      text += characters;
      for (let unit = 0; unit < characters.length; unit += 1) cells.push({ row: at, column });
    }
  }
  return { text, cells, first };
}

/** xterm counts cells and rows of links from 1. */
function place(cells: readonly Cell[], first: number, unit: number): { x: number; y: number } {
  const cell = cells[unit] ?? { row: first, column: 0 };
  return { x: cell.column + 1, y: cell.row + 1 };
}
