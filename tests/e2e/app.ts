/**
 * The real app under Playwright: started as npm start starts it (an ordinary user, the browser's sandbox
 * on), on a data folder of its own, on a virtual display where there is none.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { launchSpec } from '../../scripts/electron-run.mjs';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { startVirtualDisplay } from '../../scripts/virtual-display.mjs';
import type { WindowBridge } from '../../src/shared/window-ports.ts';
import { eventually } from './eventually.ts';
import { removeInstance } from './instance.ts';

/** A start takes one or two seconds; a busy machine of two cores takes its time. */
const LAUNCH_MS = 60_000;
/** The app waits up to 15 s for its lab host before it ends. */
const CLOSE_MS = 30_000;

export interface AppOptions {
  /** A data folder to start on; by default a fresh one, which is removed in the end. */
  data?: string;
  /** More variables, or undefined to take one away. */
  env?: Record<string, string | undefined>;
  /** False for a start that is expected to show no page. */
  page?: boolean;
}

/** One call to main or the lab host, as it goes over the port. */
export interface RawAnswer {
  /** HTTP-like: 200 for a result. */
  status: number;
  /** The result, or the error with its `data: {code, details}`. */
  body: unknown;
}

export class BackbenchApp {
  readonly data: string;
  readonly #options: AppOptions;
  readonly #ownsData: boolean;
  #electron: ElectronApplication | undefined;
  /** Kept from the start on: Playwright forgets it when the app ends by itself. */
  #process: ChildProcess | undefined;
  #page: Page | undefined;

  private constructor(options: AppOptions) {
    this.#options = options;
    this.#ownsData = options.data === undefined;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), 'backbench-e2e-'));
  }

  static async launch(options: AppOptions = {}): Promise<BackbenchApp> {
    const app = new BackbenchApp(options);
    try {
      await app.#start();
      return app;
    } catch (error) {
      await app.dispose();
      throw error;
    }
  }

  get electron(): ElectronApplication {
    if (this.#electron === undefined) throw new Error('The app is not running.');
    return this.#electron;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('The app shows no page.');
    return this.#page;
  }

  /**
   * Runs a function in the main process, which gets the `electron` module first. It must be one that may
   * run twice: now and then V8's inspector drops the first answer.
   */
  async inMain<R, A>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  async inMain<R>(run: (electron: typeof Electron) => R | Promise<R>): Promise<R>;
  async inMain<R, A>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.electron.evaluate(run as never, arg);
      } catch (error) {
        if (attempt === 3 || !(error instanceof Error) || !error.message.includes('promise was garbage collected')) throw error;
      }
    }
  }

  /** The main process. */
  get process(): ChildProcess {
    if (this.#process === undefined) throw new Error('The app is not running.');
    return this.#process;
  }

  async #start(): Promise<void> {
    this.#electron = await launchElectron(await startOptions(this.data, this.#options.env));
    this.#process = this.#electron.process();
    if (this.#options.page === false) return;
    this.#page = await this.#electron.firstWindow({ timeout: LAUNCH_MS });
    // Drawn, so that the page has its line to main: one that comes later takes the place of a test's own.
    await this.#page.locator('#root > *').first().waitFor({ state: 'attached', timeout: LAUNCH_MS });
  }

  /** Ends the app as a person does, and starts it again on the same data. */
  async relaunch(): Promise<void> {
    await this.close();
    await this.#start();
  }

  /** Starts the app again after {@link kill} or {@link close}. */
  async start(): Promise<void> {
    await this.#start();
  }

  /** Ends the app as a person does, and waits until its process is gone. */
  async close(): Promise<void> {
    const electron = this.#electron;
    if (electron === undefined) return;
    const { pid } = this.process;
    await electron.close();
    this.#electron = undefined;
    this.#page = undefined;
    if (pid !== undefined) await eventually('the app has ended', () => !isAlive(pid), CLOSE_MS);
  }

  /** Ends the main process without any warning. */
  async kill(): Promise<void> {
    const { pid } = this.process;
    this.process.kill('SIGKILL');
    this.#electron = undefined;
    this.#page = undefined;
    if (pid !== undefined) await eventually('the app has ended', () => !isAlive(pid), CLOSE_MS);
  }

  /** The process of the lab host that runs now, or undefined while none does. */
  hostPid(): Promise<number | undefined> {
    return this.inMain(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Backbench lab host')?.pid);
  }

  /** Ends the lab host without any warning. @returns the process that was ended */
  async killHost(): Promise<number> {
    const pid = await eventually('a lab host runs', () => this.hostPid(), LAUNCH_MS);
    process.kill(pid, 'SIGKILL');
    await eventually('the lab host has ended', () => !isAlive(pid), LAUNCH_MS);
    return pid;
  }

  /** The app's log so far. */
  log(): string {
    const path = join(this.data, 'logs', 'backbench.log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Puts a picture of the window into the tests' output folder. @returns its path */
  async screenshot(name: string): Promise<string> {
    const folder = inCheckout(process.env['BACKBENCH_OUT'] ?? 'out/test', 'screens');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /**
   * Makes a call past the page's own client, so that it may be one that the client would never make.
   * @param side whose contract
   * @param path such as `session.start`
   */
  async rawCall(side: 'main' | 'host', path: string, input?: unknown): Promise<RawAnswer> {
    return this.page.evaluate(rawCallInPage, { side, path, input });
  }

  /**
   * Ends the app, whatever state it is in, and removes its data folder with all that its labs keep elsewhere:
   * stopped containers would pile up on the machine.
   */
  async dispose(): Promise<void> {
    try {
      if (this.#electron !== undefined) await this.close();
    } finally {
      if (this.#ownsData) {
        await removeInstance(this.data);
        rmSync(this.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    }
  }
}

/** Playwright attaches within a second; past this it hangs. */
const ATTACH_MS = 20_000;
const ATTEMPTS = 3;

/**
 * Launches under Playwright. About one launch in forty, Playwright asks for the window in the moment that the
 * window goes from its empty first page to ours, and waits for ever; it ends the app then, and another try works.
 */
export async function launchElectron(
  options: Pick<NonNullable<Parameters<typeof _electron.launch>[0]>, 'executablePath' | 'args' | 'env' | 'cwd'>,
): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Playwright's own defaults are to switch the sandbox off and to pretend light colours.
      return await _electron.launch({ ...options, timeout: ATTACH_MS, chromiumSandbox: true, colorScheme: null });
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    }
  }
}

/**
 * How a start of the app looks on this machine. BACKBENCH_APP names another built app than the checkout's;
 * BACKBENCH_EXECUTABLE names, relative to the checkout, a packaged one (see scripts/dist/inspectable.mjs).
 */
async function startOptions(data: string, env: AppOptions['env'] = {}) {
  const spec = launchSpec();
  const merged: Record<string, string> = { ...spec.env };
  for (const [name, value] of Object.entries({ DISPLAY: await display(), BACKBENCH_DATA: data, ...env })) {
    if (value === undefined) delete merged[name];
    else merged[name] = value;
  }
  const packaged = process.env['BACKBENCH_EXECUTABLE'];
  if (packaged !== undefined) {
    // It gets none of what a start from the checkout needs.
    delete merged['BACKBENCH_SQLITE_BINDING'];
    return { executablePath: inCheckout(packaged), args: [], env: merged, cwd: tmpdir() };
  }
  const app = process.env['BACKBENCH_APP'];
  return { executablePath: spec.executable, args: app === undefined ? spec.args : [app], env: merged, cwd: spec.cwd };
}

/**
 * Starts the app a second time on the same data, without Playwright.
 * @returns its exit code; it must end by itself within the deadline
 */
export async function startAgain(data: string, withinMs = LAUNCH_MS): Promise<number | null> {
  const { executablePath, args, env, cwd } = await startOptions(data);
  const child = spawn(executablePath, args, { env, cwd, stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

let ownDisplay: Promise<string> | undefined;

/** The display to use: the one that is there, or else one of our own, which ends with this process. */
async function display(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const given = process.env['DISPLAY'];
  if (given !== undefined && given !== '') return given;
  ownDisplay ??= startVirtualDisplay().then(({ display: name }) => name);
  return ownDisplay;
}

/** True while the process is there and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // A process that has ended and was not yet waited for is no longer alive.
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Runs in the page: asks for ports of its own and sends one request in oRPC's wire form. */
function rawCallInPage({ side, path, input }: { side: 'main' | 'host'; path: string; input: unknown }): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to ${side} ${path}`)), 30_000);
    const id = `raw-${Math.random()}`;
    const connect = (): void => (window as unknown as { backbench: WindowBridge }).backbench.connect();
    let asked = false;
    let answered = false;
    const onPorts = (event: MessageEvent<{ backbench?: string }>): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data.backbench !== side || port === undefined) return;
      // The page closes main's former port without a word; the host's says so.
      if (asked && side === 'host') return;
      asked = true;
      port.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data) as { i: string; p?: { s?: number; b?: { json: unknown } } };
        if (answer.i !== id) return;
        answered = true;
        clearTimeout(timer);
        window.removeEventListener('message', onPorts);
        resolve({ status: answer.p?.s ?? 200, body: answer.p?.b?.json });
      });
      // The ports of an earlier request, already replaced: the next ones are ours.
      port.addEventListener('close', () => {
        asked = false;
        if (!answered) connect();
      }, { once: true });
      port.start();
      port.postMessage(JSON.stringify({ i: id, p: { u: `/${path.replaceAll('.', '/')}`, b: { json: input } } }));
    };
    window.addEventListener('message', onPorts);
    connect();
  });
}
