/** The page's start: colours first, then the line to the lab host, then the screens. Everything is wired here. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { applyTheme } from './app/theme.ts';
import { createUiStore, UiContext } from './app/ui-state.ts';
import { Connection } from './transport/connection.ts';
import { ConnectionContext } from './transport/use-backend.ts';

const ui = createUiStore(window.localStorage);
applyTheme(ui.getState().theme);
const connection = new Connection(window, window.backbench);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element with the id "root".');
createRoot(place).render(
  <StrictMode>
    <UiContext value={ui}>
      <ConnectionContext value={connection}>
        <App />
      </ConnectionContext>
    </UiContext>
  </StrictMode>,
);
