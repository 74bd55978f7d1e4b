// npm run bench: measures the app and its engines (table, or --json) on this machine.
import { runInAppWorld } from './in-app-world.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { Reporter } from './setup/reporter.mjs';

/** Twenty launches of each kind and the engines besides: ten minutes on two cores. */
const DEADLINE_MS = 60 * 60_000;

runInAppWorld('tests/bench/main.ts', {
  out: 'out/bench',
  args: process.argv.slice(2),
  deadlineMs: DEADLINE_MS,
  // The standard output is the bench's: with --json it must hold nothing else.
  reporter: new Reporter({ stream: process.stderr }),
}).then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
