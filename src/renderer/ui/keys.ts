/** Keyboard shortcuts: how they are written on this platform, and whether an event is one. */

/** macOS has its own command key and its own way of writing keys. */
export const onMac = navigator.platform.startsWith('Mac');

const MAC: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Enter: '↩' };
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl' };
const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', PageUp: 'Page Up', PageDown: 'Page Down', '`': '`' };

/** Writes a shortcut for people: `Mod+Enter` is `Ctrl+Enter`, on macOS `⌘↩`. */
export function keyText(shortcut: string, mac = onMac): string {
  const names = mac ? MAC : OTHER;
  return shortcut
    .split('+')
    .map((key) => names[key] ?? ARROWS[key] ?? key)
    .join(mac ? '' : '+');
}

/** A key as shortcuts write it: those whose sign would be lost between plus signs have a name. */
export const keyName = (key: string): string => (key === ' ' ? 'Space' : key === '+' ? 'Plus' : key);

/** True when the event is exactly this shortcut, such as `Mod+Shift+Enter`. */
export function isShortcut(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, shortcut: string, mac = onMac): boolean {
  const keys = shortcut.split('+');
  const key = keys.at(-1) ?? '';
  const wants = (name: string): boolean => keys.slice(0, -1).includes(name);
  const ctrl = wants('Ctrl') || (!mac && wants('Mod'));
  const meta = mac && wants('Mod');
  return (
    keyName(event.key).toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === ctrl &&
    event.metaKey === meta &&
    event.altKey === wants('Alt') &&
    event.shiftKey === wants('Shift')
  );
}
