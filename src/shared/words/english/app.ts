/** The window's frame: the bar at the top, the last resort for faults. */
export const app = {
  'app.screens': 'Screens',
  'app.course': 'Course',
  'app.progress': 'Progress',
  'app.glossary': 'Glossary',
  'app.packs': 'Packs',
  'app.classes': 'Classes',
  'app.this-computer': 'This computer',
  'app.keyboard-shortcuts': 'Keyboard shortcuts',
  'app.settings': 'Settings',
  'app.connection': 'Connection',
  'app.reconnecting-to-the-lab-host': 'Reconnecting to the lab host. Your work is kept.',
  'app.the-window-met-a-fault': 'The window met a fault',
  'app.your-saved-work-is-kept': 'Your saved work is kept, and the lab goes on in the background. Loading the window again brings you back to it.',
  'app.load-the-window-again': 'Load the window again',
} as const;
