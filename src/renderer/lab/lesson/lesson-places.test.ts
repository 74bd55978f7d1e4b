import { describe, expect, it } from 'vitest';
import { lessonPlaces, placeAt, scrolledTo } from './lesson-places.ts';

const boxes = [{ top: 20, height: 40 }, { top: 70, height: 100 }, { top: 180, height: 400 }];

describe('the place in a lesson', () => {
  it('comes back to the pixel in the same layout', () => {
    for (const scrolled of [25, 60, 100, 181, 400]) {
      const place = placeAt(scrolled, boxes);
      expect(place === null ? 0 : scrolledTo(place, boxes)).toBeCloseTo(scrolled < 60 || scrolled > 60 ? scrolled : 70);
    }
  });

  it('is the same paragraph in another layout', () => {
    const place = placeAt(120, boxes);
    expect(place).toEqual({ block: 1, above: 0.5 });
    expect(scrolledTo({ block: 1, above: 0.5 }, [{ top: 20, height: 80 }, { top: 110, height: 200 }])).toBe(210);
  });

  it('is the top where it was never left, or the lesson has become shorter', () => {
    expect(placeAt(0, boxes)).toBeNull();
    expect(placeAt(10, [])).toBeNull();
    expect(scrolledTo({ block: 9, above: 0.5 }, boxes)).toBe(0);
  });

  it('is kept between runs, and anything odd is left out', () => {
    const kept = new Map<string, string>();
    const keeper = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) };
    const places = lessonPlaces(keeper, 'a-lab');
    places.set('one', { block: 3, above: 0.25 });
    places.set('two', { block: 1, above: 0 });
    places.set('two', null);
    const again = lessonPlaces(keeper, 'a-lab');
    expect(again.get('one')).toEqual({ block: 3, above: 0.25 });
    expect(again.get('two')).toBeNull();
    expect(lessonPlaces(keeper, 'another').get('one')).toBeNull();
    kept.set('backbench.lesson.a-lab', '[["one",{"block":-1,"above":0}],["two",{"block":0,"above":"x"}],3,["three",{"block":2,"above":1}]]');
    const odd = lessonPlaces(keeper, 'a-lab');
    expect([odd.get('one'), odd.get('two'), odd.get('three')]).toEqual([null, null, { block: 2, above: 1 }]);
    kept.set('backbench.lesson.a-lab', '{');
    expect(lessonPlaces(keeper, 'a-lab').get('one')).toBeNull();
  });
});
