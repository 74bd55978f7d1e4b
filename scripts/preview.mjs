// `backbench labs preview <folder>`: opens the app on the lab in this folder, with data of its own, and clears them away
// when its window is closed. A preview of the same folder that is open already is shown instead.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openApp } from './electron-run.mjs';
import { runAsOrdinaryUser, writableFolder } from './ordinary-user.mjs';
import { setup } from './setup.mjs';
import { fromCheckout, inCheckout, nodeHere } from './setup/paths.mjs';
import { Reporter } from './setup/reporter.mjs';

const CLI = join('out', 'main', 'cli.js');
const PREFIX_LENGTH = 12;

/** @param {string[]} words the command line @returns {boolean} */
export const isPreview = (words) => words[0] === 'labs' && words[1] === 'preview' && words[2] !== undefined && !words[2].startsWith('-');

/** @param {string} folder as it was given @returns {Promise<number>} the exit code */
export async function preview(folder) {
  await setup({ app: true, reporter: new Reporter({ stream: process.stderr }) });
  const lab = fromCheckout(resolve(folder));
  const looked = await runAsOrdinaryUser([nodeHere, CLI, 'labs', 'preview', lab]);
  if (looked.code !== 0) return looked.code;
  writableFolder('out', 'preview');
  const data = writableFolder('out', 'preview', createHash('sha256').update(lab).digest('hex').slice(0, PREFIX_LENGTH));
  Object.assign(process.env, { BACKBENCH_PREVIEW: lab, BACKBENCH_DATA: data });
  const openBy = inCheckout(`${data}.pid`);
  // The app shows the window that is open already, and ends.
  if (isAlive(openBy)) return openApp();
  writeFileSync(openBy, String(process.pid));
  try {
    return await openApp();
  } finally {
    await runAsOrdinaryUser([nodeHere, CLI, 'labs', 'preview', lab, '--end', data]);
    rmSync(openBy, { force: true });
  }
}

/** @param {string} file holds a process number @returns {boolean} whether that process runs */
function isAlive(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
