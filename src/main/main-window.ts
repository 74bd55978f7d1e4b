/** The one window. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { COMMAND_ARGUMENT } from '../shared/ipc-channels.ts';
import { GROUND } from './ground.ts';
import { onScreen, readWindowState, writeWindowState, type WindowState } from './window-memory.ts';

/** Room for the lesson beside the terminal; fits a screen of 1366 by 768 pixels. */
const SIZE = { width: 1280, height: 740 } as const;
const SMALLEST = { width: 640, height: 420 } as const;

/** The place is kept this long after the last move or change of size, in milliseconds. */
const REMEMBER_MS = 500;

export interface MainWindow {
  readonly window: BrowserWindow;
  /** Loads the page anew. */
  load(): void;
  /** Follows the learner's choice of colours, now and at the next start. */
  setTheme(theme: WindowState['theme']): void;
  /** Shows the window on top, wherever it was. */
  focus(): void;
}

export interface MainWindowOptions {
  preload: string;
  /** How the command line is called here. */
  command: string;
  /** Where the window's state is kept, or null to keep none. */
  memory: string | null;
  developerTools: boolean;
  /** Which page to load, asked each time. */
  pageUrl: () => string;
  /** Called once, when the window is on the screen. */
  onShown: () => void;
}

/** Makes the window and loads the page; it is shown when there is something to see. */
export function openMainWindow({ preload, command, memory, developerTools, pageUrl, onShown }: MainWindowOptions): MainWindow {
  const state = memory === null ? { bounds: null, maximized: false, theme: 'system' as const } : readWindowState(memory);
  let theme = state.theme;
  nativeTheme.themeSource = theme;
  const bounds = onScreen(state.bounds, screen.getAllDisplays().map(({ workArea }) => workArea));
  const window = new BrowserWindow({
    ...SIZE,
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Backbench',
    backgroundColor: ground(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      additionalArguments: [`${COMMAND_ARGUMENT}${command}`],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: developerTools,
    },
  });

  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (memory === null || window.isDestroyed()) return;
    writeWindowState(memory, { bounds: window.getNormalBounds(), maximized: window.isMaximized(), theme });
  };
  const rememberSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, REMEMBER_MS);
  };
  window.on('resize', rememberSoon);
  window.on('move', rememberSoon);
  window.on('close', remember);
  window.once('closed', () => clearTimeout(timer));
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(ground());
  });

  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
    onShown();
  });
  const load = (): void => void window.loadURL(pageUrl()).catch(() => undefined); // Told by did-fail-load.
  load();

  return {
    window,
    load,
    setTheme(next) {
      if (next === theme) return;
      theme = next;
      nativeTheme.themeSource = next;
      remember();
    },
    focus() {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

const ground = (): string => (nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light);
