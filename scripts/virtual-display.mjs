// A display that exists in memory only, for the tour, the tests and the bench on Linux.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { logFile, onPath, tailOf } from './setup/command.mjs';
import { SetupFault } from './setup/fault.mjs';

/** Xvfb is up within a second; past this it hangs. */
const START_DEADLINE_MS = 20_000;
/** Large enough for every pane of the app, small enough to read as a picture. */
const SCREEN = '1440x900x24';

/**
 * Starts Xvfb on a display number that it chooses itself.
 * @returns {Promise<{ display: string, dispose: () => void }>} the value for DISPLAY
 * @throws {SetupFault} when it does not start
 */
export async function startVirtualDisplay() {
  const log = logFile('xvfb');
  const sink = openSync(log, 'w');
  // Ended together with this process, however that ends.
  const bound = onPath('setpriv') === undefined ? [] : ['setpriv', '--pdeathsig', 'TERM', '--'];
  const words = [...bound, 'Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['ignore', sink, sink, 'pipe'] });
  closeSync(sink);
  const dispose = () => void child.kill('SIGTERM');
  process.once('exit', dispose);
  try {
    const number = await announced(child);
    return {
      display: `:${number}`,
      dispose: () => {
        process.removeListener('exit', dispose);
        dispose();
      },
    };
  } catch (error) {
    dispose();
    throw new SetupFault(`The virtual display did not start: ${error instanceof Error ? error.message : String(error)}`, {
      next: 'Is the package xvfb installed? `npm run setup -- --display` sees to it.',
      log,
      tail: tailOf(log),
    });
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} the number it writes when it is ready */
function announced(child) {
  return new Promise((done, failed) => {
    let text = '';
    const timer = setTimeout(() => failed(new Error(`not ready within ${START_DEADLINE_MS / 1000} s`)), START_DEADLINE_MS);
    child.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString('utf8');
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      done(text.trim());
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      failed(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      failed(new Error(`it ended with exit code ${code ?? 'none'}`));
    });
  });
}
