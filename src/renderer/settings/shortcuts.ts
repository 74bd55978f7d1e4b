/** Every keyboard shortcut, once: its keys as the app comes, and where it works. The dialog lists them from here, the handlers ask for them by name. */
import type { MessageKey } from '../../shared/words/language-pack.ts';

export const defaultShortcuts = {
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

export type ShortcutName = keyof typeof defaultShortcuts;
export type Shortcuts = Readonly<Record<ShortcutName, string>>;

/** The app's own shortcuts with the changes of a learner; of an older or newer version's changes those that it does not know are left out. */
export function withChanges(changes: Readonly<Record<string, string>>): Shortcuts {
  const known = Object.entries(changes).filter(([name]) => Object.hasOwn(defaultShortcuts, name));
  return { ...defaultShortcuts, ...(Object.fromEntries(known) as Partial<Shortcuts>) };
}

/** Where a shortcut works. `window` and `lab` are everywhere, whatever has the focus. */
export type ShortcutPlace = 'lab' | 'editor' | 'query' | 'api' | 'terminal' | 'window';

export const shortcutGroups: readonly { place: ShortcutPlace; title: MessageKey; entries: readonly { name: ShortcutName; does: MessageKey }[] }[] = [
  {
    place: 'lab', title: 'settings.keys-lab',
    entries: [
      { name: 'check', does: 'settings.key-check' },
      { name: 'nextStep', does: 'settings.key-next-step' },
      { name: 'previousStep', does: 'settings.key-previous-step' },
      { name: 'focusLesson', does: 'settings.key-focus-lesson' },
      { name: 'focusFiles', does: 'settings.key-focus-files' },
      { name: 'focusQuery', does: 'settings.key-focus-query' },
      { name: 'focusTerminal', does: 'settings.key-focus-terminal' },
      { name: 'focusApi', does: 'settings.key-focus-api' },
      { name: 'timeline', does: 'settings.key-timeline' },
      { name: 'searchFiles', does: 'settings.key-search-files' },
    ],
  },
  {
    place: 'editor', title: 'settings.keys-editor',
    entries: [
      { name: 'save', does: 'settings.key-save' },
      { name: 'closeFile', does: 'settings.key-close-file' },
      { name: 'reopenFile', does: 'settings.key-reopen-file' },
    ],
  },
  {
    place: 'query', title: 'settings.keys-query',
    entries: [
      { name: 'run', does: 'settings.key-run' },
      { name: 'checkFromQuery', does: 'settings.key-check' },
      { name: 'historyUp', does: 'settings.key-history-up' },
      { name: 'historyDown', does: 'settings.key-history-down' },
    ],
  },
  {
    place: 'api', title: 'settings.keys-api',
    entries: [
      { name: 'run', does: 'settings.key-send' },
      { name: 'save', does: 'settings.key-save-request' },
    ],
  },
  {
    place: 'terminal', title: 'settings.keys-terminal',
    entries: [
      { name: 'terminalSearch', does: 'settings.key-terminal-search' },
      { name: 'terminalCopy', does: 'settings.key-terminal-copy' },
      { name: 'terminalPaste', does: 'settings.key-terminal-paste' },
      { name: 'earlierCommand', does: 'settings.key-earlier-command' },
      { name: 'laterCommand', does: 'settings.key-later-command' },
      { name: 'lastFile', does: 'settings.key-last-file' },
    ],
  },
  {
    place: 'window', title: 'settings.keys-window',
    entries: [
      { name: 'palette', does: 'settings.key-palette' },
      { name: 'settings', does: 'settings.key-settings' },
      { name: 'help', does: 'settings.key-help' },
    ],
  },
];
