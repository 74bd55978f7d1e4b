/** The learner's files of one lab: the list as it is on the disk, and the files that are open. */
import type { CodedError } from '../../../shared/messages.ts';
import type { FileEntry } from '../../../shared/views.ts';
import { coded, ConnectionError, toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import type { FileCalls, OpenDocument } from './open-document.ts';
import { besideName } from './text-change.ts';

export interface FilesView {
  /** Null until the list is known. */
  entries: readonly FileEntry[] | null;
  error: CodedError | null;
  /** Goes up with every change of an open file. */
  turn: number;
  /** The last act on the tree that can be taken back. */
  undoable: FileAct | null;
}

/** What the learner did to the tree. */
export type FileAct =
  | { kind: 'created'; path: string }
  | { kind: 'moved'; from: string; to: string }
  | { kind: 'removed'; path: string; removed: string };

export class WorkspaceFiles {
  readonly #calls: FileCalls;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #opening = new Map<string, Promise<OpenDocument>>();
  readonly #listeners = new Set<() => void>();
  #view: FilesView = { entries: null, error: null, turn: 0, undoable: null };
  readonly #acts: FileAct[] = [];

  readonly #connection: Connection;
  readonly #lab: string;

  constructor(connection: Connection, lab: string) {
    this.#connection = connection;
    this.#lab = lab;
    this.#calls = {
      read: (path) => connection.call((host) => host.files.read({ lab, path }), { repeat: true }),
      write: (path, text, hash) => connection.call((host) => host.files.write({ lab, path, text, hash })),
    };
  }

  /** Follows the files on the disk. @returns stops it, saves what is open and lets go */
  follow(): () => void {
    const lab = this.#lab;
    const off = this.#connection.watch((host, signal) => host.files.watch({ lab }, { signal }), {
      value: (entries) => {
        this.#set({ entries, error: null });
        for (const document of this.#documents.values()) void document.refresh();
      },
      error: (thrown) => this.#set({ error: toCodedError(thrown) }),
    });
    return () => {
      off();
      for (const document of this.#documents.values()) void document.dispose();
      this.#documents.clear();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): FilesView => this.#view;

  /** The open file, or null. */
  document(path: string): OpenDocument | null {
    return this.#documents.get(path) ?? null;
  }

  documents(): OpenDocument[] {
    return [...this.#documents.values()];
  }

  /** Opens a file, or gives the one that is open. @throws what the lab host answers: FILE_NOT_FOUND, FILE_NOT_TEXT, … */
  async open(path: string): Promise<OpenDocument> {
    const known = this.#documents.get(path);
    if (known !== undefined) return known;
    const opening = this.#opening.get(path) ?? this.#open(path);
    this.#opening.set(path, opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(path);
    }
  }

  /** The text as it is in the editor, or else on the disk. @throws what the lab host answers */
  async text(path: string): Promise<string> {
    return this.#documents.get(path)?.text ?? (await this.#calls.read(path)).text;
  }

  /** Makes an empty file. @throws FILE_CHANGED when there is one with this name, PATH_REFUSED */
  async create(path: string): Promise<void> {
    await this.#calls.write(path, '', null);
    this.#did({ kind: 'created', path });
  }

  /** Gives a file or a folder another name; what is open of it closes, saved. @throws FILE_CHANGED when the name is taken, PATH_REFUSED, … */
  async move(from: string, to: string): Promise<void> {
    await this.#leaving(from, () => this.#connection.call((host) => host.files.move({ lab: this.#lab, from, to })));
    this.#did({ kind: 'moved', from, to });
  }

  /** Takes a file or a folder away; {@link undo} brings it back. @throws FILE_NOT_FOUND, PATH_REFUSED, … */
  async remove(path: string): Promise<void> {
    const { removed } = await this.#leaving(path, () => this.#connection.call((host) => host.files.remove({ lab: this.#lab, path })));
    this.#did({ kind: 'removed', path, removed });
  }

  /** Takes the last act on the tree back. @returns what it was, null when there is none @throws FILE_CHANGED when a name is taken, … */
  async undo(): Promise<FileAct | null> {
    const act = this.#view.undoable;
    if (act === null) return null;
    const lab = this.#lab;
    if (act.kind === 'removed') await this.#connection.call((host) => host.files.putBack({ lab, removed: act.removed }));
    else if (act.kind === 'moved') await this.#leaving(act.to, () => this.#connection.call((host) => host.files.move({ lab, from: act.to, to: act.from })));
    else await this.#leaving(act.path, () => this.#connection.call((host) => host.files.remove({ lab, path: act.path })));
    this.#acts.pop();
    this.#set({ undoable: this.#acts.at(-1) ?? null });
    return act;
  }

  /** Saves all open files. Resolves to why one could not be saved, or to null when all are on the disk. */
  readonly saveAll = async (): Promise<CodedError | null> => {
    const documents = [...this.#documents.values()];
    const saved = await Promise.all(documents.map((document) => document.save()));
    const failed = documents.find((_, at) => saved[at] === false);
    return failed === undefined ? null : (failed.error ?? coded('FILE_CHANGED', { path: failed.path }));
  };

  /** Ends a conflict; the version that is not chosen is kept beside the file. @returns its name */
  async settle(document: OpenDocument, choice: 'mine' | 'theirs'): Promise<string> {
    const other = choice === 'mine' ? document.theirs : document.text;
    if (other === null) return '';
    const kept = await this.#keepBeside(document.path, choice === 'mine' ? 'theirs' : 'mine', other);
    if (choice === 'mine') await document.keepMine();
    else document.takeTheirs();
    return kept;
  }

  #did(act: FileAct): void {
    this.#acts.push(act);
    this.#set({ undoable: act });
  }

  /** Runs an act that takes files from their paths: what is open of them is saved before and let go after. */
  async #leaving<T>(path: string, act: () => Promise<T>): Promise<T> {
    const leaving = [...this.#documents.values()].filter((each) => each.path === path || each.path.startsWith(`${path}/`));
    for (const document of leaving) {
      if (await document.letGo()) continue;
      for (const each of leaving) each.takeUp();
      throw new ConnectionError(document.error ?? coded('FILE_CHANGED', { path: document.path }));
    }
    try {
      const outcome = await act();
      for (const document of leaving) this.#documents.delete(document.path);
      this.#set({ turn: this.#view.turn + 1 });
      return outcome;
    } catch (thrown) {
      for (const each of leaving) each.takeUp();
      throw thrown;
    }
  }

  async #open(path: string): Promise<OpenDocument> {
    // The editor is loaded with the first file: the lesson is on the screen before it.
    const [content, { OpenDocument }] = await Promise.all([this.#calls.read(path), import('./open-document.ts')]);
    const document = new OpenDocument(content, this.#calls, () => this.#set({ turn: this.#view.turn + 1 }));
    this.#documents.set(path, document);
    this.#set({ turn: this.#view.turn + 1 });
    return document;
  }

  /** Writes `orders.theirs.sql`, or `orders.theirs-2.sql` where that name is taken. */
  async #keepBeside(path: string, word: string, text: string): Promise<string> {
    const mostNames = 50;
    for (let n = 1; n <= mostNames; n += 1) {
      const name = besideName(path, n === 1 ? word : `${word}-${n}`);
      try {
        await this.#calls.write(name, text, null);
        return name;
      } catch (thrown) {
        if (toCodedError(thrown).code !== 'FILE_CHANGED') throw thrown;
      }
    }
    throw Object.assign(new Error('no free name'), { error: coded('FILE_CHANGED', { path }) });
  }

  #set(change: Partial<FilesView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}
