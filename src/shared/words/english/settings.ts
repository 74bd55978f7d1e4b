/** The settings and the list of shortcuts. */
export const settings = {
  'settings.as-system': 'As the system',
  'settings.language': 'Language',
  'settings.language-about': 'Of the app’s own words. Lessons stay in the language they are written in.',
} as const;
