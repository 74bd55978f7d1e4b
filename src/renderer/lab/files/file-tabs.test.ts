import { expect, test } from 'vitest';
import { movedTab, renamedTabs, tabNames, withoutTab, withTab } from './file-tabs.ts';

const three = { tabs: ['a', 'b', 'c'], active: 'a' };

test('a new file stands behind the one in front, a known one comes to the front', () => {
  expect(withTab(three, 'x')).toEqual({ tabs: ['a', 'x', 'b', 'c'], active: 'x' });
  expect(withTab(three, 'c')).toEqual({ tabs: ['a', 'b', 'c'], active: 'c' });
  expect(withTab({ tabs: [], active: null }, 'x')).toEqual({ tabs: ['x'], active: 'x' });
});

test('closing brings the neighbour to the front', () => {
  expect(withoutTab(three, 'a')).toEqual({ tabs: ['b', 'c'], active: 'b' });
  expect(withoutTab({ ...three, active: 'c' }, 'c')).toEqual({ tabs: ['a', 'b'], active: 'b' });
  expect(withoutTab(three, 'b')).toEqual({ tabs: ['a', 'c'], active: 'a' });
  expect(withoutTab({ tabs: ['a'], active: 'a' }, 'a')).toEqual({ tabs: [], active: null });
  expect(withoutTab(three, 'x')).toEqual(three);
});

test('tabs are put elsewhere, within their ends', () => {
  expect(movedTab(three.tabs, 'a', 2)).toEqual(['b', 'c', 'a']);
  expect(movedTab(three.tabs, 'c', -1)).toEqual(['c', 'a', 'b']);
  expect(movedTab(three.tabs, 'b', 9)).toEqual(['a', 'c', 'b']);
  expect(movedTab(three.tabs, 'x', 0)).toEqual(three.tabs);
});

test('another name of a file or its folder is followed', () => {
  expect(renamedTabs({ tabs: ['src/a.js', 'src2/b.js'], active: 'src/a.js' }, 'src', 'lib')).toEqual({ tabs: ['lib/a.js', 'src2/b.js'], active: 'lib/a.js' });
  expect(renamedTabs(three, 'b', 'x')).toEqual({ tabs: ['a', 'x', 'c'], active: 'a' });
});

test('equal names are told apart by their folders', () => {
  const names = tabNames(['src/index.js', 'test/index.js', 'app.js']);
  expect(names.get('src/index.js')).toEqual({ name: 'index.js', hint: 'src' });
  expect(names.get('app.js')).toEqual({ name: 'app.js', hint: '' });
});
