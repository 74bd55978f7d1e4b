/** Notices when the page dies or does not load, and brings it back. The lab host goes on meanwhile. */
import type { BrowserWindow } from 'electron';

/** A page that dies this often within a minute dies of something that a reload does not mend. */
const RELOADS = 3;
const WINDOW_MS = 60_000;

/** @param load loads the page anew */
export function watchPage(window: BrowserWindow, load: () => void, log: (text: string) => void): void {
  const { webContents } = window;
  let deaths: number[] = [];
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`The page is gone: ${reason} (${exitCode})`);
    if (reason === 'clean-exit') return;
    const now = performance.now();
    deaths = [...deaths.filter((at) => now - at < WINDOW_MS), now];
    if (deaths.length <= RELOADS) load();
    else log('The page is not loaded again.');
  });
  webContents.on('did-fail-load', (_event, code, description, url) => log(`${url} did not load: ${description} (${code})`));
  webContents.on('preload-error', (_event, path, error) => log(`The preload ${path} failed: ${error.stack ?? error.message}`));
  webContents.on('unresponsive', () => log('The page does not respond.'));
  webContents.on('responsive', () => log('The page responds again.'));
}
