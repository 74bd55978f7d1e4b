/** What can be done with a request of the list, by its menu and by keys, as the clients that people know have it. */
import { ArrowDown, ArrowUp, Copy, Pencil, Trash2 } from 'lucide-react';
import type { RefObject } from 'react';
import { afterPaint } from '../../ui/after-paint.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { isShortcut, keyText } from '../../ui/keys.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { type T, useWords } from '../../words/words-context.tsx';
import { sourceOf } from './api-state.ts';
import { useApi } from './use-api.ts';

export interface RequestActs {
  canRename(key: string): boolean;
  rename(key: string): void;
  duplicate(key: string): void;
  move(key: string, by: -1 | 1): void;
  remove(key: string): void;
  undo(): void;
}

/**
 * @param list what the rows are in
 * @param rename asks for the name
 */
export function useRequestActs(list: RefObject<HTMLElement | null>, rename: (key: string) => void): RequestActs & { focusOpen(): void } {
  const api = useApi();
  const t = useWords();
  const announce = useAnnounce();
  const { saved } = api;
  /** The row that is open has the keyboard again: the one that had it is gone, or has another key. */
  const focusOpen = (): void => void afterPaint(() => {
    const { open } = api.store.getState();
    if (open !== null) list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(open)}"]`)?.focus();
  });
  return {
    focusOpen,
    canRename: (key) => saved.canRename(key),
    rename,
    duplicate: (key) => void saved.duplicate(key, (name, number) => (number === 1 ? t('api.copy-of', { name }) : t('api.copy-of-numbered', { name, number }))).then(focusOpen),
    move: (key, by) => {
      if (saved.step(key, by)) announce(t(by < 0 ? 'api.moved-up' : 'api.moved-down'));
      // The row is another element in its new place.
      afterPaint(() => list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus());
    },
    remove: (key) => void saved.remove(key).then(focusOpen),
    undo: () => void saved.undo().then(focusOpen),
  };
}

/** The menu of a request. The lab's own can be copied, not changed. */
export function requestMenu(key: string, acts: RequestActs, t: T): MenuEntry[] {
  const given = sourceOf(key).from === 'given';
  const saved = sourceOf(key).from === 'saved';
  return [
    { id: 'rename', label: t('api.rename-dots'), hint: 'F2', icon: <Pencil size={14} />, disabled: !acts.canRename(key), onAction: () => acts.rename(key) },
    { id: 'duplicate', label: t('api.duplicate'), hint: keyText('Mod+D'), icon: <Copy size={14} />, onAction: () => acts.duplicate(key) },
    { id: 'up', label: t('api.move-up'), hint: keyText('Alt+ArrowUp'), icon: <ArrowUp size={14} />, disabled: !saved, onAction: () => acts.move(key, -1) },
    { id: 'down', label: t('api.move-down'), hint: keyText('Alt+ArrowDown'), icon: <ArrowDown size={14} />, disabled: !saved, onAction: () => acts.move(key, 1) },
    { kind: 'line', id: 'before-delete' },
    { id: 'remove', label: t('api.delete'), hint: 'Del', icon: <Trash2 size={14} />, danger: true, disabled: given, onAction: () => acts.remove(key) },
  ];
}

/** Does what a key on a row stands for. @returns false when it stands for nothing */
export function pressRequestKey(event: KeyboardEvent, key: string, acts: RequestActs): boolean {
  if (event.key === 'F2') {
    if (acts.canRename(key)) acts.rename(key);
  } else if (event.key === 'Delete' || isShortcut(event, 'Mod+Backspace')) acts.remove(key);
  else if (isShortcut(event, 'Mod+D')) acts.duplicate(key);
  else if (isShortcut(event, 'Alt+ArrowUp')) acts.move(key, -1);
  else if (isShortcut(event, 'Alt+ArrowDown')) acts.move(key, 1);
  else if (isShortcut(event, 'Mod+Z')) acts.undo();
  else return false;
  return true;
}
