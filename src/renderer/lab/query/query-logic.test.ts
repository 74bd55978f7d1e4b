// @vitest-environment happy-dom
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { faultRange } from '../code/fault-mark.ts';
import { answerFiles, fileName } from './answer-file.ts';
import { asTabSeparated, columnWidths } from './column-widths.ts';
import { lineAndColumn, offsetOf } from './position.ts';
import { QueryHistory } from './query-history.ts';
import { endWords, resultWords } from './use-query.ts';
import { english } from '../../../shared/words/english.ts';
import { wordsOf } from '../../words/words-context.tsx';

const t = wordsOf(english);

describe('the answer files of a step', () => {
  it('are those that the service can run', () => {
    expect(answerFiles(['q/1a.sql', 'q/1b.sql', 'TABLES.md'], 'postgres', false)).toEqual(['q/1a.sql', 'q/1b.sql']);
    expect(answerFiles(['find.mongo.js', 'find.js'], 'mongo', false)).toEqual(['find.mongo.js', 'find.js']);
    expect(answerFiles(['server.js', 'find.mongo.js'], 'mongo', true)).toEqual(['find.mongo.js']);
    expect(answerFiles(['server.js'], 'postgres', true)).toEqual([]);
    expect(answerFiles([], 'redis', false)).toEqual([]);
    expect(fileName('q/1a.sql')).toBe('1a.sql');
  });
});

describe('the history of queries', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  };

  it('walks back and forth, and keeps the draft', () => {
    const history = new QueryHistory(storage(), 'lab', 'postgres');
    history.add('SELECT 1');
    history.add('SELECT 2');
    expect(history.earlier('draft')).toBe('SELECT 2');
    expect(history.earlier('SELECT 2')).toBe('SELECT 1');
    expect(history.earlier('SELECT 1')).toBeNull();
    expect(history.later()).toBe('SELECT 2');
    expect(history.later()).toBe('draft');
    expect(history.later()).toBeNull();
  });

  it('skips the entry that is in the editor, moves repeated ones to the end, and outlives the window', () => {
    const kept = storage();
    const history = new QueryHistory(kept, 'lab', 'postgres');
    for (const text of ['a', 'b', 'a', '  ']) history.add(text);
    expect(history.entries).toEqual(['a', 'b']);
    expect(history.earlier('a')).toBe('b');
    expect(new QueryHistory(kept, 'lab', 'postgres').entries).toEqual(['a', 'b']);
    expect(new QueryHistory(kept, 'lab', 'redis').entries).toEqual([]);
    expect(new QueryHistory({ ...kept, getItem: () => '{"no":"list"}' }, 'lab', 'x').entries).toEqual([]);
  });
});

describe('places of errors', () => {
  it('counts from the text that was run', () => {
    expect(offsetOf(1, 0)).toBe(0);
    expect(offsetOf(8, 100)).toBe(107);
    expect(lineAndColumn('SELECT a,\n  prize', 12)).toEqual({ line: 2, column: 3 });
    expect(lineAndColumn('x', 0)).toEqual({ line: 1, column: 1 });
  });

  it('marks the word there, or the last word at the end', () => {
    const state = EditorState.create({ doc: 'SELECT name, prize FROM\n' });
    expect(faultRange(state, 13)).toEqual({ from: 13, to: 18 });
    expect(faultRange(state, 24)).toEqual({ from: 19, to: 23 });
    expect(faultRange(EditorState.create({ doc: '' }), 5)).toEqual({ from: 0, to: 0 });
  });
});

describe('results', () => {
  it('measures columns by name and content, within limits', () => {
    expect(columnWidths(['id', 'description'], [['1', 'x'], [null, 'y'.repeat(500)]])).toEqual([4, 42]);
    expect(columnWidths(['a'], [])).toEqual([4]);
  });

  it('becomes text for a spreadsheet', () => {
    expect(asTabSeparated(['a', 'b'], [['1', 'x\ty\nz'], [null, '']])).toBe('a\tb\n1\tx y z\n\t');
  });

  it('is told in a line', () => {
    const ended = { error: null, text: '', copied: null, transaction: 'none', editable: null, readOnly: null } as const;
    expect(endWords({ rows: 1, ended: { ...ended, how: 'complete' } }, t)).toBe('1 row');
    expect(endWords({ rows: 1_000_000, ended: { ...ended, how: 'cut' } }, t)).toBe('The first 1,000,000 rows; there are more');
    expect(endWords({ rows: 2_000, ended: { ...ended, how: 'cancelled' } }, t)).toBe('Cancelled after 2,000 rows');
    expect(endWords({ rows: 12, ended: null }, t)).toBe('12 rows so far');
    expect(resultWords({ kind: 'done', text: 'UPDATE 3', ms: 1 }, t)).toBe('UPDATE 3');
  });
});
