import { expect, test } from 'vitest';
import { editorPlaces } from './editor-places.ts';

function keeper(text: string | null = null) {
  const kept = new Map<string, string>(text === null ? [] : [['backbench.places.lab', text]]);
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

test('a place comes back after a restart, the oldest are forgotten', () => {
  const storage = keeper();
  const places = editorPlaces(storage, 'lab');
  for (let n = 0; n < 50; n += 1) places.set(`f${n}`, { cursor: n, top: 0 });
  const again = editorPlaces(storage, 'lab');
  expect(again.get('f49')).toEqual({ cursor: 49, top: 0 });
  expect(again.get('f0')).toBeNull();
  expect(editorPlaces(storage, 'other').get('f49')).toBeNull();
});

test.each(['no json', '7', '[["a",{"cursor":-1,"top":0}],["b",{"cursor":"1"}],[3],null]'])('odd content %j is left out', (text) => {
  expect(editorPlaces(keeper(text), 'lab').get('a')).toBeNull();
});
