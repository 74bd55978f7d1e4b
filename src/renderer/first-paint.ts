/**
 * Lets the window show the page's first picture before the scripts take the processor: the window is shown
 * when something is painted, and the scripts would otherwise run before that.
 */
import { languageFor } from '../shared/words/language.ts';
import { keptLanguage } from './app/kept-language.ts';
import { loadLanguage } from './words/load-language.ts';

requestAnimationFrame(() => {
  // After the frame, not within it.
  setTimeout(() => {
    // Side by side: the words do not wait until the screens are loaded.
    const words = loadLanguage(languageFor(keptLanguage(window.localStorage), navigator.languages));
    void import('./main.tsx').then(({ start }) => start(words));
  }, 0);
});
