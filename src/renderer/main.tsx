/** The page's start: the line to the lab host first, for it takes a while, then the colours, then the screens. Everything is wired here. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { KeeperContext, KeptStorage } from './app/kept-storage.ts';
import { applyTheme } from './app/theme.ts';
import { createUiStore, UiContext } from './app/ui-state.ts';
import { KeptLab, KeptLabContext } from './lab/kept-lab.ts';
import { LearnerContext } from './profiles/learner-context.ts';
import { Connection } from './transport/connection.ts';
import { languageFor } from '../shared/words/language.ts';
import { loadLanguage } from './words/load-language.ts';
import type { LanguagePack } from '../shared/words/language-pack.ts';
import { ConnectionContext } from './transport/use-backend.ts';

/** @param words of the language that was chosen last, on their way */
export async function start(words: Promise<LanguagePack>): Promise<void> {
  const connection = new Connection(window, window.backbench);
  const place = document.getElementById('root');
  if (place === null) throw new Error('index.html has no element with the id "root".');
  // Where learners share the machine, main says so in the address: the way in is no part of anybody else's start.
  const entered = window.location.search === '' ? null : await (await import('./profiles/enter.tsx')).enter(connection, place);
  const keeper = entered?.keeper ?? new KeptStorage(window.localStorage, async () => connection.main.app.keepStorage());
  const keptLab = entered === null ? new KeptLab(window.localStorage) : null;
  const ui = createUiStore(keeper);
  applyTheme(ui.getState().theme);
  // Only now is it known whose language it is.
  const first = entered === null ? await words : await loadLanguage(languageFor(ui.getState().language, navigator.languages));

  createRoot(place).render(
    <StrictMode>
      <UiContext value={ui}>
        <KeeperContext value={keeper}>
          <ConnectionContext value={connection}>
            <LearnerContext value={entered?.learner ?? null}>
              <KeptLabContext value={keptLab}>
                <App words={first} command={window.backbench.command} />
              </KeptLabContext>
            </LearnerContext>
          </ConnectionContext>
        </KeeperContext>
      </UiContext>
    </StrictMode>,
  );
}
