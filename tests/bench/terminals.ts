/** Two terminals to measure side by side: the app's, in a lab, and a bare page with xterm.js in the same runtime. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchSpec } from '../../scripts/electron-run.mjs';
import { BackbenchApp, launchElectron } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { TerminalLink } from './terminal-link.ts';

const LAB = 'First queries in SQL';
/** A shell that has just been opened shows its prompt within this time on a busy machine, in milliseconds. */
const SHELL_MS = 60_000;
/** The app's own size of letters, in pixels. */
const FONT_SIZE = 14;

export interface MeasuredTerminal {
  page: Page;
  driver: TerminalLink;
  /** Ends the driver and the app. */
  dispose(): Promise<void>;
}

export interface OurTerminal extends MeasuredTerminal {
  app: BackbenchApp;
  desk: Desk;
}

/** Opens the app in a lab, with a driver in its terminal. */
export async function openOurs(): Promise<OurTerminal> {
  const app = await BackbenchApp.launch();
  try {
    const desk = new Desk(app.page);
    // Needs nothing that this machine may lack: PostgreSQL comes with the app.
    await app.rawCall('host', 'settings.set', { engine: 'native' });
    await desk.welcome();
    await desk.open(LAB);
    const driver = await startDriver(app.page);
    return { app, desk, page: app.page, driver, dispose: () => end(driver, () => app.dispose()) };
  } catch (error) {
    await app.dispose();
    throw error;
  }
}

/** Opens the bare page. @param size the terminal's, as the app's is */
export async function openBare(size: { cols: number; rows: number }): Promise<MeasuredTerminal> {
  const spec = launchSpec();
  const data = mkdtempSync(join(tmpdir(), 'bb-bench-bare-'));
  const env = { ...spec.env, BACKBENCH_DATA: data, BARE_COLS: String(size.cols), BARE_ROWS: String(size.rows), BARE_FONT_SIZE: String(FONT_SIZE) };
  const app = await launchElectron({ executablePath: spec.executable, args: [join(import.meta.dirname, 'bare-terminal')], cwd: spec.cwd, env });
  const close = async (): Promise<void> => {
    await app.close();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const page = await app.firstWindow({ timeout: SHELL_MS });
    const driver = await startDriver(page);
    return { page, driver, dispose: () => end(driver, close) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function end(driver: TerminalLink, close: () => Promise<void>): Promise<void> {
  driver.dispose();
  await close();
}

function startDriver(page: Page): Promise<TerminalLink> {
  return TerminalLink.open(async (port) => {
    const keys = page.locator('.xterm-helper-textarea').first();
    await keys.waitFor({ state: 'attached', timeout: SHELL_MS });
    await keys.focus();
    // Typed before the prompt is there, it waits in the shell's input.
    await page.keyboard.type(`exec ${process.execPath} ${join(import.meta.dirname, 'terminal-driver.ts')} ${String(port)}`);
    await page.keyboard.press('Enter');
  }, SHELL_MS);
}

/** Gives the terminal the keyboard. */
export function focus({ page }: MeasuredTerminal): Promise<void> {
  return page.locator('.xterm-helper-textarea').first().focus();
}
