/** Chooses the screen, and holds what every screen shares: settings, the course, dialogs, announcements, the last resort for errors. */
import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { ComputerScreen } from '../computer/computer-screen.tsx';
import { CourseProvider } from '../course/course-context.tsx';
import { CourseScreen } from '../course/course-screen.tsx';
import { GlossaryScreen } from '../course/glossary-screen.tsx';
import { PlacementScreen } from '../course/placement-screen.tsx';
import { LabScreen } from '../lab/lab-screen.tsx';
import { ProgressScreen } from '../progress/progress-screen.tsx';
import { PaletteProvider } from '../palette/palette-provider.tsx';
import { SettingsProvider } from '../settings/settings-context.tsx';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { Announcer } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { isShortcut } from '../ui/keys.ts';
import type { LanguagePack } from '../../shared/words/language-pack.ts';
import { useWords, WordsProvider } from '../words/words-context.tsx';
import { useUi } from './ui-state.ts';
import './app.css';

/** Few come here, and nobody first of all. */
const PacksScreen = lazy(() => import('../packs/packs-screen.tsx'));
const ClassesScreen = lazy(() => import('../classes/classes-screen.tsx'));
const PrivacyScreen = lazy(() => import('../privacy/privacy-screen.tsx'));
const Dialogs = lazy(() => import('../settings/dialogs.tsx'));

/** @param words the language that was chosen last, loaded before the first picture @param command how the command line is called here */
export function App({ words, command }: { words: LanguagePack; command: string }) {
  const language = useUi((s) => s.language);
  return (
    <WordsProvider first={words} choice={language} command={command}>
      <LastResort>
        <Announcer>
          <SettingsProvider>
            <CourseProvider>
              <PaletteProvider>
                <Screens />
              </PaletteProvider>
            </CourseProvider>
          </SettingsProvider>
        </Announcer>
      </LastResort>
    </WordsProvider>
  );
}

function Screens() {
  const screen = useUi((s) => s.screen);
  const welcomed = useUi((s) => s.welcomed);
  const dialog = useUi((s) => s.dialog);
  const openDialog = useUi((s) => s.openDialog);
  const shortcuts = useShortcuts();

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isShortcut(event, shortcuts.settings)) openDialog('settings');
      else if (isShortcut(event, shortcuts.help)) openDialog('shortcuts');
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openDialog, shortcuts]);

  return (
    <>
      {!welcomed || screen.name === 'computer' ? (
        <ComputerScreen firstRun={!welcomed} />
      ) : screen.name === 'course' ? (
        <CourseScreen />
      ) : screen.name === 'glossary' ? (
        <GlossaryScreen />
      ) : screen.name === 'progress' ? (
        <ProgressScreen />
      ) : screen.name === 'packs' ? (
        <Suspense>
          <PacksScreen />
        </Suspense>
      ) : screen.name === 'classes' ? (
        <Suspense>
          <ClassesScreen />
        </Suspense>
      ) : screen.name === 'privacy' ? (
        <Suspense>
          <PrivacyScreen />
        </Suspense>
      ) : screen.name === 'placement' ? (
        <PlacementScreen key={screen.stage} stage={screen.stage} />
      ) : (
        <LabScreen key={screen.lab} lab={screen.lab} />
      )}
      {dialog !== null && (
        <Suspense>
          <Dialogs dialog={dialog} onClose={() => openDialog(null)} />
        </Suspense>
      )}
    </>
  );
}

/** A fault of the window itself: it says so instead of going blank, and the work on disk is safe. */
class LastResort extends Component<{ children: ReactNode }, { fault: string | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(thrown: unknown): { fault: string } {
    return { fault: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    return this.state.fault === null ? this.props.children : <Fault fault={this.state.fault} />;
  }
}

function Fault({ fault }: { fault: string }) {
  const t = useWords();
  return (
    <main className="last-resort">
      <h1>{t('app.the-window-met-a-fault')}</h1>
      <p>{t('app.your-saved-work-is-kept')}</p>
      <pre>{fault}</pre>
      <Button kind="primary" onPress={() => window.location.reload()}>
        {t('app.load-the-window-again')}
      </Button>
    </main>
  );
}
