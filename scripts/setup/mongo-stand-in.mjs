// The MongoDB stand-in for labs without Docker, installed beside the app's resources for everyone who uses the checkout.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { ended, logFile, tailOf } from './command.mjs';
import { inCheckout, nodeHere, root } from './paths.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** 50 MB of packages over a slow line: half an hour. */
const DEADLINE_MS = 30 * 60_000;

/** @returns {string} what it is made from */
const recipe = () => hashOf([inCheckout('resources', 'images', 'mongo')]);

/** @returns {boolean} whether this was done, or tried in vain: labs with MongoDB then want Docker, and the app says so */
export function mongoStandInIsSettled() {
  const now = recipe();
  return isStamped('mongo-stand-in', now) || isStamped('mongo-stand-in', `${now} failed`);
}

/**
 * @param {(text: string) => void} note told when it could not be built
 * @returns {Promise<void>}
 */
export async function buildMongoStandIn(note) {
  const now = recipe();
  const log = logFile('setup-mongo');
  const sink = openSync(log, 'w');
  try {
    const child = spawn(nodeHere, ['scripts/setup/install-mongo-stand-in.mjs'], { cwd: root, stdio: ['ignore', sink, sink] });
    const outcome = await ended(child, DEADLINE_MS);
    if (outcome.code !== 0) note(`not built: ${tailOf(log, 1)[0] ?? outcome.reason} (labs with MongoDB need Docker; the whole output: ${log})`);
    stamp('mongo-stand-in', outcome.code === 0 ? now : `${now} failed`);
  } finally {
    closeSync(sink);
  }
}
