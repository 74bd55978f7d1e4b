/**
 * One open file: its text in the editors, its text on the disk, and the way between them. Several editors
 * may show it at once. Nothing typed is lost: a failed save is tried again, a file that changed meanwhile
 * becomes a question, never an overwrite.
 */
import { historyField, isolateHistory } from '@codemirror/commands';
import { Annotation, EditorState, type Extension, Text, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { CodedError } from '../../../shared/messages.ts';
import type { FileContent } from '../../../shared/views.ts';
import { coded, toCodedError } from '../../transport/coded-error.ts';
import { textChange } from './text-change.ts';

/** The lab host's calls for files, for one lab. */
export interface FileCalls {
  read(path: string): Promise<FileContent>;
  /** @param hash of the version that is replaced; null: the file must not exist */
  write(path: string, text: string, hash: string | null): Promise<FileContent>;
}

export type DocumentState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed';

/** Marks transactions that carry another editor's or another program's change. */
const fromElsewhere = Annotation.define<true>();

const HISTORY = { history: historyField };

/** A pause in typing after which the file is saved, in milliseconds. */
const IDLE_MS = 700;

export class OpenDocument {
  readonly path: string;
  readonly #calls: FileCalls;
  readonly #onChange: () => void;
  readonly #views = new Set<EditorView>();
  /** Cursor and undo history of places that do not show the file now, as JSON, for when they do again. */
  readonly #parked = new Map<string, { doc: Text; state: unknown }>();
  #lineBreak: string;
  #text: Text;
  #saved: Text;
  /** Null when the file is gone from the disk. */
  #hash: string | null;
  #error: CodedError | null = null;
  #theirs: FileContent | null = null;
  #saving: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The learner took the file away or gave it another name: nothing is written under this one any more. */
  #isLetGo = false;

  constructor(content: FileContent, calls: FileCalls, onChange: () => void) {
    this.path = content.path;
    this.#calls = calls;
    this.#onChange = onChange;
    this.#lineBreak = content.text.includes('\r\n') ? '\r\n' : '\n';
    this.#text = toText(content.text);
    this.#saved = this.#text;
    this.#hash = content.hash;
  }

  get state(): DocumentState {
    if (this.#theirs !== null) return 'conflict';
    if (this.#saving !== null) return 'saving';
    if (this.#error !== null) return 'failed';
    return this.#text.eq(this.#saved) ? 'saved' : 'unsaved';
  }

  /** Why the last save failed. */
  get error(): CodedError | null {
    return this.#error;
  }

  /** The other version, while there is a conflict. */
  get theirs(): string | null {
    return this.#theirs === null ? null : toText(this.#theirs.text).toString();
  }

  /** The text as the editors show it, with plain line ends. */
  get text(): string {
    return this.#text.toString();
  }

  /** Shows the file in an editor. `place` names it, so that its undo history is found again. */
  attach(parent: HTMLElement, place: string, extensions: Extension): EditorView {
    const kept = this.#parked.get(place);
    const view = new EditorView({
      parent,
      // A history only fits the text that it was made for.
      state: kept?.doc.eq(this.#text) === true
        ? EditorState.fromJSON(kept.state, { extensions }, HISTORY)
        : EditorState.create({ doc: this.#text, extensions }),
      dispatchTransactions: (transactions, self) => {
        self.update(transactions);
        for (const transaction of transactions) this.#follow(transaction, self);
      },
    });
    this.#views.add(view);
    return view;
  }

  detach(view: EditorView, place: string): void {
    this.#views.delete(view);
    this.#parked.set(place, { doc: view.state.doc, state: view.state.toJSON(HISTORY) });
    view.destroy();
    void this.save();
  }

  /** Writes the text to the disk if it is not there. Resolves to false when it could not be kept. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#isLetGo) return true;
    while (this.#saving !== null) await this.#saving;
    if (this.#theirs !== null) return false;
    if (this.#text.eq(this.#saved) && this.#hash !== null) return true;
    const work = this.#write(this.#text);
    this.#saving = work;
    this.#onChange();
    await work;
    this.#saving = null;
    if (this.#error === null && this.#theirs === null && !this.#text.eq(this.#saved)) this.#later();
    this.#onChange();
    return this.#error === null && this.#theirs === null;
  }

  /** Looks whether another program changed the file. Takes its text over unless there is unsaved work. */
  async refresh(): Promise<void> {
    if (this.#isLetGo || this.#saving !== null || this.#theirs !== null) return;
    const before = this.#hash;
    let found: FileContent;
    try {
      found = await this.#calls.read(this.path);
    } catch (thrown) {
      const error = toCodedError(thrown);
      if (error.code === 'FILE_NOT_FOUND') {
        this.#hash = null;
        this.#error = error;
        this.#onChange();
      }
      return;
    }
    // Saved by this window in the meantime: the save has told the newer hash already.
    if (this.#saving !== null || this.#hash !== before || found.hash === this.#hash) return;
    if (!this.#text.eq(this.#saved) && found.text !== this.#onDisk(this.#text)) {
      this.#theirs = found;
      this.#onChange();
      return;
    }
    this.#take(found);
  }

  /** Goes on with the editor's text; the other version is replaced on the disk. */
  async keepMine(): Promise<boolean> {
    if (this.#theirs === null) return true;
    this.#hash = this.#theirs.hash;
    this.#theirs = null;
    return this.save();
  }

  /** Goes on with the other version; the editor's text can be had back with undo. */
  takeTheirs(): void {
    if (this.#theirs === null) return;
    const theirs = this.#theirs;
    this.#theirs = null;
    this.#take(theirs);
  }

  /** Saves what is typed, then lets the path go: the file is about to leave it. @returns false when it could not be saved */
  async letGo(): Promise<boolean> {
    if (!(await this.save())) return false;
    this.#isLetGo = true;
    clearTimeout(this.#timer);
    return true;
  }

  /** After {@link letGo}, when the file stayed after all. */
  takeUp(): void {
    this.#isLetGo = false;
  }

  async dispose(): Promise<void> {
    await this.save();
    clearTimeout(this.#timer);
    for (const view of this.#views) view.destroy();
    this.#views.clear();
  }

  #follow(transaction: Transaction, origin: EditorView): void {
    if (!transaction.docChanged || transaction.annotation(fromElsewhere) === true) return;
    this.#text = origin.state.doc;
    for (const view of this.#views) {
      if (view !== origin) view.dispatch({ changes: transaction.changes, annotations: [fromElsewhere.of(true), Transaction.addToHistory.of(false)] });
    }
    this.#error = null;
    this.#later();
    this.#onChange();
  }

  #take(content: FileContent): void {
    this.#lineBreak = content.text.includes('\r\n') ? '\r\n' : '\n';
    const text = toText(content.text);
    const change = textChange(this.#text.toString(), text.toString());
    this.#text = text;
    this.#saved = text;
    this.#hash = content.hash;
    this.#error = null;
    if (change !== null) {
      // A step of its own in the undo history: one undo brings back what was there before.
      const annotations = [fromElsewhere.of(true), isolateHistory.of('full')];
      for (const view of this.#views) view.dispatch({ changes: change, annotations });
    }
    this.#onChange();
  }

  async #write(text: Text): Promise<void> {
    try {
      const kept = await this.#calls.write(this.path, this.#onDisk(text), this.#hash);
      this.#hash = kept.hash;
      this.#saved = text;
      this.#error = null;
    } catch (thrown) {
      const error = toCodedError(thrown);
      if (error.code === 'FILE_CHANGED') await this.#meet(text, error);
      else if (error.code === 'FILE_NOT_FOUND' && this.#hash !== null) {
        // Deleted by another program while it was edited here: it comes back with what was typed.
        this.#hash = null;
        await this.#write(text);
      } else this.#error = error;
    }
  }

  /** The file is another than the one that was read: a question, unless both say the same. */
  async #meet(text: Text, error: CodedError): Promise<void> {
    try {
      const theirs = await this.#calls.read(this.path);
      if (theirs.text === this.#onDisk(text)) {
        this.#hash = theirs.hash;
        this.#saved = text;
        this.#error = null;
      } else this.#theirs = theirs;
    } catch {
      this.#error = coded('FILE_CHANGED', { path: this.path });
      if (error.code !== 'FILE_CHANGED') this.#error = error;
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), IDLE_MS);
  }

  #onDisk(text: Text): string {
    return text.sliceString(0, text.length, this.#lineBreak);
  }
}

function toText(text: string): Text {
  return Text.of(text.split(/\r\n?|\n/));
}
