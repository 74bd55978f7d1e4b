// The Debian packages that set-up needs on Linux: installed as root, otherwise named in one line to copy.
import { spawnSync } from 'node:child_process';
import { isRoot, onPath, run } from './command.mjs';
import { SetupFault } from './fault.mjs';

/** Debian's mirrors can be slow, and another apt may hold the lock: 15 minutes. */
const APT_DEADLINE_MS = 15 * 60_000;

/**
 * Each need lists the names that distributions give it, the usual one first.
 * @typedef {{ names: string[], why: 'window' | 'display' | 'compiler' | 'lab tools' }} Need
 * @type {Need[]}
 */
const NEEDS = [
  { why: 'window', names: ['libnss3'] },
  { why: 'window', names: ['libgtk-3-0', 'libgtk-3-0t64'] },
  { why: 'window', names: ['libgbm1'] },
  { why: 'window', names: ['libasound2', 'libasound2t64'] },
  { why: 'window', names: ['libxss1'] },
  { why: 'window', names: ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'] },
  { why: 'window', names: ['libdrm2'] },
  { why: 'window', names: ['fonts-dejavu-core'] },
  { why: 'display', names: ['xvfb'] },
  // The tests look at each write of a save by it.
  { why: 'display', names: ['strace'] },
  { why: 'compiler', names: ['g++'] },
  { why: 'compiler', names: ['make'] },
  { why: 'compiler', names: ['python3'] },
  // redis-tools holds the server too: its redis-check-rdb is the same program, and unlike the package
  // redis-server it starts nothing on this machine.
  { why: 'lab tools', names: ['redis-tools'] },
  { why: 'lab tools', names: ['postgresql-client'] },
  // The MongoDB stand-in is a Python program.
  { why: 'lab tools', names: ['python3-pip'] },
];

/** @typedef {{ window: boolean, display: boolean, compiler: boolean, labTools: boolean }} Wanted */

/** @returns {boolean} whether this is a system whose packages we know */
export const hasApt = () => process.platform === 'linux' && onPath('apt-get') !== undefined && onPath('dpkg-query') !== undefined;

/** @param {Wanted} wanted @returns {Need[]} */
export function missingPackages(wanted) {
  const needs = NEEDS.filter(({ why }) =>
    why === 'window' ? wanted.window : why === 'display' ? wanted.display : why === 'compiler' ? wanted.compiler : wanted.labTools,
  );
  const names = needs.flatMap((need) => need.names);
  if (names.length === 0) return [];
  const reply = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' });
  const installed = new Set(
    reply.stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0] ?? ''),
  );
  return needs.filter((need) => !need.names.some((name) => installed.has(name)));
}

/** @param {Need[]} needs @returns {string[]} the names that this distribution uses */
function chosenNames(needs) {
  const reply = spawnSync('apt-cache', ['policy', ...needs.flatMap((need) => need.names)], { encoding: 'utf8' });
  const known = new Set();
  for (const [, name] of (reply.stdout ?? '').matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm)) known.add(name);
  return needs.map(({ names }) => names.find((name) => known.has(name)) ?? names[0] ?? '');
}

/** @param {Need[]} needs @returns {string} the one line that installs them */
const aptLine = (needs) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${chosenNames(needs).join(' ')}`;

/**
 * Installs what is missing, as root; otherwise says what to install, and stops only when it can't be done without.
 * @param {Need[]} missing not empty
 * @param {(text: string) => void} note
 * @returns {Promise<void>}
 */
export async function installSystemPackages(missing, note) {
  const required = missing.filter((need) => need.why !== 'lab tools');
  if (!isRoot()) {
    const line = aptLine(missing);
    if (required.length > 0) {
      throw new SetupFault(`System packages are missing: ${chosenNames(required).join(', ')}.`, {
        next: `This line installs them:\n\n    ${line}\n\nThen run the same command again.`,
      });
    }
    note(`without ${chosenNames(missing).join(' and ')}, some labs have no client of their own; to install: ${line}`);
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A machine whose lists are old finds packages that its mirror no longer has. What the lists hold without an update
  // may still do, so a failed update is not the end.
  await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update'], {
    log: 'setup-apt', deadlineMs: APT_DEADLINE_MS, env,
  }).catch(() => note('the package lists could not be renewed; trying with those that are here'));
  const install = (/** @type {Need[]} */ needs) =>
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', ...chosenNames(needs)], {
      log: 'setup-apt',
      deadlineMs: APT_DEADLINE_MS,
      what: 'apt-get install',
      next: `Is a Debian mirror reachable? Otherwise install these by other means: ${chosenNames(needs).join(' ')}`,
      env,
    });
  if (required.length > 0) await install(required);
  const optional = missing.filter((need) => need.why === 'lab tools');
  if (optional.length > 0) {
    await install(optional).catch((/** @type {unknown} */ error) => {
      if (!(error instanceof SetupFault)) throw error;
      note(`without ${chosenNames(optional).join(' and ')}, some labs have no client of their own (${error.log ?? ''})`);
    });
  }
}

/**
 * @param {string} executable Electron
 * @returns {string[]} the shared libraries that it asks for and the system lacks; empty where ldd can't tell
 */
export function missingLibraries(executable) {
  const reply = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (reply.status !== 0) return [];
  return reply.stdout.split('\n').filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0] ?? '');
}
