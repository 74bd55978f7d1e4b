// The linter of Python labs, for the tests of their code.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { run } from './command.mjs';
import { cacheDir, inCheckout } from './paths.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** 12 MB over a slow line. */
const DEADLINE_MS = 10 * 60_000;
const list = inCheckout('scripts', 'setup', 'linters.txt');

/** @returns {boolean} */
export const lintersAreThere = () => isStamped('linters', hashOf([list]));

/**
 * @param {NodeJS.ProcessEnv} env who runs the tests finds this Python
 * @returns {Promise<void>}
 */
export async function installLinters(env) {
  const [into, made] = [`${cacheDir}/linters`, `${cacheDir}/linters-${process.pid}`];
  mkdirSync(cacheDir, { recursive: true });
  await run('python3', ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--no-compile', '--only-binary', ':all:', '--require-hashes', '--target', made, '-r', list], {
    log: 'setup-linters', deadlineMs: DEADLINE_MS, env: { ...env, PIP_ROOT_USER_ACTION: 'ignore' }, what: 'Installing the linter of Python',
  });
  rmSync(into, { recursive: true, force: true });
  renameSync(made, into);
  stamp('linters', hashOf([list]));
}
