// npm test: sets up, then runs every suite that this machine can run, and closes with one line of counts.
// What a machine lacks is told in a line of its own; with CI=true or --require-all it is a failure.
import { displayEnv } from './in-app-world.mjs';
import { writableFolder } from './ordinary-user.mjs';
import { setup } from './setup.mjs';
import { exitWithFault } from './setup/fault.mjs';
import { seconds } from './setup/reporter.mjs';
import { lookAtMachine } from './test/machine.mjs';
import { runSuite } from './test/run-suite.mjs';
import { hasTests, PHASES } from './test/suites.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

/** A suite at work says so this often, in milliseconds. */
const HEARTBEAT_MS = 60_000;
/** Failures of one suite shown here; its log has all. */
const FAILURES_SHOWN = 20;

const words = process.argv.slice(2);
const requireAll = words.includes('--require-all') || process.env['CI'] === 'true';
const wanted = words.filter((word) => !word.startsWith('-'));

const total = { passed: 0, failed: 0, skipped: 0 };
const interrupt = new AbortController();

/** @param {string} text */
const say = (text) => void process.stdout.write(`${text}\n`);

/**
 * @param {import('./test/suites.mjs').Suite} suite
 * @param {import('./test/machine.mjs').Lacks} lacks
 * @param {NodeJS.ProcessEnv} env
 */
async function one(suite, lacks, env) {
  const lack = suite.needs.map((need) => lacks[need]).find((reason) => reason !== undefined);
  if (lack !== undefined) {
    say(`${requireAll ? '✗' : '–'} ${suite.title}: not run, because ${lack}`);
    if (requireAll) total.failed += 1;
    return;
  }
  const from = performance.now();
  const beat = setInterval(() => say(`… ${suite.title} (${seconds(from)})`), HEARTBEAT_MS);
  const counts = await runSuite(suite, env, interrupt.signal).finally(() => clearInterval(beat));
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const failed = counts.failed > 0 || (requireAll && counts.skipped > 0);
  say(`${failed ? '✗' : '✓'} ${suite.title}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds(from)})`);
  for (const failure of counts.failures.slice(0, FAILURES_SHOWN)) say(`    ✗ ${failure}`);
  for (const test of counts.secondTries) say(`    ~ passed at the second try: ${test}`);
  for (const skip of counts.skips) say(`    – skipped: ${skip}`);
  if (failed) say(`    The whole output: ${counts.log}`);
  total.passed += counts.passed;
  // Where everything is required, a test that did not run has not passed.
  total.failed += counts.failed + (requireAll ? counts.skipped : 0);
  total.skipped += requireAll ? 0 : counts.skipped;
}

async function main() {
  process.once('SIGINT', () => interrupt.abort()).once('SIGTERM', () => interrupt.abort());
  await setup({ app: true, display: true });
  writableFolder('out', 'test');
  const lacks = lookAtMachine();
  const display = process.platform === 'linux' && lacks.display === undefined ? await startVirtualDisplay() : undefined;
  const env = { ...(display === undefined ? {} : displayEnv(display.display)), BACKBENCH_OUT: 'out/test' };
  try {
    for (const phase of PHASES) {
      await Promise.all(
        phase.map(async (lane) => {
          for (const suite of lane) {
            if (interrupt.signal.aborted) return;
            if (!hasTests(suite)) continue;
            if (wanted.length === 0 || wanted.some((word) => suite.name.startsWith(word))) await one(suite, lacks, env);
          }
        }),
      );
    }
  } finally {
    display?.dispose();
  }
  if (interrupt.signal.aborted) {
    say('Interrupted.');
    total.failed += 1;
  }
  say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0 ? 0 : 1;
}

main().then((code) => process.exit(code), (/** @type {unknown} */ error) => exitWithFault(error));
