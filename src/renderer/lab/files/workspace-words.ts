/** Completes the names of a workspace's other files: read when a word is first begun, and again when a file has changed. */
import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import type { FileEntry } from '../../../shared/views.ts';
import { completionsOf, namesOf } from '../code/program-words.ts';

/** What is needed of the files. */
export interface ReadableFiles {
  view(): { entries: readonly FileEntry[] | null };
  /** The text as it is in the editor, or else on the disk. @throws what the lab host answers */
  text(path: string): Promise<string>;
}

/** Programs, queries and settings; prose and rows of data hold no names. */
const READ = /\.(?:js|mjs|cjs|jsx|ts|tsx|py|java|go|sql|sh|json|ya?ml|lua|graphql)$/i;
/** A workspace of the course has some dozen files of some thousand characters; what is larger was generated. */
const MOST_FILES = 60;
const MOST_BYTES = 64 * 1024;
const MOST_NAMES_OF_A_FILE = 500;

const NAMES = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu;
const WORD = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;
const WORD_SO_FAR = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;

export class WorkspaceWords {
  readonly #files: ReadableFiles;
  /** By path: how large the file was, and what it holds. */
  readonly #known = new Map<string, { bytes: number; completions: readonly Completion[] }>();
  #read: readonly FileEntry[] | null = null;
  #reading: Promise<void> | null = null;

  constructor(files: ReadableFiles) {
    this.#files = files;
  }

  /** Completes what other files than this one hold. */
  sourceFor(path: string): CompletionSource {
    return async (context) => {
      const word = context.matchBefore(WORD);
      if (word === null && !context.explicit) return null;
      await this.#bringUpToDate();
      if (context.aborted) return null;
      // What stands in this file is offered by its language already.
      const { doc } = context.state;
      const seen = new Set<string>(doc.length > MOST_BYTES ? [] : doc.toString().match(NAMES));
      const options: Completion[] = [];
      for (const [file, { completions }] of this.#known) {
        if (file === path) continue;
        for (const completion of completions) {
          if (!seen.has(completion.label)) options.push(completion);
          seen.add(completion.label);
        }
      }
      return options.length === 0 ? null : { from: word?.from ?? context.pos, options, validFor: WORD_SO_FAR };
    };
  }

  /** One reading at a time; those that ask meanwhile wait for the same. */
  async #bringUpToDate(): Promise<void> {
    const { entries } = this.#files.view();
    if (entries === null || entries === this.#read) return;
    this.#reading ??= this.#readChanged(entries).finally(() => {
      this.#reading = null;
      this.#read = entries;
    });
    await this.#reading;
  }

  async #readChanged(entries: readonly FileEntry[]): Promise<void> {
    const wanted = entries.filter(({ kind, path, bytes }) => kind === 'file' && bytes <= MOST_BYTES && READ.test(path)).slice(0, MOST_FILES);
    for (const path of [...this.#known.keys()]) if (!wanted.some((each) => each.path === path)) this.#known.delete(path);
    await Promise.all(wanted.map(async ({ path, bytes }) => {
      if (this.#known.get(path)?.bytes === bytes) return;
      try {
        this.#known.set(path, { bytes, completions: completionsOf(namesOf(await this.#files.text(path), MOST_NAMES_OF_A_FILE), path) });
      } catch {
        // Gone in this moment, or not text: it offers nothing.
        this.#known.delete(path);
      }
    }));
  }
}
