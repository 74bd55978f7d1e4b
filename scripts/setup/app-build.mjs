// The built app in out/, made again when a source changed.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { run, toolEnv } from './command.mjs';
import { inCheckout, toolNode } from './paths.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** A build takes 10 s on two cores. */
const BUILD_DEADLINE_MS = 5 * 60_000;

/** What the build is made of. Tests and the recipes for other tools do not change it. */
const SOURCES = ['src', 'electron.vite.config.ts', 'tsconfig.base.json', 'tsconfig.json', 'package-lock.json'];

/** What a complete build has. */
const RESULTS = ['out/main/index.js', 'out/main/host.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** @returns {string} */
const sourceHash = () => hashOf(SOURCES.map((name) => inCheckout(name)), (name) => !/\.test\.tsx?$/.test(name));

/** @returns {boolean} */
export const appIsBuilt = () => RESULTS.every((name) => existsSync(inCheckout(name))) && isStamped('build', sourceHash());

/** The parts of a build, each a folder in out/. */
const PARTS = ['main', 'preload', 'renderer'];

/**
 * Builds beside the present build and puts the new one in its place at the end: a build that fails changes nothing.
 * @returns {Promise<void>}
 */
export async function buildApp() {
  // Taken before the build: what is edited meanwhile is built the next time.
  const hash = sourceHash();
  // As deep as out/, so that the paths in source maps hold.
  const next = inCheckout('out-next');
  rmSync(next, { recursive: true, force: true });
  await run(toolNode, [inCheckout('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    log: 'setup-build',
    deadlineMs: BUILD_DEADLINE_MS,
    what: 'Building the app',
    next: 'The log names the source file that does not build.',
    env: toolEnv({ BACKBENCH_BUILD_DIR: 'out-next' }),
  });
  mkdirSync(inCheckout('out'), { recursive: true });
  for (const part of PARTS) {
    rmSync(inCheckout('out', part), { recursive: true, force: true });
    renameSync(inCheckout('out-next', part), inCheckout('out', part));
  }
  rmSync(next, { recursive: true, force: true });
  stamp('build', hash);
}
