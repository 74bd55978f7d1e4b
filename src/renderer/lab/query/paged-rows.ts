/** The rows of a result as the window has them: pages around what is on the screen, fetched when they are wanted. */
import type { Row } from '../../../shared/data-views.ts';

/** Rows of a page: a few screens, small enough to come within a frame. */
const PAGE_ROWS = 200;
/** Pages in memory, the ones used last; together a few megabytes. */
const MOST_PAGES = 40;

export class PagedRows {
  readonly #read: (from: number, count: number) => Promise<readonly Row[]>;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #wanted = new Map<number, number>();
  readonly #listeners = new Set<() => void>();
  #count = 0;
  /** Goes up when what is kept no longer counts. */
  #turn = 0;
  /** Goes up with every change, for React. */
  #version = 0;

  /** @param read asks the lab host */
  constructor(read: (from: number, count: number) => Promise<readonly Row[]>) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly version = (): number => this.#version;
  /** How many rows there are so far. */
  readonly total = (): number => this.#count;

  get count(): number {
    return this.#count;
  }

  /** More rows have come. */
  grow(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#changed();
  }

  /** The rows have another order now. */
  reset(): void {
    this.#turn += 1;
    this.#pages.clear();
    this.#wanted.clear();
    this.#changed();
  }

  /** The row, when it is here. */
  row(at: number): Row | undefined {
    return this.#pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS];
  }

  /** Fetches what is missing of these rows; tells its listeners when it has come. */
  want(from: number, to: number): void {
    const last = Math.min(to, this.#count) - 1;
    for (let page = Math.floor(Math.max(0, from) / PAGE_ROWS); page * PAGE_ROWS <= last; page += 1) void this.#fetch(page);
  }

  /** Rows for a copy, in order; not kept. */
  async range(from: number, to: number): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let at = from; at < to;) {
      const part = await this.#read(at, Math.min(PAGE_ROWS, to - at));
      if (part.length === 0) break;
      rows.push(...part);
      at += part.length;
    }
    return rows;
  }

  async #fetch(page: number): Promise<void> {
    const needed = Math.min(PAGE_ROWS, this.#count - page * PAGE_ROWS);
    const there = this.#pages.get(page);
    if (there !== undefined && there.length >= needed) {
      this.#pages.delete(page);
      this.#pages.set(page, there);
      return;
    }
    if ((this.#wanted.get(page) ?? 0) >= needed) return;
    this.#wanted.set(page, needed);
    const turn = this.#turn;
    try {
      const rows = await this.#read(page * PAGE_ROWS, PAGE_ROWS);
      if (turn !== this.#turn) return;
      this.#pages.delete(page);
      this.#pages.set(page, rows);
      const [oldest] = this.#pages.keys();
      if (this.#pages.size > MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    } catch {
      // The next look at these rows asks again.
    } finally {
      if (turn === this.#turn) {
        this.#wanted.delete(page);
        this.#changed();
      }
    }
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
