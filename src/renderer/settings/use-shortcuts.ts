/** The keyboard shortcuts as this learner has them: the app's own, with what they changed. */
import { useMemo } from 'react';
import { useSettings } from './settings-context.tsx';
import { type Shortcuts, withChanges } from './shortcuts.ts';

export function useShortcuts(): Shortcuts {
  const { settings } = useSettings();
  return useMemo(() => withChanges(settings.shortcuts), [settings.shortcuts]);
}
