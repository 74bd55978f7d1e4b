/** Brings each step's lesson back to where it was left, and keeps where it is left now. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useKeeper } from '../../app/kept-storage.ts';
import { type BlockBox, type LessonPlace, lessonPlaces, placeAt, scrolledTo } from './lesson-places.ts';

/** After a pause in scrolling the place is kept, in milliseconds. */
const KEEP_MS = 200;

/**
 * @param scroller what scrolls the lesson
 * @param place what the window's layout is kept under
 * @param shown the step, or what stands in its place
 */
export function useLessonPlace(scroller: RefObject<HTMLElement | null>, place: string, shown: string): void {
  const keeper = useKeeper();
  const [places, setPlaces] = useState(() => ({ of: place, kept: lessonPlaces(keeper, place) }));
  if (places.of !== place) setPlaces({ of: place, kept: lessonPlaces(keeper, place) });
  const { kept } = places;
  /** What scrolled the lesson that was shown last. */
  const drawn = useRef<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const left = kept.get(shown);
    const stands = drawn.current === element;
    drawn.current = element;
    // A lesson that is new on the screen stands at its beginning; to scroll it there would have its layout made now, in the same task.
    if (left === null && !stands) return;
    element.scrollTo({ top: left === null ? 0 : scrolledTo(left, boxesOf(element)), behavior: 'instant' });
  }, [scroller, kept, shown]);

  // Undone before the next step's text takes the place of this one.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left: { at: LessonPlace | null } | null = null;
    const keep = (): void => {
      clearTimeout(timer);
      if (left !== null) kept.set(shown, left.at);
      left = null;
    };
    const onScroll = (): void => {
      left = { at: placeAt(element.scrollTop, boxesOf(element)) };
      clearTimeout(timer);
      timer = setTimeout(keep, KEEP_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      keep();
    };
  }, [scroller, kept, shown]);
}

/** The blocks of the lesson: its paragraphs, and what stands above and below them. */
function boxesOf(scroller: HTMLElement): BlockBox[] {
  const from = scroller.getBoundingClientRect().top - scroller.scrollTop;
  return [...scroller.querySelectorAll('article > :not(.prose), article > .prose > *')].map((block) => {
    const { top, height } = block.getBoundingClientRect();
    return { top: top - from, height };
  });
}
