/**
 * Lets the window show the page's first picture before the scripts take the processor: the window is shown
 * when something is painted, and the scripts would otherwise run before that.
 */
requestAnimationFrame(() => {
  // After the frame, not within it.
  setTimeout(() => void import('./main.tsx'), 0);
});
