// Runs a program with its output in a log file, a deadline, and an error that says what happened.
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { constants, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { SetupFault } from './fault.mjs';
import { inCheckout, logDir } from './paths.mjs';

/** Lines of a log shown when its command fails: enough for the cause, few enough to read. */
const TAIL_LINES = 15;

/**
 * @typedef {object} RunOptions
 * @property {string} log the log's name, without folder and ending
 * @property {number} deadlineMs after so long the command is ended and counts as failed
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; this process's own if left out
 * @property {string} [what] how a message names this work
 * @property {string} [next] what to do when it fails
 */

/** @param {string} name @returns {string} the log file's path; its folder is made */
export function logFile(name) {
  mkdirSync(logDir, { recursive: true });
  return join(logDir, `${name}.log`);
}

/** Logs that this process has begun: the first command of a run empties its log, later ones add to it. */
const begun = new Set();

/** @param {string} name */
function freshLog(name) {
  const file = logFile(name);
  if (!begun.has(file)) writeFileSync(file, '');
  begun.add(file);
  return file;
}

/** Colour codes of terminals. */
const ANSI = /\u001b\[[0-9;]*m/g;

/** @param {string} file @param {number} [count] @returns {string[]} the file's last lines that are not blank */
export function tailOf(file, count = TAIL_LINES) {
  try {
    // Without colours, and without stack traces: they push the message itself out of sight.
    const lines = readFileSync(file, 'utf8').replace(ANSI, '').split(/\r?\n/);
    return lines.filter((line) => line.trim() !== '' && !/^\s+at \S/.test(line)).slice(-count);
  } catch {
    return [];
  }
}

/**
 * Runs a command to its end, output into `out/logs/<log>.log`.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<string>} the log file's path
 * @throws {SetupFault} when it can't start, fails or takes too long
 */
export async function run(command, args, options) {
  const log = freshLog(options.log);
  appendFileSync(log, `$ ${[command, ...args].join(' ')}\n`);
  const what = options.what ?? `${command} ${args[0] ?? ''}`.trim();
  const next = options.next ?? 'Mend what the log names, then run the same command again.';
  const sink = openSync(log, 'a');
  try {
    const outcome = await ended(
      spawn(command, args, {
        cwd: options.cwd ?? inCheckout(),
        // Colour codes are noise in a file.
        env: { ...(options.env ?? process.env), NO_COLOR: '1', FORCE_COLOR: undefined },
        stdio: ['ignore', sink, sink],
        windowsHide: true,
      }),
      options.deadlineMs,
    );
    if (outcome.code !== 0) throw new SetupFault(`${what} ${outcome.reason}`, { next, log, tail: tailOf(log) });
    return log;
  } finally {
    closeSync(sink);
  }
}

/**
 * Waits for a child process, and ends it at the deadline.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} deadlineMs 0 for none
 * @param {() => void} [kill] how to end it, if ending the one process is not enough
 * @returns {Promise<{ code: number, reason: string }>} never rejects; code is 0 only for a clean exit
 */
export function ended(child, deadlineMs, kill = () => void child.kill('SIGKILL')) {
  return new Promise((done) => {
    let late = false;
    const timer =
      deadlineMs > 0
        ? setTimeout(() => {
            late = true;
            kill();
          }, deadlineMs)
        : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      done({ code: 127, reason: `could not be started: ${error.message}` });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (late) done({ code: 124, reason: `did not end within ${Math.round(deadlineMs / 1000)} s` });
      else if (signal !== null) done({ code: 128 + constants.signals[signal], reason: `was ended by ${signal}` });
      else done({ code: code ?? 1, reason: code === 0 ? 'ended well' : `failed with exit code ${code ?? 1}` });
    });
  });
}

/** @param {string} name a program @returns {string | undefined} its path, if it is on PATH */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  // Administrators' programs are often left out of an ordinary PATH.
  const extra = process.platform === 'win32' ? [] : ['/usr/sbin', '/sbin'];
  for (const dir of [...(process.env['PATH'] ?? '').split(delimiter), ...extra]) {
    for (const ending of endings) {
      const file = join(dir, name + ending);
      if (dir !== '' && existsSync(file)) return file;
    }
  }
  return undefined;
}

/**
 * How to run npm without a shell: Node plus npm's own script, found from the npm that runs us, or from PATH.
 * @returns {string[]} the command's words
 */
export function npmCommand() {
  const running = process.env['npm_execpath'];
  if (running !== undefined && /npm-cli\.c?js$/.test(running) && existsSync(running)) return [systemNode(), running];
  const found = onPath('npm');
  const candidates = [join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')];
  if (found !== undefined) candidates.unshift(realpathSync(found), join(dirname(found), 'node_modules', 'npm', 'bin', 'npm-cli.js'));
  for (const file of candidates) if (/npm-cli\.c?js$/.test(file) && existsSync(file)) return [systemNode(), file];
  throw new SetupFault('npm was not found.', { next: 'Install Node 20 or newer together with npm, then run the command again.' });
}

/**
 * The Node of the machine rather than the one in node_modules, which `npm ci` is about to replace.
 * @returns {string}
 */
function systemNode() {
  const own = inCheckout('node_modules');
  if (!process.execPath.startsWith(own)) return process.execPath;
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(dir, process.platform === 'win32' ? 'node.exe' : 'node');
    if (dir !== '' && !dir.includes('node_modules') && existsSync(file)) return file;
  }
  return process.execPath;
}

/**
 * The environment for the project's own tools: its Node 24 first on PATH, npm's settings of an outer run left out.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(more = {}) {
  const path = [inCheckout('node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/** @returns {boolean} whether this process runs as root on a system that knows one */
export const isRoot = () => process.platform !== 'win32' && userInfo().uid === 0;
