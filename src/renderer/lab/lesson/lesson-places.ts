/** Where the lesson of each step was left: the first paragraph on the screen, kept between runs. */
import { KeptPlaces } from '../../app/kept-places.ts';
import type { Keeper } from '../../app/kept-storage.ts';

export interface LessonPlace {
  /** Which block of the lesson is the first that is seen, from 0. Unlike pixels it holds when the pane is wider or the type larger. */
  block: number;
  /** How much of that block is above the screen, as a part of its height. */
  above: number;
}

/** What is measured of a lesson: its blocks in their order, in pixels from the top of what scrolls. */
export interface BlockBox {
  top: number;
  height: number;
}

/** @returns null at the top, where a lesson begins anyway */
export function placeAt(scrolled: number, boxes: readonly BlockBox[]): LessonPlace | null {
  if (scrolled <= 0) return null;
  const block = boxes.findIndex(({ top, height }) => top + height > scrolled);
  const box = boxes[block];
  if (box === undefined) return boxes.length === 0 ? null : { block: boxes.length - 1, above: 1 };
  return { block, above: Math.max(0, (scrolled - box.top) / Math.max(box.height, 1)) };
}

/** How far to scroll to a place; 0 when the lesson has changed so that it is gone. */
export function scrolledTo({ block, above }: LessonPlace, boxes: readonly BlockBox[]): number {
  const box = boxes[block];
  return box === undefined ? 0 : box.top + above * box.height;
}

/** @param place what the window's layout is kept under */
export function lessonPlaces(keeper: Keeper, place: string): KeptPlaces<LessonPlace> {
  return new KeptPlaces(keeper, `backbench.lesson.${place}`, ({ block, above }) =>
    (typeof block === 'number' && Number.isSafeInteger(block) && block >= 0 && typeof above === 'number' && above >= 0 && above <= 1 ? { block, above } : null));
}
