import { expect, test } from 'vitest';
import { type FoundShell, groupsOf, keptOf, reconcile, type Shell } from './shell-groups.ts';

let keys = 0;
const makeKey = (): string => `k${(keys += 1)}`;
const found = (terminal: string, left = false): FoundShell => ({ terminal, title: `Terminal ${terminal}`, left });
const none = { groups: [], active: null };
const shape = (shells: readonly Shell[]): (string | null)[][] => groupsOf(shells).map((group) => group.shells.map((shell) => shell.id));

test('after a reload the tabs stand as they stood, in their order', () => {
  const shells = reconcile([], ['a', 'b', 'c'].map((id) => found(id)), { groups: [['c', 'a'], ['b']], active: 'b' }, true, makeKey);
  expect(shape(shells)).toEqual([['c', 'a'], ['b']]);
  expect(shells.filter((shell) => shell.focus).map((shell) => shell.id)).toEqual(['b']);
});

test('what is not remembered gets a tab of its own, behind the others', () => {
  expect(shape(reconcile([], [found('x'), found('a')], { groups: [['a']], active: null }, false, makeKey))).toEqual([['a'], ['x']]);
});

test('a shell of the same lab host stays as it is; one that was left is opened anew in its place', () => {
  const before = reconcile([], [found('a'), found('b')], { groups: [['a', 'b']], active: null }, false, makeKey);
  const same = reconcile(before, [found('a'), found('b')], keptOf(before, null), false, makeKey);
  expect(same).toEqual(before);
  const after = reconcile(before, [found('a', true), found('b', true)], keptOf(before, null), false, makeKey);
  expect(shape(after)).toEqual([['a', 'b']]);
  expect(after.map((shell) => shell.key)).not.toEqual(before.map((shell) => shell.key));
  expect(after.every((shell) => shell.left)).toBe(true);
});

test('ended shells and those not open yet are not remembered', () => {
  const [shell] = reconcile([], [found('a')], none, false, makeKey);
  if (shell === undefined) throw new Error('no shell');
  const shells: Shell[] = [shell, { ...shell, key: 'new', id: null }, { ...shell, key: 'gone', id: 'g', ended: { exitCode: 0 } }];
  expect(keptOf(shells, shell.key)).toEqual({ groups: [['a']], active: 'a' });
  expect(reconcile(shells, [], none, false, makeKey)).toEqual([]);
});
