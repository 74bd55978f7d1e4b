// Runs one suite with its output in a log of its own, and counts what came of it.
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { asOrdinaryUser } from '../ordinary-user.mjs';
import { ended, logFile, tailOf, toolEnv } from '../setup/command.mjs';
import { inCheckout } from '../setup/paths.mjs';
import { readReport } from './vitest-report.mjs';

/** A suite has a process group of its own, so that its workers end with it. */
const hasGroups = process.platform !== 'win32';

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has just ended by itself.
  }
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {NodeJS.ProcessEnv} env variables to set
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<import('./vitest-report.mjs').Counts & { log: string }>}
 */
export async function runSuite(suite, env, signal) {
  const log = logFile(`test-${suite.name.replaceAll(' ', '-')}`);
  const report = inCheckout('out', 'test', `${suite.name}.json`);
  rmSync(report, { force: true });
  writeFileSync(log, '');
  const variables = { ...env, ...suite.env, NO_COLOR: '1', FORCE_COLOR: undefined, CI: process.env['CI'], NODE_ENV: undefined };
  const prepared = suite.asUser
    ? asOrdinaryUser(suite.words, variables)
    : { command: suite.words[0] ?? '', args: suite.words.slice(1), env: { ...toolEnv(), ...variables }, cwd: inCheckout(), dispose: () => {} };
  appendFileSync(log, `$ ${suite.words.join(' ')}\n`);
  const sink = openSync(log, 'a');
  try {
    const child = spawn(prepared.command, prepared.args, { cwd: prepared.cwd, env: prepared.env, stdio: ['ignore', sink, sink], detached: hasGroups });
    const stop = () => endGroup(child, 'SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    const outcome = await ended(child, suite.deadlineMs, () => endGroup(child, 'SIGKILL'));
    signal.removeEventListener('abort', stop);
    if (suite.vitest) return { ...readReport(report, outcome, () => tailOf(log)), log };
    const passed = outcome.code === 0;
    const failures = passed ? [] : [[outcome.reason, ...tailOf(log, 25)].join('\n      ')];
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, failures, skips: [], secondTries: [], log };
  } finally {
    closeSync(sink);
    prepared.dispose();
  }
}
