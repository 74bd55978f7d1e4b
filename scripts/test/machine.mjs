// What this machine has for the tests, found out by asking and not by looking for names.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { displayEnv } from '../in-app-world.mjs';
import { asOrdinaryUser } from '../ordinary-user.mjs';
import { isRoot, onPath } from '../setup/command.mjs';
import { nodeHere } from '../setup/paths.mjs';

/** A daemon that hangs is as good as none. */
const DOCKER_DEADLINE_MS = 20_000;
/** The command line starts the core, which sweeps what former runs left. */
const IMAGES_DEADLINE_MS = 60_000;

/**
 * What may be lacking, each with the reason, or undefined where it is there.
 * @typedef {object} Lacks
 * @property {string | undefined} docker a daemon that answers the user who runs the tests
 * @property {string | undefined} images the container images that the labs use
 * @property {string | undefined} ownDaemon the right and the program to start another daemon
 * @property {string | undefined} namespaces the right to make network namespaces, and a clock that is wrong
 * @property {string | undefined} display
 * @property {string | undefined} packaging what makes a deb, on the kind of system that has debs
 * @property {string | undefined} installing the right to install one, and mounts of one's own to do so without a trace
 * @property {string | undefined} clients the services' own client programs
 */

/** @returns {Lacks} */
export function lookAtMachine() {
  const docker = dockerLack();
  return {
    docker,
    images: docker ?? imagesLack(),
    ownDaemon: process.platform === 'linux' && isRoot() && onPath('dockerd') !== undefined ? undefined : 'it takes root on Linux, and dockerd',
    namespaces: namespacesLack(),
    display: process.platform === 'linux' && onPath('Xvfb') === undefined ? 'there is no Xvfb (package xvfb)' : undefined,
    packaging: packagingLack(),
    installing: packagingLack() ?? (isRoot() ? undefined : 'installing takes root'),
    clients: clientsLack(),
  };
}

/** @param {string[]} words @param {number} deadlineMs */
function ask(words, deadlineMs) {
  const prepared = asOrdinaryUser(words, displayEnv(''));
  try {
    return spawnSync(prepared.command, prepared.args, { env: prepared.env, cwd: prepared.cwd, encoding: 'utf8', timeout: deadlineMs, killSignal: 'SIGKILL' });
  } finally {
    prepared.dispose();
  }
}

function dockerLack() {
  // The ping of a daemon over its socket, where Docker's own client would look first.
  const script = `
    const host = process.env.DOCKER_HOST ?? (process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock');
    const url = new URL(host.replace(/^tcp:/, 'http:'));
    const where = url.protocol === 'http:' ? { host: url.hostname, port: url.port } : { socketPath: host.replace(/^(unix|npipe):\\/\\//, '') };
    require('http').get({ ...where, path: '/_ping' }, (reply) => process.exit(reply.statusCode === 200 ? 0 : 1))
      .on('error', (error) => { console.error(error.message); process.exit(1); });`;
  const ping = ask([nodeHere, '-e', script], DOCKER_DEADLINE_MS);
  if (ping.status === 0) return undefined;
  if (onPath('docker') !== undefined) {
    // Contexts of Docker Desktop, Colima and the like are known to the client alone.
    const client = ask(['docker', 'version', '--format', '{{.Server.Version}}'], DOCKER_DEADLINE_MS);
    if (client.status === 0) return undefined;
  }
  const reason = ping.stderr?.trim().split('\n').at(-1) ?? '';
  return `no Docker daemon answers${reason === '' ? '' : ` (${reason})`}`;
}

function imagesLack() {
  const reply = ask([nodeHere, 'out/main/cli.js', 'images', 'list', '--json'], IMAGES_DEADLINE_MS);
  if (reply.status === 0) return undefined;
  const advice = '`npx backbench images build` builds them';
  return `the container images are not there; ${advice}`;
}

function packagingLack() {
  if (process.platform !== 'linux') return 'the package for tests is a deb, which is built on Linux';
  return onPath('dpkg-deb') === undefined ? 'there is no dpkg-deb' : undefined;
}

function namespacesLack() {
  if (process.platform !== 'linux' || !isRoot()) return 'it takes root on Linux';
  if (onPath('ip') === undefined) return 'there is no ip (package iproute2)';
  const folders = ['.', ...readdirSync('/usr/lib')];
  return folders.some((folder) => existsSync(`/usr/lib/${folder}/faketime/libfaketime.so.1`)) ? undefined : 'there is no libfaketime (package libfaketime)';
}

function clientsLack() {
  const missing = ['psql', 'redis-cli'].filter((name) => onPath(name) === undefined);
  return missing.length === 0 ? undefined : `${missing.join(' and ')} are not installed (packages postgresql-client, redis-tools)`;
}
