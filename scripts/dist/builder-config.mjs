// What electron-builder is told. Publishing is off: no format looks for updates; they come by pack.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { currentRuntime } from '../setup/electron-runtime.mjs';
import { SetupFault } from '../setup/fault.mjs';
import { inCheckout } from '../setup/paths.mjs';
import { asarFolder, besideFolder, manifest } from './app-parts.mjs';
import { FUSES } from './fuses.mjs';
import { builtFolder, EXECUTABLE } from './packaged-app.mjs';

const icons = inCheckout('scripts', 'dist', 'icons');

/** What Electron's libraries need on Debian and Ubuntu, old names and new. */
const DEB_DEPENDS = [
  'libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2 | libasound2t64', 'libxss1',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64', 'libdrm2',
];

/**
 * @param {{ quick: boolean }} options quick: packages are made fast and come out larger
 * @returns {import('electron-builder').Configuration}
 * @throws {SetupFault} when there is no Electron yet
 */
export function builderConfig({ quick }) {
  const runtime = currentRuntime();
  if (runtime === undefined) throw new SetupFault('Electron is not set up.', { next: 'Run `npm run setup`, then the same command again.' });
  return {
    appId: 'invalid.backbench.app',
    productName: 'Backbench',
    copyright: 'The Backbench authors, Apache-2.0',
    directories: { app: asarFolder, output: builtFolder, buildResources: inCheckout('scripts', 'dist') },
    electronVersion: runtime.version,
    electronDist: distOf(runtime),
    afterExtract: ({ appOutDir, packager }) => clearRuntime(packager.getResourcesDir(appOutDir), appOutDir),
    asar: true,
    files: ['**/*'],
    // A folder node_modules has to be named itself to be copied.
    extraResources: [{ from: besideFolder, to: '.', filter: ['**/*'] }, { from: join(besideFolder, 'node_modules'), to: 'node_modules', filter: ['**/*'] }],
    electronFuses: FUSES,
    // The packages are brought as they are, compiled modules too (see app-parts.mjs); electron-builder is to leave them alone.
    beforeBuild: () => Promise.resolve(false),
    compression: quick ? 'store' : 'normal',
    publish: null,
    linux: {
      executableName: EXECUTABLE, icon: icons, category: 'Education', syncDesktopName: true,
      maintainer: 'The Backbench authors <authors@backbench.invalid>', synopsis: manifest()['description'] ?? '',
      artifactName: 'backbench-${version}-${arch}.${ext}',
    },
    deb: {
      packageName: 'backbench', depends: DEB_DEPENDS, recommends: ['xdg-utils', 'postgresql-client', 'redis-tools'],
      packageCategory: 'education', priority: 'optional', compression: quick ? 'gz' : 'xz',
      afterInstall: inCheckout('scripts', 'dist', 'after-install.tpl'), afterRemove: inCheckout('scripts', 'dist', 'after-remove.tpl'),
    },
    // The later runtime needs no FUSE 2 on the learner's machine.
    toolsets: { appimage: '1.0.3' },
    mac: { category: 'public.app-category.education', icon: join(icons, '1024x1024.png'), artifactName: 'backbench-${version}-${arch}.${ext}' },
    win: { icon: join(icons, '512x512.png'), artifactName: 'backbench-${version}-${arch}.${ext}' },
    nsis: {
      // One for all people of the machine; `/S` installs without a question, `/D=` says where.
      oneClick: false, perMachine: true, allowElevation: true, allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false, artifactName: 'backbench-setup-${version}-${arch}.${ext}',
      differentialPackage: false,
    },
    dmg: { writeUpdateInfo: false },
  };
}

/** @param {import('../setup/electron-runtime.mjs').Runtime} runtime @returns {string} the folder of its distribution */
function distOf(runtime) {
  if (runtime.kind === 'fallback') return dirname(runtime.executable);
  return process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? inCheckout('node_modules', 'electron', 'dist');
}

/**
 * Takes out what only a runtime for development has: the app that loads another one.
 * @param {string} resources @param {string} appOutDir
 */
async function clearRuntime(resources, appOutDir) {
  for (const name of ['app', 'default_app.asar']) rmSync(join(resources, name), { recursive: true, force: true });
  // The fallback brings the V8 snapshot of an app that is not ours; the fuse for it is off.
  for (const name of ['.backbench', 'version', 'browser_v8_context_snapshot.bin']) rmSync(join(appOutDir, name), { force: true });
  const license = join(appOutDir, 'LICENSE');
  if (existsSync(license)) renameSync(license, join(appOutDir, 'LICENSE.electron.txt'));
}
