// better-sqlite3 compiled for the fallback runtime, whose older Node can't load the prebuilt one.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmCommand, run, toolEnv } from './command.mjs';
import { SetupFault } from './fault.mjs';
import { headersEnv } from './node-packages.mjs';
import { cacheDir, inCheckout, sqliteBindingFile } from './paths.mjs';
import { isStamped, stamp } from './stamp.mjs';

/** SQLite is one file of nine megabytes: 70 s on two cores, minutes on an old laptop. */
const COMPILE_DEADLINE_MS = 20 * 60_000;

/**
 * The prebuilt binding is made for Node-API 10, whose way of ending finalizers Node 20 lacks. These definitions
 * choose the experimental surface without that change; the result runs on Node 20 and newer alike.
 */
const STOCK_DEFINE = `'NAPI_VERSION=10'`;
const OWN_DEFINES = `'NAPI_VERSION=2147483647', 'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'`;

const source = inCheckout('node_modules', 'better-sqlite3');

/** @returns {string} what the binding is made from */
const recipe = () => `${JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version} ${OWN_DEFINES}`;

/** @returns {boolean} */
export const sqliteBindingIsBuilt = () => existsSync(sqliteBindingFile) && isStamped('sqlite', recipe());

/** @returns {Promise<void>} */
export async function buildSqliteBinding() {
  const work = join(cacheDir, `sqlite-${process.pid}`);
  try {
    mkdirSync(cacheDir, { recursive: true });
    cpSync(source, work, { recursive: true, filter: (path) => !path.endsWith('prebuilds') });
    const gyp = readFileSync(join(work, 'binding.gyp'), 'utf8');
    if (!gyp.includes(STOCK_DEFINE)) {
      throw new SetupFault('better-sqlite3 changed the way it is built, so it can\'t be built for this runtime.', {
        next: 'Install the better-sqlite3 version that package-lock.json names: `npm ci`.',
      });
    }
    writeFileSync(join(work, 'binding.gyp'), gyp.replace(STOCK_DEFINE, OWN_DEFINES));
    // Only the library itself: the package's other target is a test of its own.
    writeFileSync(join(work, 'package.json'), JSON.stringify({
      name: 'better-sqlite3', private: true,
      scripts: { compile: 'node-gyp rebuild --release --force_build=1' },
    }));
    const [npm = '', ...npmArgs] = npmCommand();
    await run(npm, [...npmArgs, 'run', 'compile'], {
      log: 'setup-sqlite',
      deadlineMs: COMPILE_DEADLINE_MS,
      what: 'Compiling better-sqlite3',
      next: 'The log names the cause. A C++20 compiler (GCC 10 or newer), make and python3 are needed.',
      cwd: work,
      env: { ...toolEnv(), ...headersEnv() },
    });
    mkdirSync(dirname(sqliteBindingFile), { recursive: true });
    renameSync(join(work, 'build', 'Release', 'better_sqlite3.node'), sqliteBindingFile);
    stamp('sqlite', recipe());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
