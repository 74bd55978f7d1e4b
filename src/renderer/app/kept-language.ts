/** Which language the window was in, read on its own: the page asks for the words before the screens are loaded. */
import { isLanguageChoice, type LanguageChoice } from '../../shared/words/language.ts';

/** Under which the window's state is kept; see ui-state.ts. */
export const WINDOW_KEY = 'backbench.window';

/** @returns the kept choice, or `system` where there is none that can be read */
export function keptLanguage(storage: Pick<Storage, 'getItem'>): LanguageChoice {
  try {
    const kept = JSON.parse(storage.getItem(WINDOW_KEY) ?? 'null') as { language?: unknown } | null;
    return isLanguageChoice(kept?.language) ? kept.language : 'system';
  } catch {
    return 'system';
  }
}
