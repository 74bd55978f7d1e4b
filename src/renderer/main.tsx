/** The page's start: the line to the lab host first, for it takes a while, then the colours, then the screens. Everything is wired here. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { KeeperContext, KeptStorage } from './app/kept-storage.ts';
import { applyTheme } from './app/theme.ts';
import { createUiStore, UiContext } from './app/ui-state.ts';
import { Connection } from './transport/connection.ts';
import type { LanguagePack } from '../shared/words/language-pack.ts';
import { ConnectionContext } from './transport/use-backend.ts';

/** @param words of the language that was chosen last, on their way */
export async function start(words: Promise<LanguagePack>): Promise<void> {
  const connection = new Connection(window, window.backbench);
  const keeper = new KeptStorage(window.localStorage, async () => connection.main.app.keepStorage());
  const ui = createUiStore(keeper);
  applyTheme(ui.getState().theme);
  const first = await words;

  const place = document.getElementById('root');
  if (place === null) throw new Error('index.html has no element with the id "root".');
  createRoot(place).render(
    <StrictMode>
      <UiContext value={ui}>
        <KeeperContext value={keeper}>
          <ConnectionContext value={connection}>
            <App words={first} />
          </ConnectionContext>
        </KeeperContext>
      </UiContext>
    </StrictMode>,
  );
}
