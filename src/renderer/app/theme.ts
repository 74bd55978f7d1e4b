/** Light or dark: set on the page before the first paint, and told to what draws its own colours (the terminal). */
import { useSyncExternalStore } from 'react';
import { type Theme, useUi } from './ui-state.ts';

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

/** Sets the page's colours; `system` leaves them to the operating system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function subscribeToSystem(listener: () => void): () => void {
  darkQuery.addEventListener('change', listener);
  return () => darkQuery.removeEventListener('change', listener);
}

/** What is shown now. */
export function useColours(): 'light' | 'dark' {
  const theme = useUi((s) => s.theme);
  const systemDark = useSyncExternalStore(subscribeToSystem, () => darkQuery.matches);
  if (theme !== 'system') return theme;
  return systemDark ? 'dark' : 'light';
}
