/**
 * What the YAML of the labs that were opened last said. The same text always has the same value, and reading it as
 * JSON takes a hundredth of the time: the lab that a learner goes on with is there so much sooner.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

/** Eight labs with their glossaries, more than anybody switches between; some hundred kilobytes in all. */
const MOST_KEPT = 16;

export class YamlValues {
  readonly #path: string;
  /** By the text's hash, the newest last. */
  readonly #values: Map<string, unknown>;

  /** @param path the file that they are kept in; when it is missing or damaged, nothing is known */
  constructor(path: string) {
    this.#path = path;
    this.#values = readValues(path);
  }

  /** @returns the value of a YAML text that was kept, or undefined */
  find(text: string): unknown {
    return this.#values.get(keyOf(text));
  }

  /** Keeps the value of a YAML text that could be read without fault. Never throws: the next start is slower then. */
  keep(text: string, value: unknown): void {
    // YAML knows numbers that JSON does not (.inf, .nan); such a value is read anew each time.
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? 'null'), value)) return;
    this.#values.set(keyOf(text), value);
    for (const [oldest] of this.#values) {
      if (this.#values.size <= MOST_KEPT) break;
      this.#values.delete(oldest);
    }
    try {
      const draft = `${this.#path}.${String(process.pid)}.new`;
      writeFileSync(draft, JSON.stringify(Object.fromEntries(this.#values)));
      renameSync(draft, this.#path);
    } catch {
      // No space or no permission: told where it matters, by the database.
    }
  }
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function readValues(path: string): Map<string, unknown> {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return new Map(typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries<unknown>({ ...found }) : []);
  } catch {
    return new Map();
  }
}
