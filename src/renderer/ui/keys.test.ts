// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { defaultShortcuts as shortcuts } from '../settings/shortcuts.ts';
import { isShortcut, keyText } from './keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held,
});

describe('shortcuts', () => {
  it('are written as the platform writes them', () => {
    expect(keyText('Mod+Shift+Enter', false)).toBe('Ctrl+Shift+Enter');
    expect(keyText('Mod+Shift+Enter', true)).toBe('⌘⇧↩');
    expect(keyText('Alt+PageDown', false)).toBe('Alt+Page Down');
  });

  it('match exactly', () => {
    expect(isShortcut(press('Enter', { ctrlKey: true }), shortcuts.check, false)).toBe(true);
    expect(isShortcut(press('Enter', { ctrlKey: true, shiftKey: true }), shortcuts.check, false)).toBe(false);
    expect(isShortcut(press('Enter', { metaKey: true }), shortcuts.check, true)).toBe(true);
    expect(isShortcut(press('Enter', { ctrlKey: true }), shortcuts.check, true)).toBe(false);
    expect(isShortcut(press('F', { ctrlKey: true, shiftKey: true }), shortcuts.terminalSearch, true)).toBe(true);
  });
});
