/**
 * What terminals printed lately, on disk, so that a lab host that takes another's place can show it. A file for each
 * terminal: a line of JSON, then the bytes. What can't be kept costs the scrollback of the next start and nothing else.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface KeptTerminal {
  id: string;
  /** Tells the terminals of a lab apart, from 1. */
  number: number;
  /** The learner's name for it, or null. */
  name: string | null;
  /** The last bytes, at most {@link KEPT_BYTES}. */
  bytes: Uint8Array;
}

/** How much is kept on disk of each terminal: some 2 500 full lines. It is written again with each pause in the output. */
export const KEPT_BYTES = 256_000;

/** More terminals than this of one lab are not brought back. */
const MOST_TERMINALS = 12;

const ENDING = '.terminal';
const headSchema = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/), number: z.number().int().positive(), name: z.string().max(64).nullable() });

export class ScrollbackStore {
  readonly #folder: () => string;
  /** Writes and removals run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder asked at each use, absolute; made when the first terminal is kept */
  constructor(folder: () => string) {
    this.#folder = folder;
  }

  /** Keeps a terminal in place of what was kept of it. Resolves when that is done or has failed. */
  keep(lab: string, { id, number, name, bytes }: KeptTerminal): Promise<void> {
    return this.#next(async () => {
      const folder = this.#of(lab);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const target = join(folder, `${id}${ENDING}`);
      const tail = bytes.subarray(Math.max(0, bytes.length - KEPT_BYTES));
      await writeFile(`${target}-new`, Buffer.concat([Buffer.from(`${JSON.stringify({ id, number, name })}\n`), tail]), { mode: 0o600 });
      await rename(`${target}-new`, target);
    });
  }

  forget(lab: string, id: string): Promise<void> {
    return this.#next(() => rm(join(this.#of(lab), `${id}${ENDING}`), { force: true }));
  }

  /** What is kept of a lab's terminals, by their numbers. A file that can't be read is passed over. */
  async list(lab: string): Promise<KeptTerminal[]> {
    await this.#last;
    const folder = this.#of(lab);
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.filter((name) => name.endsWith(ENDING)).map((name) => readKept(join(folder, name))));
    return found.filter((each) => each !== null).sort((a, b) => a.number - b.number).slice(0, MOST_TERMINALS);
  }

  /** Waits until what was begun is on the disk. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #of(lab: string): string {
    return join(this.#folder(), encodeURIComponent(lab));
  }

  #next(act: () => Promise<unknown>): Promise<void> {
    const mine = this.#last.then(act).then(() => undefined, () => undefined);
    this.#last = mine;
    return mine;
  }
}

async function readKept(path: string): Promise<KeptTerminal | null> {
  try {
    const whole = await readFile(path);
    const end = whole.indexOf(0x0a);
    return { ...headSchema.parse(JSON.parse(whole.subarray(0, end).toString('utf8'))), bytes: new Uint8Array(whole.subarray(end + 1)) };
  } catch {
    return null;
  }
}
