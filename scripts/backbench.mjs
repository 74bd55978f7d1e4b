#!/usr/bin/env node
// The command line: `npx backbench` in the checkout. Makes sure of the set-up, then runs the built CLI on Node 24 with
// these arguments, this input and output, and its exit code.
import { spawn } from 'node:child_process';
import { needsOrdinaryUser } from './ordinary-user.mjs';
import { isPreview, preview } from './preview.mjs';
import { setup } from './setup.mjs';
import { ended, toolEnv } from './setup/command.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { inCheckout, toolNode } from './setup/paths.mjs';
import { Reporter } from './setup/reporter.mjs';
import { verifyAsOrdinaryUser, wantsOrdinaryUser } from './verify-as-user.mjs';

/** The CLI's own code for "could not run". */
const COULD_NOT_RUN = 2;

try {
  // The standard output is the CLI's alone.
  await setup({ app: false, reporter: new Reporter({ stream: process.stderr }) });
  const words = process.argv.slice(2);
  if (isPreview(words)) process.exit(await preview(words[2] ?? ''));
  if (needsOrdinaryUser() && wantsOrdinaryUser(words)) process.exit(await verifyAsOrdinaryUser(words));
  const child = spawn(toolNode, [inCheckout('out', 'main', 'cli.js'), ...words], { env: toolEnv(), stdio: 'inherit' });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  // Ctrl-C reaches the CLI by itself; it cleans up and ends with a code of its own.
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', () => {});
  process.exit((await ended(child, 0)).code);
} catch (error) {
  exitWithFault(error, COULD_NOT_RUN);
}
