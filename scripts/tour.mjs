// npm run tour: works the first lab like a learner, in a virtual display, and leaves pictures in out/tour/.
import { runInAppWorld } from './in-app-world.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { isEntry } from './setup/paths.mjs';

/** The tour takes a minute or two; past this it hangs. */
const DEADLINE_MS = 15 * 60_000;

/** @param {string[]} args @returns {Promise<number>} the exit code */
export const tour = (args) => runInAppWorld('tests/tour/tour.ts', { out: 'out/tour', args, deadlineMs: DEADLINE_MS });

if (isEntry(import.meta)) {
  tour(process.argv.slice(2)).then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
}
