// Makes a checkout ready to run: system packages, npm packages, Electron, the built app. Runs on Node 20 with
// built-in modules only; does only what is not done yet.
import { appIsBuilt, buildApp } from './setup/app-build.mjs';
import { currentRuntime, installRuntime } from './setup/electron-runtime.mjs';
import { exitWithFault, SetupFault } from './setup/fault.mjs';
import { installLabServer, isSettled, LAB_SERVERS } from './setup/lab-servers.mjs';
import { addLabLibraries, areSettled, LAB_LIBRARIES } from './setup/lab-libraries.mjs';
import { installLinters, lintersAreThere } from './setup/linters.mjs';
import { withLock } from './setup/lock.mjs';
import {
  installPackages, installToolNode, toolNodeIsThere, needsCompiler, packagesAreCurrent, runInstallScripts, scriptsAreDone,
} from './setup/node-packages.mjs';
import { cacheDir, isEntry } from './setup/paths.mjs';
import { Reporter } from './setup/reporter.mjs';
import { shellEnv } from './ordinary-user.mjs';
import { buildSqliteBinding, sqliteBindingIsBuilt } from './setup/sqlite-binding.mjs';
import { hasApt, installSystemPackages, missingLibraries, missingPackages } from './setup/system-packages.mjs';

/** The oldest Node that these scripts run on. */
const OLDEST_NODE = 20;

/**
 * @typedef {object} SetupOptions
 * @property {boolean} [app] Electron and what it needs to show a window; without it the CLI alone is made ready
 * @property {boolean} [display] what the tests need too: a virtual display, the libraries of all stacks, and linters
 * @property {Reporter} [reporter]
 */

/**
 * Sets up what is missing.
 * @param {SetupOptions} [options]
 * @returns {Promise<void>}
 * @throws {SetupFault} saying what happened and what to do next
 */
export async function setup(options = {}) {
  const reporter = options.reporter ?? new Reporter();
  const plan = planOf(options);
  if (isDone(plan)) return;
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new SetupFault(`This is Node ${process.versions.node}; Backbench needs Node ${OLDEST_NODE} or newer.`, {
      next: 'Install a newer Node, then run the same command again.',
    });
  }
  await withLock((text) => reporter.line(`  … ${text}`), async () => {
    reporter.line('Backbench sets up what is missing:');
    process.umask(0o022); // What is made here must be readable for the ordinary user that the app runs as.
    await work(plan, reporter);
    reporter.line(`Set-up is complete (${reporter.elapsed()}).`);
  });
}

/**
 * @typedef {{ app: boolean, display: boolean, labTools: boolean, libraries: readonly import('./setup/lab-libraries.mjs').LabLibraries[], linters: boolean }} Plan
 * @param {SetupOptions} options
 * @returns {Plan}
 */
function planOf(options) {
  const app = options.app ?? true;
  const linux = process.platform === 'linux';
  const tests = options.display ?? false;
  const libraries = LAB_LIBRARIES.filter(({ stack }) => app && (tests || stack === 'javascript'));
  return { app, display: tests && linux, labTools: app && linux, libraries, linters: tests && linux };
}

/** @param {Plan} plan */
function systemNeeds(plan) {
  if (!hasApt()) return [];
  const needsSqlite = plan.app && !sqliteMade();
  return missingPackages({ window: plan.app, display: plan.display, compiler: compilerNeeded() || needsSqlite, labTools: plan.labTools });
}

/** Before the npm packages are there nobody knows; node-pty brings no prebuilt part for Linux. */
const compilerNeeded = () => (packagesAreCurrent() ? needsCompiler() : process.platform === 'linux');

/** @returns {boolean} false only where the fallback runtime is, or may come to be, in use */
function sqliteMade() {
  if (currentRuntime()?.kind === 'official' || process.platform !== 'linux') return true;
  return packagesAreCurrent() && sqliteBindingIsBuilt();
}

/** Lab tools that an ordinary user has no right to install do not make a set-up incomplete. @param {Plan} plan */
function isDone(plan) {
  if (!packagesAreCurrent() || !scriptsAreDone() || !appIsBuilt()) return false;
  if (!plan.app) return true;
  if (plan.labTools && !LAB_SERVERS.every(isSettled)) return false;
  if (!plan.libraries.every(areSettled)) return false;
  if (plan.linters && !lintersAreThere()) return false;
  return currentRuntime() !== undefined && sqliteMade() && systemNeeds(plan).every((need) => need.why === 'lab tools' && process.getuid?.() !== 0);
}

/**
 * Steps that do not need each other's results run side by side.
 * @param {Plan} plan
 * @param {Reporter} reporter
 */
async function work(plan, reporter) {
  const missing = systemNeeds(plan);
  const system =
    missing.length === 0
      ? Promise.resolve()
      : reporter.step('system packages', missing.map((need) => need.names[0]).join(' '), ({ note }) => installSystemPackages(missing, note));
  const packages = packagesAreCurrent()
    ? Promise.resolve()
    : reporter.step('npm packages', 'installing what package-lock.json names', () => installPackages());
  const toolNode = packages.then(async () => {
    if (!toolNodeIsThere()) await reporter.step('Node 24', 'fetching the Node that the tools run on', () => installToolNode());
  });
  const scripts = Promise.all([toolNode, system]).then(async () => {
    if (!scriptsAreDone()) await reporter.step('native modules', 'compiling node-pty, linking PostgreSQL', () => runInstallScripts());
  });
  const built = toolNode.then(async () => {
    if (!appIsBuilt()) await reporter.step('app', 'building', () => buildApp());
  });
  const runtime = plan.app ? toolNode.then(() => runtimeSteps(reporter, system)) : Promise.resolve();
  const labServers = Promise.all([built, scripts]).then(async () => {
    for (const server of plan.labTools ? LAB_SERVERS : []) {
      if (!isSettled(server)) await reporter.step(server.name, 'installing it for labs without Docker', ({ note }) => installLabServer(server, note));
    }
  });
  const libraries = Promise.all([built, scripts]).then(async () => {
    for (const each of plan.libraries) {
      if (!areSettled(each)) await reporter.step(each.name, 'getting them for labs without Docker', ({ note }) => addLabLibraries(each, shellEnv(), note));
    }
  });
  const linters = system.then(async () => {
    if (plan.linters && !lintersAreThere()) await reporter.step('linters', 'for the tests of labs', () => installLinters(shellEnv()));
  });
  await allOrFirstFault([system, packages, scripts, built, runtime, labServers, libraries, linters]);
}

/** @param {Reporter} reporter @param {Promise<void>} system */
async function runtimeSteps(reporter, system) {
  /** @type {Promise<void> | undefined} */
  let sqlite;
  const forFallback = () => (sqlite ??= system.then(() => sqliteStep(reporter)));
  const runtime =
    currentRuntime() ??
    // The compiler begins as soon as it is known to be needed, while the runtime is still on its way.
    (await reporter.step('Electron', 'looking for the official download', ({ note }) => installRuntime(note, () => void forFallback().catch(() => {}))));
  if (runtime.kind === 'fallback') await forFallback();
  await system;
  const libraries = process.platform === 'linux' ? missingLibraries(runtime.executable) : [];
  if (libraries.length > 0) {
    throw new SetupFault(`Electron needs libraries that this system lacks: ${libraries.join(', ')}.`, {
      next: 'Install the packages of your distribution that hold them, then run the same command again.',
    });
  }
}

/** @param {Reporter} reporter */
async function sqliteStep(reporter) {
  if (!sqliteBindingIsBuilt()) await reporter.step('SQLite', 'compiling it for this Electron (a minute or two)', () => buildSqliteBinding());
}

/**
 * Waits for all: a step that is cut off half way would have to be done again. The first fault is the one to tell.
 * @param {Promise<void>[]} promises
 */
async function allOrFirstFault(promises) {
  const outcomes = await Promise.allSettled(promises);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

if (isEntry(import.meta)) {
  const words = process.argv.slice(2);
  setup({ app: !words.includes('--cli-only'), display: words.includes('--display') })
    .then(() => process.stdout.write(`Ready: npm start opens the app. (Downloads and builds are in ${cacheDir}.)\n`))
    .catch((error) => exitWithFault(error));
}
