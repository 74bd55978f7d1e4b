/** The main process: makes the window, then the lab host, and hands both their ports. */
import { app, type BrowserWindow, dialog, Menu, type MessagePortMain, protocol, session } from 'electron';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AtWork, forgetWindow } from './at-work.ts';
import { acceptConnections } from './connections.ts';
import { forkHost } from './host-process.ts';
import { HostSupervisor } from './host-supervisor.ts';
import { lockPages, lockSession } from './lockdown.ts';
import { openLog } from './log-file.ts';
import { openMainWindow } from './main-window.ts';
import { stayOffline } from './offline.ts';
import { schemePrivileges, servePage } from './page-protocol.ts';
import { findPlaces } from './places.ts';
import { quitCleanly, STOP_MS } from './quit.ts';
import { watchPage } from './watch-page.ts';

// Before Electron is ready: everything that can't be changed later.
const places = findPlaces(import.meta.dirname, process.env);
const writeLog = openLog(join(places.windowFolder, 'logs', 'backbench.log'));
const log = (text: string): void => writeLog('main', text);
const developerTools = process.env['BACKBENCH_DEVTOOLS'] === '1';

process.on('uncaughtExceptionMonitor', (error) => log(`Uncaught: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => log(`Unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`));

app.setPath('userData', places.windowFolder);
app.setPath('sessionData', join(places.windowFolder, 'window'));
app.setPath('crashDumps', join(places.windowFolder, 'window', 'crashes'));
stayOffline(app);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([schemePrivileges]);
// Electron's own menu is not made only to be replaced; ours comes when the window is there.
Menu.setApplicationMenu(null);

if (app.requestSingleInstanceLock()) {
  // The browser opens its files when Electron is ready.
  if (places.usable) forgetWindow(places.dataFolder, log);
  lockPages(app, { developerTools, log });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log(`${name ?? type} is gone: ${reason} (${exitCode})`);
  });
  void app.whenReady().then(start);
} else {
  // The first instance shows its window; see second-instance below.
  app.quit();
}

/**
 * The page calls main for what a person does, such as copying, and nobody does that at once: until then main has
 * the page's files to serve. What was called before waits. Milliseconds after the page has connected.
 */
const CALLS_AFTER_MS = 1_000;

function start(): void {
  lockSession(session.defaultSession, { developerTools, log });
  servePage(protocol, places.pageFolder);

  const atWork = new AtWork(places.dataFolder);
  const supervisor = new HostSupervisor<MessagePortMain>({
    fork: () => forkHost(places.hostEntry, { ...places, ...atWork.forHost() }, (line) => writeLog('host', line)),
    log,
    onTheme: (theme) => main.setTheme(theme),
    onProfile: (profile) => atWork.open(profile),
    onLeave: (fresh) => switchLearner(fresh),
  });
  const switchLearner = (fresh = false): void => {
    atWork.leave(!fresh);
    void supervisor.restart(STOP_MS);
    main.load();
  };
  const main = openMainWindow({
    preload: places.preload,
    command: places.command,
    memory: places.usable ? join(places.dataFolder, 'window.json') : null,
    developerTools,
    pageUrl: () => atWork.pageUrl(),
    // Only now: two processors are few for the window, the page and the host at once. The window is there 70 ms earlier
    // so, and the lesson, which the page has kept, 75 ms (bench `start`, 20 rounds).
    onShown: () => {
      supervisor.start();
      void finish(main.window, () => switchLearner());
    },
  });

  // The handlers come with schemas and the library that serves them.
  let calls: Promise<(port: MessagePortMain) => void> | undefined;
  const loadCalls = (): NonNullable<typeof calls> => (calls ??= setTimeout(CALLS_AFTER_MS).then(async () =>
    (await import('./calls.ts')).createCalls({ window: main.window, supervisor, dataFolder: places.dataFolder, log })));
  acceptConnections({ window: main.window, supervisor, log, serve: (port) => void loadCalls().then((serve) => serve(port)) });

  watchPage(main.window, () => main.load(), log);
  app.on('second-instance', () => main.focus());
  if (!places.usable) app.on('quit', () => rmSync(places.windowFolder, { recursive: true, force: true }));
  // Now as far as the system lets go of open files; the note stays, for the next start.
  if (places.usable) app.on('quit', () => forgetWindow(places.dataFolder, log, true));
  quitCleanly({ app, window: main.window, stop: (withinMs) => supervisor.stop(withinMs), log });
}

/** What can wait until the window is on the screen. */
async function finish(window: BrowserWindow, onSwitch: () => void): Promise<void> {
  // The bench reads this line from the standard output.
  if (process.env['BACKBENCH_MARKS'] === '1') process.stdout.write(`shown ${Date.now()}\n`);
  const { setMenu } = await import('./menu.ts');
  const { showDataFolder } = await import('./show-data-folder.ts');
  setMenu({
    developerTools,
    onSwitch,
    onShowDataFolder: () => void showDataFolder(places.dataFolder).catch((error: Error) =>
      dialog.showMessageBox(window, { type: 'error', message: 'The data folder can’t be shown.', detail: error.message })),
  });
}
