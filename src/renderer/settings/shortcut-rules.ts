/** Which keys may be a shortcut, and what they would take away: from another shortcut, the terminal, the editor, the window. */
import { keyName } from '../ui/keys.ts';
import { defaultShortcuts, shortcutGroups, type ShortcutName, type ShortcutPlace, type Shortcuts } from './shortcuts.ts';

/** What was pressed, as shortcuts are written (`Mod+Shift+K`); null while only Ctrl, Alt, Shift or the command key is held. */
export function combinationOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, mac: boolean): string | null {
  const { key } = event;
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'].includes(key)) return null;
  const held = [
    ...((mac ? event.metaKey : event.ctrlKey) ? ['Mod'] : []),
    ...(mac && event.ctrlKey ? ['Ctrl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
  ];
  return [...held, key.length === 1 ? keyName(key).replace(/^.$/u, (letter) => letter.toUpperCase()) : key].join('+');
}

/** One form of each combination on this platform: `Ctrl` and `Mod` are the same key but on macOS. */
const plain = (combination: string, mac: boolean): string => {
  const keys = combination.split('+').map((key) => (key === 'Ctrl' && !mac ? 'Mod' : key.length === 1 ? key.toUpperCase() : key));
  return [...keys.slice(0, -1).sort(), keys.at(-1)].join('+');
};

/** True when a key alone would be taken from who types or goes through the window: no shortcut may be that. */
export function isRefused(combination: string): boolean {
  const keys = combination.split('+');
  const key = keys.at(-1) ?? '';
  // Escape and Tab lead out of menus, dialogs and fields, with any key held; screen readers and the system use them as well.
  if (key === 'Escape' || key === 'Tab' || key === '') return true;
  if (/^F\d{1,2}$/.test(key)) return false;
  return !keys.slice(0, -1).some((held) => held === 'Mod' || held === 'Ctrl' || held === 'Alt');
}

/** What shells and the programs in them read: job control, and the line editor of Bash. */
const SHELL_KEYS = /^Mod\+[A-Z@[\]\\^_]$|^Alt\+[BDFTULC.]$/;
/** On macOS the command key never reaches a shell. */
const toShell = (keys: string, mac: boolean): string => (mac ? keys.replace('Mod', 'Command').replace('Ctrl', 'Mod') : keys);

/** What editing text needs everywhere, and what the code editor binds. */
const EDITOR_KEYS: ReadonlySet<string> = new Set([
  'Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+Shift+Z', 'Mod+F', 'Mod+G', 'Mod+Shift+G', 'Mod+D', 'Mod+U', 'Mod+I', 'Mod+/', 'Mod+[', 'Mod+]', 'Mod+Shift+K', 'Mod+Shift+L', 'Mod+Space', 'Mod+Home', 'Mod+End',
  'Mod+ArrowLeft', 'Mod+ArrowRight', 'Mod+Backspace', 'Mod+Delete',
]);
/** The menu's and the system's: they are taken before the page sees them. */
const WINDOW_KEYS: ReadonlySet<string> = new Set(['Mod+Q', 'Mod+Shift+R', 'Mod+0', 'Mod+-', 'Mod+=', 'Mod+Plus', 'Mod+M', 'Mod+Shift+I', 'F11', 'Alt+F4', 'Alt+Space', 'F10']);

export type ShortcutConflict = { with: 'shortcut'; name: ShortcutName } | { with: 'terminal' | 'editor' | 'window' };

const placesOf = (name: ShortcutName): readonly ShortcutPlace[] => shortcutGroups.filter(({ entries }) => entries.some((each) => each.name === name)).map(({ place }) => place);
const isEverywhere = (place: ShortcutPlace): boolean => place === 'lab' || place === 'window';

/** Pairs of the app's own that share keys by intention: the panel that has the focus decides. */
const SHARED: readonly (readonly [ShortcutName, ShortcutName])[] = [['check', 'run'], ['searchFiles', 'terminalSearch']];

/** What the keys of a shortcut collide with, as all shortcuts are now. */
export function conflictsOf(name: ShortcutName, all: Shortcuts, mac: boolean): ShortcutConflict[] {
  const keys = plain(all[name], mac);
  const places = placesOf(name);
  const found: ShortcutConflict[] = [];
  for (const other of Object.keys(defaultShortcuts) as ShortcutName[]) {
    if (other === name || plain(all[other], mac) !== keys) continue;
    if (SHARED.some((pair) => pair.includes(name) && pair.includes(other))) continue;
    const theirs = placesOf(other);
    if (places.some((place) => theirs.some((each) => each === place || isEverywhere(place) || isEverywhere(each)))) found.push({ with: 'shortcut', name: other });
  }
  // What the app itself takes, it takes knowingly.
  if (keys === plain(defaultShortcuts[name], mac)) return found;
  if (places.some((place) => place === 'terminal' || isEverywhere(place)) && SHELL_KEYS.test(toShell(keys, mac))) found.push({ with: 'terminal' });
  if (places.some((place) => place !== 'terminal') && EDITOR_KEYS.has(keys)) found.push({ with: 'editor' });
  if (WINDOW_KEYS.has(keys)) found.push({ with: 'window' });
  return found;
}
