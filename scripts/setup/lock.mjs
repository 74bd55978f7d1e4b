// One set-up at a time in a checkout: a second one waits for the first.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupFault } from './fault.mjs';
import { cacheDir } from './paths.mjs';

/** A first set-up on a slow line may take this long; past it, something hangs. */
const WAIT_MS = 45 * 60_000;
const POLL_MS = 500;

/**
 * Runs `work` while no other process does so in this checkout.
 * @template T
 * @param {(text: string) => void} note told when there is something to wait for
 * @param {() => Promise<T>} work
 * @param {string} [file] the lock
 * @returns {Promise<T>}
 */
export async function withLock(note, work, file = join(cacheDir, 'setup.lock')) {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw unwritable(error);
  }
  const until = Date.now() + WAIT_MS;
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw unwritable(error);
    }
    const owner = ownerOf(file);
    if (owner !== undefined && !isAlive(owner)) {
      // Left behind by a set-up that was killed.
      rmSync(file, { force: true });
      continue;
    }
    if (!told) note(`another set-up (process ${owner ?? '?'}) is at work in this folder; waiting for it`);
    told = true;
    if (Date.now() > until) {
      throw new SetupFault(`Another set-up (process ${owner ?? '?'}) did not end within ${WAIT_MS / 60_000} minutes.`, {
        next: `If it hangs, end it; if it is gone, remove ${file}. Then run the same command again.`,
      });
    }
    await sleep(POLL_MS);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** @param {string} file @returns {number | undefined} */
function ownerOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {unknown} error */
function unwritable(error) {
  return new SetupFault(`Set-up has something to do but may not write here: ${error instanceof Error ? error.message : String(error)}`, {
    next: 'Run `npm run setup` once as the owner of this folder.',
  });
}
