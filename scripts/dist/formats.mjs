// The formats of the installers: which this machine can build, and why another can't be built here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { probe, RELEASE_HOST } from '../setup/electron-runtime.mjs';
import { onPath } from '../setup/command.mjs';
import { inCheckout } from '../setup/paths.mjs';

/**
 * @typedef {object} Format
 * @property {string} name as it is asked for
 * @property {string} title
 * @property {NodeJS.Platform} platform where it is built
 * @property {string | undefined} target electron-builder's name; the plain archive of Linux is made by tar
 */

/** @type {Format[]} */
export const FORMATS = [
  { name: 'tar.gz', title: 'plain archive for Linux', platform: 'linux', target: undefined },
  { name: 'deb', title: 'package for Debian and Ubuntu', platform: 'linux', target: 'deb' },
  { name: 'AppImage', title: 'AppImage for Linux', platform: 'linux', target: 'AppImage' },
  { name: 'dmg', title: 'disk image for macOS', platform: 'darwin', target: 'dmg' },
  { name: 'nsis', title: 'installer for Windows', platform: 'win32', target: 'nsis' },
  { name: 'zip', title: 'plain archive for Windows', platform: 'win32', target: 'zip' },
];

const SYSTEM = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Makes a deb with Debian's own dpkg-deb, where fpm can't be had. */
const OWN_FPM = inCheckout('scripts', 'dist', 'fpm-by-dpkg.mjs');

/** What mksquashfs writes and the runtime reads; see getAppImageTools of app-builder-lib. */
const APPIMAGE_TOOLS = ['mksquashfs', 'desktop-file-validate', 'runtimes', 'lib'];

/**
 * @param {Format} format
 * @returns {Promise<{ env: Record<string, string> } | { reason: string }>} variables for electron-builder, or why it
 *   can't be built here
 */
export async function wayToBuild({ name, platform }) {
  if (platform !== process.platform) {
    return { reason: `it is built on ${SYSTEM[/** @type {keyof typeof SYSTEM} */ (platform)]}, whose Electron and compiled modules are installed there` };
  }
  if (name === 'tar.gz') return { env: {} };
  const unreachable = await releasesUnreachable();
  if (name === 'deb') return wayToDeb(unreachable);
  if (name === 'AppImage') return wayToAppImage(unreachable);
  return unreachable === undefined ? { env: {} } : { reason: `electron-builder can't download its tools: ${unreachable}` };
}

/** @type {Promise<string | undefined> | undefined} */
let asked;
/** Where electron-builder's tools come from. @returns {Promise<string | undefined>} why it can't be reached */
const releasesUnreachable = () => (asked ??= probe(RELEASE_HOST));

/** @param {string | undefined} unreachable */
function wayToDeb(unreachable) {
  if (process.env['CUSTOM_FPM_PATH'] !== undefined) return { env: {} };
  if (onPath('fpm') !== undefined) return { env: { USE_SYSTEM_FPM: 'true' } };
  if (unreachable === undefined) return { env: {} };
  if (onPath('dpkg-deb') !== undefined) return { env: { CUSTOM_FPM_PATH: OWN_FPM } };
  return { reason: `fpm can't be downloaded (${unreachable}), and neither fpm nor dpkg-deb is installed` };
}

/** @param {string | undefined} unreachable */
function wayToAppImage(unreachable) {
  const own = process.env['APPIMAGE_TOOLS_PATH'];
  if (own !== undefined) {
    const missing = APPIMAGE_TOOLS.filter((each) => !existsSync(join(own, each)));
    return missing.length === 0 ? { env: {} } : { reason: `APPIMAGE_TOOLS_PATH names ${own}, which lacks ${missing.join(', ')}` };
  }
  if (unreachable === undefined) return { env: {} };
  return { reason: `its runtime can't be downloaded (${unreachable}); APPIMAGE_TOOLS_PATH may name a folder with the tools of electron-builder's release appimage@1.0.3` };
}
