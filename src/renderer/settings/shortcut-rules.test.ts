// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { isShortcut } from '../ui/keys.ts';
import { combinationOf, conflictsOf, isRefused } from './shortcut-rules.ts';
import { defaultShortcuts, shortcutGroups, type ShortcutName, withChanges } from './shortcuts.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held,
});
const names = Object.keys(defaultShortcuts) as ShortcutName[];

describe('shortcuts', () => {
  it('of the app collide with nothing, on any platform', () => {
    for (const name of names) {
      expect(conflictsOf(name, defaultShortcuts, false), name).toEqual([]);
      expect(conflictsOf(name, defaultShortcuts, true), name).toEqual([]);
      expect(isRefused(defaultShortcuts[name]), name).toBe(false);
    }
  });

  it('are all in the list', () => {
    expect(new Set(shortcutGroups.flatMap(({ entries }) => entries.map(({ name }) => name)))).toEqual(new Set(names));
  });

  it('are kept as they were pressed, and match when pressed again', () => {
    for (const event of [press('k', { ctrlKey: true, shiftKey: true }), press('F9'), press('ArrowUp', { altKey: true }), press('+', { ctrlKey: true, altKey: true }), press(' ', { ctrlKey: true })]) {
      const keys = combinationOf(event, false) ?? '';
      expect(isShortcut(event, keys, false), keys).toBe(true);
    }
    expect(combinationOf(press('K', { metaKey: true, shiftKey: true }), true)).toBe('Mod+Shift+K');
    expect(combinationOf(press('k', { ctrlKey: true }), true)).toBe('Ctrl+K');
    expect(combinationOf(press('Shift', { shiftKey: true }), false)).toBeNull();
  });

  it('may not be what people type or find their way with', () => {
    for (const keys of ['A', 'Shift+A', 'Enter', 'Space', 'ArrowDown', 'Tab', 'Shift+Tab', 'Mod+Tab', 'Escape', 'Mod+Escape', 'Alt+Escape']) expect(isRefused(keys), keys).toBe(true);
    for (const keys of ['F2', 'Mod+K', 'Alt+PageUp', 'Ctrl+Shift+K']) expect(isRefused(keys), keys).toBe(false);
  });

  it('tell what they collide with', () => {
    const withKeys = (name: ShortcutName, keys: string, mac = false) => conflictsOf(name, { ...defaultShortcuts, [name]: keys }, mac);
    expect(withKeys('timeline', 'Mod+1')).toEqual([{ with: 'shortcut', name: 'focusLesson' }]);
    // The same keys in panels that never have the focus together.
    expect(withKeys('historyUp', 'Ctrl+Shift+O')).toEqual([]);
    expect(withKeys('timeline', 'Mod+C')).toEqual([{ with: 'terminal' }, { with: 'editor' }]);
    expect(withKeys('lastFile', 'Ctrl+R')).toEqual([{ with: 'terminal' }]);
    expect(withKeys('save', 'Mod+Z')).toEqual([{ with: 'editor' }]);
    expect(withKeys('palette', 'Mod+Q')).toEqual([{ with: 'terminal' }, { with: 'window' }]);
    // On macOS the shell's keys are other ones than the command key's.
    expect(withKeys('palette', 'Mod+K', true)).toEqual([]);
    expect(withKeys('timeline', 'Ctrl+Shift+P')).toEqual([{ with: 'shortcut', name: 'palette' }]);
  });

  it('of another version are left out', () => {
    expect(withChanges({ check: 'F9', unheard: 'F8' })).toEqual({ ...defaultShortcuts, check: 'F9' });
  });
});
