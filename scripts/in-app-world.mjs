// Runs a program that drives the app (the tour, the bench) in the world it needs: set up, a display, an ordinary user.
import { runAsOrdinaryUser, writableFolder } from './ordinary-user.mjs';
import { nodeHere } from './setup/paths.mjs';
import { setup } from './setup.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

/**
 * Runs a TypeScript program on Node 24 with the checkout as its working folder. It finds in its environment
 * BACKBENCH_OUT, the folder (relative to the checkout) that it may write to, and on Linux DISPLAY; it starts the app by
 * launchSpec() of electron-run.mjs.
 * @param {string} program its path in the checkout
 * @param {{ out: string, args?: string[], deadlineMs: number, reporter?: import('./setup/reporter.mjs').Reporter }} options
 * @returns {Promise<number>} its exit code
 */
export async function runInAppWorld(program, options) {
  await setup({ app: true, display: true, ...(options.reporter === undefined ? {} : { reporter: options.reporter }) });
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  try {
    const outcome = await runAsOrdinaryUser([nodeHere, program, ...(options.args ?? [])], {
      deadlineMs: options.deadlineMs,
      env: {
        BACKBENCH_OUT: writableFolder(...options.out.split('/')),
        ...(display === undefined ? {} : displayEnv(display.display)),
      },
    });
    if (outcome.code !== 0) process.stderr.write(`✗ ${program} ${outcome.reason}\n`);
    return outcome.code;
  } finally {
    display?.dispose();
  }
}

/** @param {string} display @returns {NodeJS.ProcessEnv} a display and nothing of the real one */
export const displayEnv = (display) => ({ DISPLAY: display, WAYLAND_DISPLAY: undefined, XAUTHORITY: undefined, DBUS_SESSION_BUS_ADDRESS: 'disabled:' });
