/**
 * The rows of a result on the disk: appended in batches, read back by number. What is kept in memory is one number
 * for each block of rows, so that a million rows cost a few hundred kilobytes.
 */
import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../../shared/data-views.ts';
import { BackbenchError } from '../../shared/errors.ts';

/** Rows that are read together. Small, because a sorted result is read in leaps. */
const BLOCK_ROWS = 64;
/** More than this on the disk is no use in a grid, in bytes. */
export const RESULT_BYTES = 1024 * 1024 * 1024;
/** Blocks that were read last: the rows around those on the screen. */
const KEPT_BLOCKS = 64;

export class ResultFile {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Where each block begins; one more for where the next one will. */
  readonly #starts: number[] = [0];
  readonly #kept = new Map<number, Row[]>();
  /** Rows that do not fill a block yet. */
  #tail: Row[] = [];

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** @param folder must be there */
  static async create(folder: string): Promise<ResultFile> {
    const path = join(folder, `${randomUUID()}.rows`);
    return new ResultFile(path, await open(path, 'wx+', 0o600));
  }

  get rows(): number {
    return (this.#starts.length - 1) * BLOCK_ROWS + this.#tail.length;
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return this.#starts.at(-1) ?? 0;
  }

  /** Appends rows; one call at a time. @throws BackbenchError DISK_FULL */
  async append(rows: readonly Row[]): Promise<void> {
    const all = [...this.#tail, ...rows];
    const parts: Buffer[] = [];
    const starts: number[] = [];
    let at = this.bytes;
    let from = 0;
    for (; from + BLOCK_ROWS <= all.length; from += BLOCK_ROWS) {
      const part = Buffer.from(JSON.stringify(all.slice(from, from + BLOCK_ROWS)));
      parts.push(part);
      at += part.length;
      starts.push(at);
    }
    if (parts.length > 0) await this.#write(Buffer.concat(parts));
    this.#starts.push(...starts);
    this.#tail = all.slice(from);
  }

  /** One row. @throws RangeError for a number that is not there */
  async row(number: number): Promise<Row> {
    const block = await this.#block(Math.floor(number / BLOCK_ROWS));
    const row = block[number % BLOCK_ROWS];
    if (row === undefined) throw new RangeError(`there is no row ${String(number)}`);
    return row;
  }

  /** All rows in the order in which they came, block by block. */
  async *blocks(): AsyncGenerator<Row[], void, void> {
    for (let at = 0; at < this.#starts.length - 1; at += 1) yield await this.#read(at);
    if (this.#tail.length > 0) yield this.#tail;
  }

  /** Closes and removes it. */
  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#path, { force: true }).catch(() => undefined);
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.length) {
        written += (await this.#file.write(bytes, written, bytes.length - written, this.bytes + written)).bytesWritten;
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path: this.#path }, { cause: error });
      throw error;
    }
  }

  async #block(at: number): Promise<Row[]> {
    if (at === this.#starts.length - 1) return this.#tail;
    const kept = this.#kept.get(at);
    if (kept !== undefined) return kept;
    const rows = await this.#read(at);
    this.#kept.set(at, rows);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_BLOCKS && oldest !== undefined) this.#kept.delete(oldest);
    return rows;
  }

  async #read(at: number): Promise<Row[]> {
    const from = this.#starts[at];
    const to = this.#starts[at + 1];
    if (from === undefined || to === undefined) throw new RangeError(`there is no block ${String(at)}`);
    const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(to - from), 0, to - from, from);
    return JSON.parse(buffer.toString('utf8', 0, bytesRead)) as Row[];
  }
}
