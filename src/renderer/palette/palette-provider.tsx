/** Holds the palette's sources, opens it by its key on every screen, and offers what works everywhere. */
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useUi } from '../app/ui-state.ts';
import { labsInOrder, useCourse } from '../course/course-context.tsx';
import { useSwitchLearner } from '../profiles/learner-context.ts';
import { useSettings } from '../settings/settings-context.tsx';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { isShortcut, keyText } from '../ui/keys.ts';
import { PaletteContext, PaletteSources, usePaletteSource } from './palette-context.tsx';
import type { PaletteItem } from './palette-items.ts';
import { useWords } from '../words/words-context.tsx';

const PaletteDialog = lazy(() => import('./palette-dialog.tsx'));

export function PaletteProvider({ children }: { children: ReactNode }) {
  const shortcuts = useShortcuts();
  const [sources] = useState(() => new PaletteSources());
  const [items, setItems] = useState<readonly PaletteItem[] | null>(null);
  const welcomed = useUi((s) => s.welcomed);
  const before = useRef<Element | null>(null);
  const open = useCallback(() => {
    before.current = document.activeElement;
    setItems(sources.items());
  }, [sources]);
  const close = useCallback(() => {
    setItems(null);
    // An act may move the keyboard elsewhere; it runs after this.
    if (before.current instanceof HTMLElement) before.current.focus();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!welcomed || !isShortcut(event, shortcuts.palette) || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      event.preventDefault();
      event.stopPropagation();
      open();
    };
    // Before terminals and editors.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open, welcomed, shortcuts]);
  const access = useMemo(() => ({ sources, open }), [sources, open]);
  return (
    <PaletteContext value={access}>
      {children}
      <Everywhere />
      {items !== null && (
        <Suspense>
          <PaletteDialog items={items} onClose={close} />
        </Suspense>
      )}
    </PaletteContext>
  );
}

/** The screens, the settings, the colours and the labs. */
function Everywhere() {
  const shortcuts = useShortcuts();
  const t = useWords();
  const go = useUi((s) => s.go);
  const openDialog = useUi((s) => s.openDialog);
  const { change } = useSettings();
  const switchLearner = useSwitchLearner();
  const course = useCourse();
  usePaletteSource(() => [
    { id: 'course', group: 'Acts', label: t('palette.go-to-the-course'), run: () => go({ name: 'course' }) },
    { id: 'glossary', group: 'Acts', label: t('palette.go-to-the-glossary'), run: () => go({ name: 'glossary' }) },
    { id: 'packs', group: 'Acts', label: t('palette.go-to-the-packs'), words: 'import bbpack offline keys', run: () => go({ name: 'packs' }) },
    { id: 'classes', group: 'Acts', label: t('palette.go-to-the-classes'), words: 'teacher class report learners bbprogress', run: () => go({ name: 'classes' }) },
    { id: 'computer', group: 'Acts', label: t('palette.go-to-this-computer'), words: 'doctor engines tools', run: () => go({ name: 'computer' }) },
    { id: 'privacy', group: 'Acts', label: t('privacy.open'), words: 'data erase export gdpr dpdp', run: () => go({ name: 'privacy' }) },
    { id: 'switch-learner', group: 'Acts', label: t('profiles.switch'), words: 'profile name user', run: switchLearner },
    { id: 'settings', group: 'Acts', label: t('palette.open-the-settings'), hint: keyText(shortcuts.settings), run: () => openDialog('settings') },
    { id: 'shortcuts', group: 'Acts', label: t('palette.show-the-keyboard-shortcuts'), hint: keyText(shortcuts.help), run: () => openDialog('shortcuts') },
    { id: 'light', group: 'Acts', label: t('palette.light-colours'), words: 'theme', run: () => void change({ theme: 'light' }) },
    { id: 'dark', group: 'Acts', label: t('palette.dark-colours'), words: 'theme', run: () => void change({ theme: 'dark' }) },
    { id: 'system', group: 'Acts', label: t('palette.colours-as-the-system'), words: 'theme', run: () => void change({ theme: 'system' }) },
    ...(course.value === null ? [] : labsInOrder(course.value)).map((lab): PaletteItem => ({
      id: `lab ${lab.id}`, group: 'Labs', label: lab.title, words: `${lab.id} ${lab.topics.join(' ')}`, run: () => go({ name: 'lab', lab: lab.id }),
    })),
  ]);
  return null;
}
