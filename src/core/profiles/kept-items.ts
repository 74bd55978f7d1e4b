/**
 * What the window keeps for a profile, in the profile's own folder: the browser's storage is one for all who use the app,
 * and what was deleted there stays in its files for a while.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { withFileErrors } from '../workspace/file-errors.ts';
import { writeDurably } from '../workspace/durable-files.ts';

const schema = z.record(z.string(), z.string());

export class KeptItems {
  readonly #path: string;
  #items: Record<string, string> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder the profile's, absolute */
  constructor(folder: string) {
    this.#path = join(folder, 'window-kept.json');
  }

  /** @returns texts by name; none where nothing was kept yet, or where it can't be read any more */
  read(): Record<string, string> {
    if (this.#items === null) {
      try {
        this.#items = schema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      } catch {
        this.#items = {};
      }
    }
    return this.#items;
  }

  /** Keeps these beside the others. Resolves when they are on the disk. @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
  write(items: Readonly<Record<string, string>>): Promise<void> {
    this.#items = { ...this.read(), ...items };
    const write = this.#last.then(() => withFileErrors(this.#path, () => writeDurably(this.#path, JSON.stringify(this.#items), { mode: 0o600 })));
    this.#last = write.catch(() => undefined);
    return write;
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#last;
  }
}
