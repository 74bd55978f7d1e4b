/** Every keyboard shortcut, once: the dialog lists them from here, the handlers ask for them by name. */

export const shortcuts = {
  check: 'Mod+Enter',
  nextStep: 'Alt+PageDown',
  previousStep: 'Alt+PageUp',
  focusLesson: 'Mod+1',
  focusFiles: 'Mod+2',
  focusQuery: 'Mod+3',
  focusTerminal: 'Mod+4',
  timeline: 'Mod+5',
  focusApi: 'Mod+6',
  save: 'Mod+S',
  closeFile: 'Mod+W',
  reopenFile: 'Mod+Shift+T',
  searchFiles: 'Mod+Shift+F',
  run: 'Mod+Enter',
  checkFromQuery: 'Mod+Shift+Enter',
  historyUp: 'Alt+ArrowUp',
  historyDown: 'Alt+ArrowDown',
  terminalSearch: 'Ctrl+Shift+F',
  terminalCopy: 'Ctrl+Shift+C',
  terminalPaste: 'Ctrl+Shift+V',
  earlierCommand: 'Ctrl+Shift+ArrowUp',
  laterCommand: 'Ctrl+Shift+ArrowDown',
  lastFile: 'Ctrl+Shift+O',
  palette: 'Mod+Shift+P',
  settings: 'Mod+,',
  help: 'F1',
} as const;

export type ShortcutName = keyof typeof shortcuts;

export const shortcutGroups: readonly { title: string; entries: readonly { name: ShortcutName; does: string }[] }[] = [
  {
    title: 'Anywhere in a lab',
    entries: [
      { name: 'check', does: 'Check the step' },
      { name: 'nextStep', does: 'Next step' },
      { name: 'previousStep', does: 'Previous step' },
      { name: 'focusLesson', does: 'Go to the lesson' },
      { name: 'focusFiles', does: 'Go to the files' },
      { name: 'focusQuery', does: 'Go to the query panel' },
      { name: 'focusTerminal', does: 'Go to the terminal' },
      { name: 'focusApi', does: 'Go to the API client' },
      { name: 'timeline', does: 'Open the timeline' },
    ],
  },
  { title: 'In the editor', entries: [
      { name: 'save', does: 'Save the file' },
      { name: 'closeFile', does: 'Close the file' },
      { name: 'reopenFile', does: 'Open the file that was closed last' },
      { name: 'searchFiles', does: 'Search in all files' },
    ] },
  {
    title: 'In the query panel',
    entries: [
      { name: 'run', does: 'Run the query, or what is selected' },
      { name: 'checkFromQuery', does: 'Check the step' },
      { name: 'historyUp', does: 'Earlier query' },
      { name: 'historyDown', does: 'Later query' },
    ],
  },
  {
    title: 'In the API client',
    entries: [
      { name: 'run', does: 'Send the request' },
      { name: 'save', does: 'Save the request' },
    ],
  },
  {
    title: 'In the terminal',
    entries: [
      { name: 'terminalSearch', does: 'Search what was printed' },
      { name: 'terminalCopy', does: 'Copy' },
      { name: 'terminalPaste', does: 'Paste' },
      { name: 'earlierCommand', does: 'Go to the earlier command' },
      { name: 'laterCommand', does: 'Go to the later command' },
      { name: 'lastFile', does: 'Open the file that was named last' },
    ],
  },
  {
    title: 'In the window',
    entries: [
      { name: 'palette', does: 'Command palette' },
      { name: 'settings', does: 'Settings' },
      { name: 'help', does: 'This list' },
    ],
  },
];
