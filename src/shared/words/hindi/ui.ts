/** Parts that every screen uses: buttons, dialogs, menus. */
import type { ui as english } from '../english/ui.ts';

export const ui: Record<keyof typeof english, string> = {
  'ui.copied': '{what} कॉपी किया गया',
  'ui.could-not-copy': '{what} कॉपी नहीं हो सका',
  'ui.copied-2': 'कॉपी हो गया',
  'ui.copy': '{what} कॉपी करें',
  'ui.close': 'बंद करें',
  'ui.cancel': 'रद्द करें',
  'ui.tree-copied': '{path} कॉपी किया गया',
  'ui.tree-not-copied': 'पथ कॉपी नहीं हो सका',
  'ui.tree-more': '{left, number} में से {count, plural, one {# और} other {# और}} दिखाएँ',
};
