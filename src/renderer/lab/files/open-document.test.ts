// @vitest-environment happy-dom
import { history, undo } from '@codemirror/commands';
import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import type { FileContent } from '../../../shared/views.ts';
import { type FileCalls, OpenDocument } from './open-document.ts';

const failure = (code: string): ORPCError<string, unknown> => new ORPCError('BACKBENCH', { data: { code, details: {} } });

/** A disk with one file; the hash is the text itself. */
class Disk implements FileCalls {
  text: string | null;
  writes = 0;
  fault: string | null = null;

  constructor(text: string) {
    this.text = text;
  }

  read(path: string): Promise<FileContent> {
    if (this.text === null) return Promise.reject(failure('FILE_NOT_FOUND'));
    return Promise.resolve({ path, text: this.text, hash: this.text });
  }

  write(path: string, text: string, hash: string | null): Promise<FileContent> {
    if (this.fault !== null) return Promise.reject(failure(this.fault));
    if (this.text === null && hash !== null) return Promise.reject(failure('FILE_NOT_FOUND'));
    if (this.text !== hash) return Promise.reject(failure('FILE_CHANGED'));
    this.text = text;
    this.writes += 1;
    return Promise.resolve({ path, text, hash: text });
  }
}

function opened(text: string) {
  const disk = new Disk(text);
  const changes = vi.fn();
  const document_ = new OpenDocument({ path: 'a.sql', text, hash: text }, disk, changes);
  const attach = (place = 'editor') => document_.attach(document.body, place, [history()]);
  return { disk, document: document_, attach, changes };
}

const type = (view: ReturnType<OpenDocument['attach']>, insert: string): void => {
  view.dispatch({ changes: { from: view.state.doc.length, insert } });
};

describe('an open file', () => {
  it('is saved after a pause in typing, once', async () => {
    vi.useFakeTimers();
    const { disk, document: doc, attach } = opened('a');
    const view = attach();
    type(view, 'b');
    expect(doc.state).toBe('unsaved');
    type(view, 'c');
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(disk.text).toBe('abc');
    expect(disk.writes).toBe(1);
    expect(doc.state).toBe('saved');
  });

  it('shows the same text in two editors, and each undoes its own typing', () => {
    const { attach } = opened('a');
    const left = attach('left');
    const right = attach('right');
    type(left, 'b');
    type(right, 'c');
    expect(left.state.doc.toString()).toBe('abc');
    expect(right.state.doc.toString()).toBe('abc');
    undo(left);
    expect(right.state.doc.toString()).toBe('ac');
  });

  it('keeps the undo history of a place that shows another file meanwhile', () => {
    const { document: doc, attach } = opened('a');
    const view = attach();
    type(view, 'b');
    doc.detach(view, 'editor');
    const again = attach();
    undo(again);
    expect(again.state.doc.toString()).toBe('a');
  });

  it('takes over what another program wrote, when nothing is unsaved', async () => {
    const { disk, document: doc, attach } = opened('one\ntwo');
    const view = attach();
    view.dispatch({ selection: { anchor: 5 } });
    disk.text = 'one\ntwo\nthree';
    await doc.refresh();
    expect(view.state.doc.toString()).toBe('one\ntwo\nthree');
    expect(view.state.selection.main.anchor).toBe(5);
    expect(doc.state).toBe('saved');
  });

  it('asks, and overwrites nothing, when both changed', async () => {
    const { disk, document: doc, attach } = opened('a');
    const view = attach();
    type(view, ' mine');
    disk.text = 'a theirs';
    expect(await doc.save()).toBe(false);
    expect(doc.state).toBe('conflict');
    expect(doc.theirs).toBe('a theirs');
    expect(disk.text).toBe('a theirs');
    expect(doc.text).toBe('a mine');
    expect(await doc.save()).toBe(false);
    expect(disk.writes).toBe(0);
    expect(await doc.keepMine()).toBe(true);
    expect(disk.text).toBe('a mine');
  });

  it('gives the own text back by undo after the other version was taken', async () => {
    const { disk, document: doc, attach } = opened('a');
    const view = attach();
    type(view, ' mine');
    disk.text = 'a theirs';
    await doc.refresh();
    expect(doc.state).toBe('conflict');
    doc.takeTheirs();
    expect(view.state.doc.toString()).toBe('a theirs');
    undo(view);
    expect(view.state.doc.toString()).toBe('a mine');
  });

  it('is no conflict when both wrote the same', async () => {
    const { disk, document: doc, attach } = opened('a');
    type(attach(), 'b');
    disk.text = 'ab';
    expect(await doc.save()).toBe(true);
    expect(doc.state).toBe('saved');
  });

  it('brings a deleted file back with what was typed', async () => {
    const { disk, document: doc, attach } = opened('a');
    type(attach(), 'b');
    disk.text = null;
    expect(await doc.save()).toBe(true);
    expect(disk.text).toBe('ab');
  });

  it('keeps the text when a save fails, says why, and saves with the next try', async () => {
    const { disk, document: doc, attach } = opened('a');
    disk.fault = 'DISK_FULL';
    type(attach(), 'b');
    expect(await doc.save()).toBe(false);
    expect(doc.state).toBe('failed');
    expect(doc.error?.code).toBe('DISK_FULL');
    expect(doc.text).toBe('ab');
    disk.fault = null;
    expect(await doc.save()).toBe(true);
    expect(disk.text).toBe('ab');
  });

  it('keeps the line ends of the file', async () => {
    const { disk, document: doc, attach } = opened('a\r\nb');
    const view = attach();
    expect(view.state.doc.lines).toBe(2);
    type(view, 'c');
    await doc.save();
    expect(disk.text).toBe('a\r\nbc');
  });
});
