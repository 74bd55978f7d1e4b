/**
 * Scrolls no further than needed; the head lies over the first row of what is in view.
 * @param height of a row and of the head, in CSS pixels
 */
export function bringIntoView(scroller: HTMLElement | null, row: number, height: number): void {
  if (scroller === null) return;
  const top = row * height;
  const lowest = top + 2 * height - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (lowest > scroller.scrollTop) scroller.scrollTop = lowest;
}
