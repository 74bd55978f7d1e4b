/** Leaves nothing running: before the app ends, the lab host parks or stops what it started. */
import type { App, BrowserWindow } from 'electron';

/** Stopping two labs takes a second or two; a daemon that hangs must not keep the window for ever. Milliseconds. */
export const STOP_MS = 15_000;
/** After this long the window says what it waits for, in milliseconds: less is not noticed. */
const SAY_SO_MS = 700;
/** Electron's value for a progress bar that moves without an end. */
const INDETERMINATE = 2;

export interface QuitParts {
  app: Pick<App, 'on' | 'quit'>;
  window: BrowserWindow;
  /** Ends the lab host within so many milliseconds. */
  stop: (withinMs: number) => Promise<void>;
  log: (text: string) => void;
}

export function quitCleanly({ app, window, stop, log }: QuitParts): void {
  let state: 'open' | 'stopping' | 'stopped' = 'open';

  const end = async (): Promise<void> => {
    const timer = setTimeout(() => {
      if (window.isDestroyed()) return;
      window.setTitle('Backbench is putting the lab away…');
      window.setProgressBar(INDETERMINATE);
    }, SAY_SO_MS);
    try {
      await stop(STOP_MS);
    } catch (error) {
      log(`The lab host could not be ended: ${String(error)}`);
    }
    clearTimeout(timer);
    state = 'stopped';
    app.quit();
  };

  const ask = (event: { preventDefault(): void }): void => {
    if (state === 'stopped') return;
    // The window stays until the host has ended, so that nobody switches off a machine that is still at work.
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void end();
  };
  app.on('before-quit', ask);
  window.on('close', ask);
  // With the one window gone there is nothing left to come back to, on macOS too.
  app.on('window-all-closed', () => app.quit());
}
