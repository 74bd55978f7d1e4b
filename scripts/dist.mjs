// npm run dist [-- FORMAT…]: packs the app and makes the installers that this system can make, and tells of each
// format whether it was built, and if not, why. With --quick they are made faster and come out
// larger; with --for-tests there is a copy that the end-to-end tests can drive.
import { spawn } from 'node:child_process';
import { setup } from './setup.mjs';
import { ended, toolEnv } from './setup/command.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { inCheckout, toolNode } from './setup/paths.mjs';

/** Packing takes a minute, and the strongest compression of half a gigabyte five more on two cores. */
const DEADLINE_MS = 60 * 60_000;

try {
  await setup({ app: true });
  const child = spawn(toolNode, [inCheckout('scripts', 'dist', 'build.mjs'), ...process.argv.slice(2)], { cwd: inCheckout(), env: toolEnv(), stdio: 'inherit' });
  const outcome = await ended(child, DEADLINE_MS);
  process.exitCode = outcome.code;
} catch (error) {
  exitWithFault(error);
}
