// Packs the app and makes the installers of it, one format after the other; runs on Node 24. Started by dist.mjs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { build, Platform } from 'electron-builder';
import { exitWithFault, SetupFault } from '../setup/fault.mjs';
import { root } from '../setup/paths.mjs';
import { seconds } from '../setup/reporter.mjs';
import { layOutParts, manifest } from './app-parts.mjs';
import { builderConfig } from './builder-config.mjs';
import { checkPackaged } from './check-packaged.mjs';
import { FORMATS, wayToBuild } from './formats.mjs';
import { makeInspectable } from './inspectable.mjs';
import { builtFolder, INSPECTABLE, packagedApp } from './packaged-app.mjs';

const MEBIBYTE = 1024 * 1024;

/** @param {string} text */
const say = (text) => void process.stdout.write(`${text}\n`);

const platform = Platform.current();

/**
 * @param {string[]} wanted names of formats; none for all
 * @param {{ quick: boolean, forTests: boolean }} options
 * @returns {Promise<number>} the exit code: 1 when a format that this system builds, or one that was asked for, was not built
 */
async function dist(wanted, options) {
  const unknown = wanted.filter((name) => name !== 'dir' && !FORMATS.some((format) => format.name === name));
  if (unknown.length > 0) throw new SetupFault(`There is no format ${unknown.join(', ')}.`, { next: `These are: dir, ${FORMATS.map(({ name }) => name).join(', ')}.` });
  const from = performance.now();
  rmSync(builtFolder, { recursive: true, force: true });
  mkdirSync(builtFolder, { recursive: true });
  layOutParts();
  const config = builderConfig(options);
  await build({ targets: platform.createTarget('dir'), config, projectDir: root, publish: 'never' });
  const app = packagedApp();
  await checkPackaged(app);
  say(`✓ dir: built, ${relative(root, app.folder)}; fuses, archive and compiled modules are as they should be (${seconds(from)})`);
  if (options.forTests) {
    await makeInspectable(app);
    say(`✓ a copy for the end-to-end tests: ${INSPECTABLE}`);
  }
  let missed = 0;
  for (const format of FORMATS) {
    if (wanted.length > 0 && !wanted.includes(format.name)) continue;
    const outcome = await one(format, app.folder, options);
    if (outcome.built) say(`✓ ${format.name} (${format.title}): built, ${outcome.text}`);
    else say(`– ${format.name} (${format.title}): not built, because ${outcome.text}`);
    if (!outcome.built && (wanted.length > 0 || outcome.fault)) missed += 1;
  }
  return missed === 0 ? 0 : 1;
}

/**
 * @param {import('./formats.mjs').Format} format
 * @param {string} folder the packaged app
 * @param {{ quick: boolean }} options
 * @returns {Promise<{ built: boolean, text: string, fault?: boolean }>} fault: it should have worked
 */
async function one(format, folder, options) {
  const from = performance.now();
  const way = await wayToBuild(format);
  if ('reason' in way) return { built: false, text: way.reason };
  const before = new Set(readdirSync(builtFolder));
  Object.assign(process.env, way.env);
  try {
    if (format.target === undefined) plainArchive(folder, options);
    else await build({ prepackaged: folder, targets: platform.createTarget(format.target), config: builderConfig(options), projectDir: root, publish: 'never' });
  } catch (error) {
    return { built: false, fault: true, text: error instanceof Error ? error.message : String(error) };
  }
  const made = readdirSync(builtFolder).filter((name) => !before.has(name) && name.endsWith(format.name === 'nsis' ? '.exe' : `.${format.name}`));
  if (made.length === 0) return { built: false, fault: true, text: 'electron-builder ended well and left no file' };
  const sizes = made.map((name) => `${relative(root, join(builtFolder, name))} (${Math.round(statSync(join(builtFolder, name)).size / MEBIBYTE)} MiB)`);
  return { built: true, text: `${sizes.join(', ')} in ${seconds(from)}` };
}

/**
 * The packaged app as one folder in a tar.gz. By tar itself: electron-builder would download a packer for it.
 * @param {string} folder @param {{ quick: boolean }} options
 */
function plainArchive(folder, { quick }) {
  const name = `backbench-${manifest()['version']}-${process.arch}`;
  const file = join(builtFolder, `${name}.tar.gz`);
  const rename = `s,^${basename(folder)},${name},`;
  execFileSync('tar', [
    // The targets of links stay as they are.
    '--create', '--file', file, '--use-compress-program', `gzip -${quick ? 1 : 9}`, '--owner=0', '--group=0', '--numeric-owner', '--sort=name',
    `--transform=flags=rSH;${rename}`, '--directory', builtFolder, basename(folder),
  ], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(file)) throw new Error('tar left no file');
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  dist(words.filter((word) => !word.startsWith('-')), { quick: words.includes('--quick'), forTests: words.includes('--for-tests') })
    .then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
}
