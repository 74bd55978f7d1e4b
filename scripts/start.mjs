// npm start: sets up what is missing and opens the app.
import { openApp } from './electron-run.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { setup } from './setup.mjs';
import { tour } from './tour.mjs';

const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;

/** @returns {Promise<number>} the exit code */
async function start() {
  if (!hasDisplay) {
    process.stdout.write('There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so this does what `npm run tour` does:\n');
    process.stdout.write('the app runs in a virtual display and works the first lab; the pictures go to out/tour/.\n');
    return tour([]);
  }
  await setup({ app: true });
  process.stdout.write('Backbench opens. Ctrl-C or closing its window ends it.\n');
  return openApp(process.argv.slice(2));
}

start().then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
