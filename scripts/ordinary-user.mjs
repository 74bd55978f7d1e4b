// Runs programs as an ordinary user when set-up runs as root on Linux: PostgreSQL refuses root, and Chromium's
// sandbox works for ordinary users only. Nothing in the checkout is changed for it, and nothing is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, isRoot, onPath, toolEnv } from './setup/command.mjs';
import { SetupFault } from './setup/fault.mjs';
import { inCheckout, root, toolNode } from './setup/paths.mjs';

/** The user that is made when there is nobody else. */
const OWN_USER = 'backbench';
const OWN_HOME = '/var/lib/backbench';

/** Where the checkout is mounted, in a namespace of its own, when the user can't reach it: for passing mounts by tradition. */
const MOUNT_BASES = ['/mnt', '/srv', '/media'];

/**
 * @typedef {object} User
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 * @property {number[]} groups with that of the Docker socket, if there is one
 */

/** @returns {boolean} whether programs have to be run as somebody else */
export const needsOrdinaryUser = () => process.platform === 'linux' && isRoot();

/** @param {string} name @returns {User | undefined} */
function lookUp(name) {
  const entry = spawnSync('getent', ['passwd', name], { encoding: 'utf8' }).stdout?.trim().split(':') ?? [];
  const [, , uid, gid, , home] = entry;
  if (uid === undefined || gid === undefined || home === undefined) return undefined;
  const groups = spawnSync('id', ['-G', name], { encoding: 'utf8' }).stdout.trim().split(/\s+/).map(Number);
  return { name, uid: Number(uid), gid: Number(gid), home, groups };
}

/**
 * Who runs the app: the one who called sudo, or else a system user made for it.
 * @returns {User}
 * @throws {SetupFault} if there is none and none can be made
 */
export function ordinaryUser() {
  const caller = process.env['SUDO_USER'];
  const found = (caller !== undefined && caller !== 'root' ? lookUp(caller) : undefined) ?? lookUp(OWN_USER) ?? makeUser();
  const socket = dockerSocketGroup();
  if (socket !== undefined && !found.groups.includes(socket)) found.groups.push(socket);
  return found;
}

/** @returns {User} */
function makeUser() {
  const useradd = onPath('useradd');
  const made =
    useradd === undefined
      ? undefined
      : spawnSync(useradd, ['--system', '--user-group', '--create-home', '--home-dir', OWN_HOME, '--shell', '/bin/bash', OWN_USER], { encoding: 'utf8' });
  const user = lookUp(OWN_USER);
  if (user !== undefined) return user;
  throw new SetupFault(`The app does not run as root, and the user ${OWN_USER} could not be made: ${made?.stderr.trim() ?? 'there is no useradd'}`, {
    next: 'Run the same command as an ordinary user.',
  });
}

/** @returns {number | undefined} the group that may talk to the Docker daemon */
function dockerSocketGroup() {
  const host = process.env['DOCKER_HOST'];
  const path = host?.startsWith('unix://') ? host.slice('unix://'.length) : '/var/run/docker.sock';
  const stat = statSync(path, { throwIfNoEntry: false });
  const groupMayWrite = 0o020;
  return stat?.isSocket() && stat.gid !== 0 && (stat.mode & groupMayWrite) !== 0 ? stat.gid : undefined;
}

/**
 * @typedef {object} Prepared
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} cwd
 * @property {() => void} dispose removes the temporary folder
 */

/**
 * Prepares a command to be run as the ordinary user, or as it is when this process is not root. Paths in it must be
 * relative to the checkout, because the checkout may be seen under another path.
 * @param {string[]} words the command and its arguments
 * @param {NodeJS.ProcessEnv} [more] variables to set
 * @returns {Prepared}
 * @throws {SetupFault} if the user can't be made or can't reach the checkout by any means
 */
export function asOrdinaryUser(words, more = {}) {
  const [command = '', ...args] = words;
  if (!needsOrdinaryUser()) {
    return { command, args, env: { ...toolEnv(), ...more }, cwd: root, dispose: () => {} };
  }
  const user = ordinaryUser();
  const { wrap, seenAs } = wrapper(user);
  sweepTemporary();
  // Short, because the path of a socket may have a hundred characters at most.
  const temporary = mkdtempSync(join(tmpdir(), `bb-${process.pid}-`));
  chownSync(temporary, user.uid, user.gid);
  return {
    command: wrap[0] ?? '',
    args: [...wrap.slice(1), ...words],
    env: { ...userEnv(user, temporary, seenAs), ...more },
    cwd: root,
    dispose: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

/** Removes the temporary folders of runs that were killed. */
function sweepTemporary() {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^bb-(\d+)-\w{6}$/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/**
 * Runs a command as the ordinary user with this terminal's input and output, and waits for its end.
 * @param {string[]} words see asOrdinaryUser
 * @param {{ env?: NodeJS.ProcessEnv, deadlineMs?: number, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<{ code: number, reason: string }>}
 */
export async function runAsOrdinaryUser(words, options = {}) {
  const prepared = asOrdinaryUser(words, options.env);
  try {
    const child = spawn(prepared.command, prepared.args, { env: prepared.env, cwd: prepared.cwd, stdio: options.stdio ?? 'inherit' });
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    // Ctrl-C reaches the whole group by itself; this process waits until the app has closed.
    const stay = () => {};
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', stay);
    try {
      return await ended(child, options.deadlineMs ?? 0);
    } finally {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', stay);
    }
  } finally {
    prepared.dispose();
  }
}

/**
 * The words that go before a command: change of user, and a private mount of the checkout if that is needed.
 * @param {User} user
 * @returns {{ wrap: string[], seenAs: string }} the words, and the path of the checkout for that user
 */
function wrapper(user) {
  const drop = [
    'setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, `--groups=${user.groups.join(',')}`,
    // Whoever started the app and was killed takes it along.
    '--pdeathsig', 'TERM', '--',
  ];
  if (works(drop, root)) return { wrap: drop, seenAs: root };
  const base = MOUNT_BASES.find((dir) => existsSync(dir) && !root.startsWith(`${dir}/`)) ?? '/mnt';
  // The namespace and its mounts end with the last process in it.
  const script = `
    mount -t tmpfs -o mode=755,size=64k backbench ${base} &&
    mkdir ${base}/backbench && mount --bind "$1" ${base}/backbench && cd ${base}/backbench && shift && exec "$@"`;
  const mounted = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', root, ...drop];
  const seenAs = `${base}/backbench`;
  if (works(mounted, seenAs)) return { wrap: mounted, seenAs };
  throw new SetupFault(
    `The app does not run as root, and the user ${user.name} can't read this folder, neither here nor through a mount of its own.`,
    { next: `Run the same command as an ordinary user, or put the checkout where ${user.name} can read all of it, for instance below /srv, and clone it with umask 022.` },
  );
}

/**
 * Tries it out by the checkout's full path: a working folder that is inherited can be read even where its path can't.
 * @param {string[]} wrap
 * @param {string} seenAs the checkout's path for the user
 * @returns {boolean} whether the user can read the checkout and run its Node this way
 */
function works(wrap, seenAs) {
  if (!existsSync(toolNode)) throw new SetupFault('Set-up has not run yet.', { next: 'Run `npm run setup` first.' });
  mkdirSync(inCheckout('out'), { recursive: true });
  const test = 'cd "$1" && test -r package.json && test -r scripts/setup.mjs && test -r out && test -x node_modules/node/bin/node';
  const probe = [...wrap, 'sh', '-c', test, 'sh', seenAs];
  return spawnSync(probe[0] ?? '', probe.slice(1), { cwd: root, stdio: 'ignore' }).status === 0;
}

/** Variables that name places of the user who ran set-up, and mean nothing to another. */
const PERSONAL = /^(XDG_|DBUS_|XAUTHORITY$|SSH_|GPG_|SUDO_|npm_|MAIL$|OLDPWD$|INIT_CWD$|PWD$|NODE_OPTIONS$)/;

/**
 * The variables by which programs are found as the one who runs labs finds them: root's own programs can't be run by others.
 * @returns {NodeJS.ProcessEnv}
 */
export function shellEnv() {
  if (!needsOrdinaryUser()) return process.env;
  const rootsOwn = `${process.env['HOME'] ?? '/root'}/`;
  const path = (process.env['PATH'] ?? '/usr/bin:/bin').split(':').filter((dir) => !dir.startsWith(rootsOwn));
  return { ...process.env, PATH: path.join(':') };
}

/**
 * @param {User} user
 * @param {string} temporary a folder of the user's own
 * @param {string} seenAs the checkout's path for the user
 * @returns {NodeJS.ProcessEnv}
 */
function userEnv(user, temporary, seenAs) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  const rootsOwn = `${process.env['HOME'] ?? '/root'}/`;
  for (const [key, value] of Object.entries(process.env)) {
    if (!PERSONAL.test(key) && value?.startsWith(rootsOwn) !== true) env[key] = value;
  }
  const path = (process.env['PATH'] ?? '/usr/bin:/bin').split(':').filter((dir) => !dir.startsWith(rootsOwn) && !dir.startsWith(`${root}/`));
  env['PATH'] = [`${seenAs}/node_modules/.bin`, ...path].join(':');
  Object.assign(env, { HOME: user.home, USER: user.name, LOGNAME: user.name, SHELL: '/bin/bash', TMPDIR: temporary });
  const session = `/run/user/${user.uid}`;
  if (existsSync(session)) {
    env['XDG_RUNTIME_DIR'] = session;
    if (existsSync(`${session}/bus`)) env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${session}/bus`;
  } else {
    const own = join(temporary, 'run');
    mkdirSync(own, { mode: 0o700 });
    chownSync(own, user.uid, user.gid);
    env['XDG_RUNTIME_DIR'] = own;
  }
  const cookie = [process.env['XAUTHORITY'], join(user.home, '.Xauthority'), join(process.env['HOME'] ?? '/root', '.Xauthority')].find(
    (file) => file !== undefined && existsSync(file),
  );
  if (cookie !== undefined && process.env['DISPLAY'] !== undefined) {
    // The right to open windows on this display, lent for this run.
    const copy = join(temporary, 'xauthority');
    copyFileSync(cookie, copy);
    chownSync(copy, user.uid, user.gid);
    env['XAUTHORITY'] = copy;
  }
  return env;
}

/**
 * Makes a folder in the checkout that the ordinary user may write to.
 * @param {...string} parts of its path in the checkout
 * @returns {string} its path relative to the checkout
 */
export function writableFolder(...parts) {
  const dir = inCheckout(...parts);
  mkdirSync(dir, { recursive: true });
  if (needsOrdinaryUser()) {
    const { uid, gid } = ordinaryUser();
    chownSync(dir, uid, gid);
  }
  return join(...parts);
}
