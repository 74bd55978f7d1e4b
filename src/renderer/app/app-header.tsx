/** The bar at the top of every screen: where you are, how the line to the lab host is, settings. */
import { ChevronRight, Keyboard, Settings, UserRound } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useLearner, useSwitchLearner } from '../profiles/learner-context.ts';
import { useLinkState } from '../transport/use-backend.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useSettings } from '../settings/settings-context.tsx';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { keyText } from '../ui/keys.ts';
import { Spinner } from '../ui/spinner.tsx';
import { BrandMark } from './brand-mark.tsx';
import { useUi } from './ui-state.ts';
import { useWords } from '../words/words-context.tsx';

export interface AppHeaderProps {
  /** Behind "Course": where on the way this screen is. Without it, the plain navigation is shown. */
  trail?: ReactNode;
  /** Before the settings. */
  tools?: ReactNode;
}

export function AppHeader({ trail, tools }: AppHeaderProps) {
  const t = useWords();
  const screen = useUi((s) => s.screen.name);
  const welcomed = useUi((s) => s.welcomed);
  const go = useUi((s) => s.go);
  const openDialog = useUi((s) => s.openDialog);
  const shortcuts = useShortcuts();
  const { teaches } = useSettings().settings;
  const learner = useLearner();
  const switchLearner = useSwitchLearner();
  const current = (name: string) => (screen === name ? { 'aria-current': 'page' as const } : {});
  return (
    <header className="bar">
      <span className="brand">
        <BrandMark />
        <span className={trail === undefined ? '' : 'brand-word-short'}>Backbench</span>
      </span>
      {welcomed && (
        <nav className="bar-nav" aria-label={t('app.screens')}>
          <Button kind="quiet" {...current('course')} onPress={() => go({ name: 'course' })}>
            {t('app.course')}
          </Button>
          {trail === undefined ? (
            <>
              <Button kind="quiet" {...current('progress')} onPress={() => go({ name: 'progress' })}>
                {t('app.progress')}
              </Button>
              <Button kind="quiet" {...current('glossary')} onPress={() => go({ name: 'glossary' })}>
                {t('app.glossary')}
              </Button>
              <Button kind="quiet" {...current('packs')} onPress={() => go({ name: 'packs' })}>
                {t('app.packs')}
              </Button>
              {teaches && (
                <Button kind="quiet" {...current('classes')} onPress={() => go({ name: 'classes' })}>
                  {t('app.classes')}
                </Button>
              )}
              <Button kind="quiet" {...current('computer')} onPress={() => go({ name: 'computer' })}>
                {t('app.this-computer')}
              </Button>
            </>
          ) : (
            <ChevronRight size={14} aria-hidden="true" className="trail-mark" />
          )}
        </nav>
      )}
      {trail}
      <div className="bar-tools">
        <LinkNotice />
        {tools}
        {learner !== null && (
          <Button kind="quiet" icon={<UserRound size={16} />} aria-label={t('profiles.at-work', { name: learner.name })} onPress={switchLearner}>
            {learner.name}
          </Button>
        )}
        <IconButton label={t('app.keyboard-shortcuts')} shortcut={keyText(shortcuts.help)} icon={<Keyboard size={16} />} onPress={() => openDialog('shortcuts')} />
        <IconButton label={t('app.settings')} shortcut={keyText(shortcuts.settings)} icon={<Settings size={16} />} onPress={() => openDialog('settings')} />
      </div>
    </header>
  );
}

/** A gap shorter than this is not worth a word, in milliseconds. */
const QUIET_MS = 400;

/** Says quietly that the lab host is away, once it has been away for a moment. */
function LinkNotice() {
  const t = useWords();
  const state = useLinkState();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (state !== 'down') return;
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [state]);
  return (
    <span role="status" aria-label={t('app.connection')}>
      {late && (
        <span className="link-notice">
          <Spinner size={12} /> {t('app.reconnecting-to-the-lab-host')}
        </span>
      )}
    </span>
  );
}
