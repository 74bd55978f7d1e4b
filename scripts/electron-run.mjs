// The one place that knows how to start the app: the runtime, its arguments, its environment. Used by npm start, the
// tour, the end-to-end tests and the bench. `node scripts/electron-run.mjs` opens the app as it was last built.
import { spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { needsOrdinaryUser, runAsOrdinaryUser } from './ordinary-user.mjs';
import { ended } from './setup/command.mjs';
import { currentRuntime } from './setup/electron-runtime.mjs';
import { exitWithFault, SetupFault } from './setup/fault.mjs';
import { isEntry, nodeHere, root, sqliteBindingFile } from './setup/paths.mjs';

/**
 * How to start the app.
 * @typedef {object} LaunchSpec
 * @property {'official' | 'fallback'} kind which Electron this is
 * @property {string} version of Electron
 * @property {string} executable absolute path
 * @property {string[]} args the app's folder; append the app's own arguments
 * @property {Record<string, string>} env the whole environment for the process
 * @property {string} cwd the checkout
 */

/**
 * Says how to start the app from this process. The process must belong to an ordinary user; run it through
 * ordinary-user.mjs when it does not.
 * @returns {LaunchSpec}
 * @throws {SetupFault} when set-up has not run, as root, or when the system forbids Chromium's sandbox
 */
export function launchSpec() {
  const runtime = currentRuntime();
  if (runtime === undefined) throw new SetupFault('Electron is not set up.', { next: 'Run `npm run setup` first.' });
  if (needsOrdinaryUser()) {
    throw new SetupFault('The app does not run as root, because the browser\'s sandbox does not.', {
      next: 'Use `npm start`, or run this as an ordinary user.',
    });
  }
  if (process.platform === 'linux') demandSandbox(runtime.executable);
  /** @type {Record<string, string>} */
  const env = {};
  for (const [key, value] of Object.entries(process.env)) if (value !== undefined) env[key] = value;
  // These would turn Electron into a plain Node or change what it loads.
  for (const key of ['ELECTRON_RUN_AS_NODE', 'ELECTRON_NO_ASAR', 'NODE_OPTIONS']) delete env[key];
  if (runtime.kind === 'fallback') env['BACKBENCH_SQLITE_BINDING'] = sqliteBindingFile;
  return { ...runtime, args: [root], env, cwd: root };
}

/**
 * Chromium's sandbox needs user namespaces, or its helper program owned by root. Found out before the start, because
 * Chromium itself ends with a line that helps nobody.
 * @param {string} executable
 */
function demandSandbox(executable) {
  if (spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0) return;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const stat = statSync(helper, { throwIfNoEntry: false });
  const setuidRoot = 0o4000;
  if (stat?.uid === 0 && (stat.mode & setuidRoot) !== 0) return;
  throw new SetupFault('This system does not let programs make user namespaces, which the browser\'s sandbox needs.', {
    next: `Give Electron's sandbox helper the right instead, then run the same command again:\n\n    sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  });
}

/**
 * Opens the app and waits until it is closed; as root it runs as an ordinary user.
 * @param {string[]} [args] the app's own arguments
 * @returns {Promise<number>} the app's exit code
 */
export async function openApp(args = []) {
  if (needsOrdinaryUser()) {
    const words = [nodeHere, 'scripts/electron-run.mjs', ...args];
    return (await runAsOrdinaryUser(words)).code;
  }
  const spec = launchSpec();
  const child = spawn(spec.executable, [...spec.args, ...args], { cwd: spec.cwd, env: spec.env, stdio: 'inherit' });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', () => {});
  return (await ended(child, 0)).code;
}

if (isEntry(import.meta)) {
  openApp(process.argv.slice(2)).then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
}
