/**
 * The Debian that our base stands on: an image that is here already, one fetched from a registry when the
 * user asks for it, or one made on this machine by debootstrap.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { BackbenchError } from '../../shared/errors.ts';
import type { BuildStep } from './build-progress.ts';
import { daemonMessages } from './daemon-stream.ts';
import { inspectImage } from './inspect-image.ts';
import { followProgram } from './follow-program.ts';

export interface DebianOptions {
  docker: Dockerode;
  /** Whether a registry may be asked. */
  pull: boolean;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Whether this process is root; debootstrap needs it. */
  isRoot: boolean;
  signal: AbortSignal;
  onStep: (step: BuildStep) => void;
}

const OFFICIAL = { repository: 'debian', tag: 'trixie-slim' };
/** Ours has a name of its own: the official one stays free for the official one. */
const MADE_HERE = { repository: 'backbench/debian', tag: 'trixie' };
const SUITE = 'trixie';

/** Longest time for making the base, in milliseconds: 25 s on a fast line; 70 MB on a slow one. */
const DEBOOTSTRAP_DEADLINE_MS = 30 * 60_000;
/** Lines that debootstrap prints for this suite: five for each of 80 packages. Only for the progress. */
const DEBOOTSTRAP_LINES = 410;
/** Longest silence of a registry or of the daemon, in milliseconds. */
const SILENCE_MS = 3 * 60_000;

/** Left out of the image: documentation, and what apt fetches anew. Devices come from the container engine. */
const LEFT_OUT = [
  './usr/share/doc/*', './usr/share/man/*', './usr/share/info/*', './usr/share/locale/*', './usr/share/lintian/*',
  './var/lib/apt/lists/*', './var/cache/*', './var/log/*', './dev/*', './proc/*', './sys/*',
];

/**
 * Finds, fetches or makes the Debian image.
 * @returns its reference
 * @throws BackbenchError IMAGE_BASE_MISSING with what was tried and what to do
 */
export async function ensureDebian(options: DebianOptions): Promise<string> {
  const official = `${OFFICIAL.repository}:${OFFICIAL.tag}`;
  const madeHere = `${MADE_HERE.repository}:${MADE_HERE.tag}`;
  for (const reference of [official, madeHere]) {
    if (await inspectImage(options.docker, reference, options.signal) !== null) return reference;
  }
  let pullFailure: string | null = null;
  if (options.pull) {
    pullFailure = await pull(official, options);
    if (pullFailure === null) return official;
  }
  const obstacle = await obstacleToDebootstrap(options);
  if (obstacle !== null) throw new BackbenchError('IMAGE_BASE_MISSING', { reason: reasonFor(official, pullFailure, obstacle) });
  await debootstrap(options);
  return madeHere;
}

/** One or two sentences: what is not there, and each way to get it. */
export function reasonFor(official: string, pullFailure: string | null, obstacle: string): string {
  const pulled = pullFailure === null
    ? `The image ${official} is not here. Fetch it with the option --pull`
    : `Fetching ${official} failed: ${pullFailure}. Bring the image by \`docker load\``;
  return `${pulled}, or let Backbench make it: ${obstacle}.`;
}

/** Why debootstrap cannot be used here, as a hint what to do; null when it can. */
async function obstacleToDebootstrap({ platform, isRoot, env, signal }: DebianOptions): Promise<string | null> {
  if (platform !== 'linux') return 'that is possible on Linux only';
  const found = await followProgram('debootstrap', ['--version'], { signal, env: withAdminPath(env), deadlineMs: 10_000 });
  const missing = found.exitCode === 0 ? [] : ['install debootstrap (`apt-get install debootstrap`)'];
  if (!isRoot) missing.push('build the image "base" once as root');
  return missing.length === 0 ? null : missing.join(' and ');
}

/** debootstrap lies in a folder that ordinary users' PATH often lacks. */
const withAdminPath = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...env, PATH: `${env.PATH ?? ''}:/usr/sbin:/sbin` });

/** @returns null, or why it failed in the words of the registry */
async function pull(reference: string, { docker, signal, onStep }: DebianOptions): Promise<string | null> {
  try {
    const stream = await docker.pull(reference, { abortSignal: signal });
    for await (const message of daemonMessages(stream, { signal, idleMs: SILENCE_MS })) {
      // The daemon answers 200 first; a failure comes in the stream.
      const failure = message.errorDetail?.message ?? message.error;
      if (failure !== undefined) return failure;
      // One layer of 30 MB: its own progress is the pull's.
      const { current = 0, total = 0 } = message.progressDetail ?? {};
      if (message.status !== undefined) {
        onStep({ text: `${reference}: ${message.status} ${message.id ?? ''}`.trim(), fraction: total > 0 ? Math.min(current / total, 1) : 0 });
      }
    }
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

async function debootstrap(options: DebianOptions): Promise<void> {
  const { signal, env, onStep } = options;
  let lines = 0;
  const folder = await mkdtemp(join(tmpdir(), 'backbench-debian-'));
  try {
    const root = join(folder, 'root');
    const mirror = env.BACKBENCH_DEBIAN_MIRROR;
    // A mount namespace of its own: what debootstrap mounts in the folder goes with it, however it ends.
    const run = await followProgram(
      'unshare', ['--mount', 'debootstrap', '--variant=minbase', SUITE, root, ...(mirror === undefined ? [] : [mirror])],
      {
        signal, env: withAdminPath(env), deadlineMs: DEBOOTSTRAP_DEADLINE_MS,
        onLine: (line) => {
          lines += 1;
          onStep({ text: line.replace(/^I: /, ''), fraction: Math.min(lines / DEBOOTSTRAP_LINES, 1) });
        },
      },
    );
    if (run.exitCode !== 0) throw failed(run.failure ?? `debootstrap ended with ${run.exitCode ?? 'a signal'}`, run.tail);
    onStep({ text: 'importing the base', fraction: 1 });
    await importFolder(root, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Streams the folder into the daemon as an image. */
async function importFolder(root: string, { docker, signal }: DebianOptions): Promise<void> {
  const tar = spawn('tar', ['-C', root, '--numeric-owner', ...LEFT_OUT.map((path) => `--exclude=${path}`), '-c', '.'], {
    stdio: ['ignore', 'pipe', 'pipe'], signal,
  });
  const complaints: string[] = [];
  tar.stderr.setEncoding('utf8').on('data', (text: string) => { complaints.push(text.trim()); });
  const ended = new Promise<string | null>((resolve) => {
    tar.once('error', (error) => { resolve(error.message); });
    tar.once('close', (code) => { resolve(code === 0 ? null : `tar ended with ${code ?? 'a signal'}`); });
  });
  const importing = (async () => {
    const stream = await docker.importImage(tar.stdout, {
      // One string: dockerode would send a list as JSON, which the daemon doesn't read here.
      repo: MADE_HERE.repository, tag: MADE_HERE.tag, changes: 'LABEL dev.backbench.image=debian\nCMD ["/bin/bash"]', abortSignal: signal,
    });
    for await (const message of daemonMessages(stream, { signal, idleMs: SILENCE_MS })) {
      const failure = message.errorDetail?.message ?? message.error;
      if (failure !== undefined) throw failed(failure, complaints);
    }
  })();
  try {
    await importing;
    const failure = await ended;
    if (failure !== null) {
      // What was imported is not whole.
      await docker.getImage(`${MADE_HERE.repository}:${MADE_HERE.tag}`).remove({ force: true });
      throw failed(failure, complaints);
    }
  } finally {
    tar.kill();
    await ended;
  }
}

const failed = (reason: string, log: string[]) => new BackbenchError('IMAGE_BUILD_FAILED', { image: 'base', reason, log });
