// The servers of labs that no package of every system offers: installed beside the app's resources, for labs without Docker.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { ended, logFile, tailOf } from './command.mjs';
import { inCheckout, nodeHere, root } from './paths.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** 50 MB of packages over a slow line: half an hour. */
const DEADLINE_MS = 30 * 60_000;

/**
 * `madeFrom`: what it is made from; when that changes, it is made again.
 * @typedef {{ id: 'mongo' | 'mysql', name: string, stamp: string, madeFrom: string[] }} LabServer
 * @type {readonly LabServer[]}
 */
export const LAB_SERVERS = [
  { id: 'mongo', name: 'MongoDB stand-in', stamp: 'mongo-stand-in', madeFrom: [inCheckout('resources', 'images', 'mongo')] },
  { id: 'mysql', name: 'MariaDB', stamp: 'mariadb', madeFrom: [inCheckout('src', 'core', 'images', 'mariadb-package.ts')] },
];

/** @param {LabServer} server @returns {boolean} whether this was done, or tried in vain: its labs then want Docker, and the app says so */
export function isSettled(server) {
  const now = hashOf(server.madeFrom);
  return isStamped(server.stamp, now) || isStamped(server.stamp, `${now} failed`);
}

/**
 * @param {LabServer} server
 * @param {(text: string) => void} note told when it could not be installed
 * @returns {Promise<void>}
 */
export async function installLabServer(server, note) {
  const now = hashOf(server.madeFrom);
  const log = logFile(`setup-${server.id}`);
  const sink = openSync(log, 'w');
  try {
    const child = spawn(nodeHere, ['scripts/setup/install-lab-server.mjs', server.id], { cwd: root, stdio: ['ignore', sink, sink] });
    const outcome = await ended(child, DEADLINE_MS);
    if (outcome.code !== 0) note(`not installed: ${tailOf(log, 1)[0] ?? outcome.reason} (its labs need Docker; the whole output: ${log})`);
    stamp(server.stamp, outcome.code === 0 ? now : `${now} failed`);
  } finally {
    closeSync(sink);
  }
}
