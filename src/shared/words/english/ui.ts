/** Parts that every screen uses: buttons, dialogs, menus. */
export const ui = {
  'ui.copied': 'Copied {what}',
  'ui.could-not-copy': 'Could not copy {what}',
  'ui.copied-2': 'Copied',
  'ui.copy': 'Copy {what}',
  'ui.close': 'Close',
  'ui.cancel': 'Cancel',
  'ui.tree-copied': 'Copied {path}',
  'ui.tree-not-copied': 'Could not copy the path',
  'ui.tree-more': '{count, plural, one {Show # more} other {Show # more}} of {left, number}',
} as const;
