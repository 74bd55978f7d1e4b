/**
 * What the labs' YAML said when it was read last. The same text always has the same value, and reading it as JSON
 * takes a hundredth of the time: with sixty labs, seconds of every start.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

export class YamlValues {
  readonly #path: string;
  readonly #before: ReadonlyMap<string, unknown>;
  readonly #used = new Map<string, unknown>();

  /** @param path the file that they are kept in; when it is missing or damaged, nothing is known */
  constructor(path: string) {
    this.#path = path;
    this.#before = readValues(path);
  }

  /** @returns the value of a YAML text that was kept, or undefined */
  find(text: string): unknown {
    const key = keyOf(text);
    const value = this.#before.get(key);
    if (value !== undefined) this.#used.set(key, value);
    return value;
  }

  /** Keeps the value of a YAML text that could be read without fault. */
  keep(text: string, value: unknown): void {
    // YAML knows numbers that JSON does not (.inf, .nan); such a value is read anew each time.
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? 'null'), value)) this.#used.set(keyOf(text), value);
  }

  /** Writes what was used since the start, if that is not what lies there. Never throws: the next start is slower then. */
  save(): void {
    if (this.#used.size === this.#before.size && [...this.#used.keys()].every((key) => this.#before.has(key))) return;
    try {
      const draft = `${this.#path}.${String(process.pid)}.new`;
      writeFileSync(draft, JSON.stringify(Object.fromEntries(this.#used)));
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
