import { expect, test } from 'vitest';
import { fitting, type PaletteGroup, type PaletteItem } from './palette-items.ts';

const item = (group: PaletteGroup, label: string, words = ''): PaletteItem => ({ id: `${group} ${label}`, group, label, words, run: () => undefined });
const items = [item('Labs', 'First queries in SQL', 'sql databases'), item('Acts', 'Split the terminal'), item('Acts', 'Open the settings'), item('Files', 'src/app.js'), item('Steps', 'Step 2: Put them in order'), item('Acts', 'Reset the lab…')];
const labels = (typed: string): string[] => fitting(items, typed).map(({ label }) => label);

test('without words everything is there, acts first', () => {
  expect(labels('')).toEqual(['Split the terminal', 'Open the settings', 'Reset the lab…', 'Step 2: Put them in order', 'src/app.js', 'First queries in SQL']);
});

test('every word must be there, in any order', () => {
  expect(labels('lab reset')).toEqual(['Reset the lab…']);
  expect(labels('terminal settings')).toEqual([]);
  expect(labels('databases')).toEqual(['First queries in SQL']);
});

test('what begins with the word comes first, then what has a word that does', () => {
  expect(labels('s')[0]).toBe('Split the terminal');
  expect(labels('the')[0]).not.toBe('Step 2: Put them in order');
  expect(labels('app')).toEqual(['src/app.js']);
});

test('letters in their order find a file, signs are taken as they are', () => {
  expect(labels('srcjs')).toEqual(['src/app.js']);
  expect(labels('(')).toEqual([]);
  expect(labels('app.js')).toEqual(['src/app.js']);
});

test('no more are shown than are read', () => {
  expect(fitting(Array.from({ length: 500 }, (_, at) => item('Files', `file-${at}`)), 'file')).toHaveLength(60);
});
