import { describe, expect, it } from 'vitest';
import type { FileEntry } from '../../../shared/views.ts';
import { fileTree, openAtFirst } from './file-tree.ts';
import { besideName, textChange } from './text-change.ts';

describe('the smallest change between two texts', () => {
  it.each([
    ['', 'a'], ['a', ''], ['abc', 'abxc'], ['aaa', 'aa'], ['aa', 'aaa'], ['abab', 'ab'], ['one two', 'one 2 two'], ['x', 'y'],
  ])('%j to %j', (before, after) => {
    const change = textChange(before, after);
    expect(change).not.toBeNull();
    if (change === null) return;
    expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
  });

  it('is nothing for equal texts', () => expect(textChange('a', 'a')).toBeNull());
});

describe('names of kept versions', () => {
  it('keeps the extension', () => {
    expect(besideName('src/orders.sql', 'mine')).toBe('src/orders.mine.sql');
    expect(besideName('a.mongo.js', 'theirs')).toBe('a.mongo.theirs.js');
    expect(besideName('src/Makefile', 'mine')).toBe('src/Makefile.mine');
    expect(besideName('src.d/.env', 'mine')).toBe('src.d/.env.mine');
  });
});

describe('the tree of files', () => {
  const entry = (path: string, kind: 'file' | 'folder' = 'file'): FileEntry => ({ path, kind, bytes: 0 });

  it('puts folders first and makes those that the list leaves out', () => {
    const tree = fileTree([entry('server.js'), entry('src/b.js'), entry('src/a.js'), entry('node_modules', 'folder'), entry('node_modules/x/index.js')]);
    expect(tree.map((row) => row.path)).toEqual(['node_modules', 'src', 'server.js']);
    expect(tree[1]?.children.map((row) => row.name)).toEqual(['a.js', 'b.js']);
    expect(openAtFirst(tree)).toEqual(['src']);
  });
});
