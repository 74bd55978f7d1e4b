/**
 * MariaDB for the native engine, where the machine's own packages don't offer the version that the labs are proven
 * with: Debian's packages, with every library they need, unpacked into a folder. Needs no right of root, changes
 * nothing in the system, and runs on any Linux, since the C library comes along.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BackbenchError, type Attempt } from '../../shared/errors.ts';
import { followProgram, type FollowedRun } from './follow-program.ts';

export interface MariaDbPackage {
  /** The server. */
  program: string;
  /** Such as `11.8.6`. */
  version: string;
}

export interface UnpackOptions {
  /** The folder to unpack into; replaced as a whole when the new one is complete. */
  into: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  signal: AbortSignal;
  /** What is being done, one line. */
  onText?: (text: string) => void;
}

/** The Debian release that our images stand on too: the same server on both engines. */
const SUITE = 'trixie';
const PACKAGES = ['mariadb-server-core', 'mariadb-client-core'];
/** Programs that get a start script: the server, and the clients for the learner's terminal. */
const PROGRAMS = [['sbin', 'mariadbd'], ['bin', 'mariadb'], ['bin', 'mysql']] as const;
/** Documentation and translations: nothing at run time reads them. */
const LEFT_OUT = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/lintian', 'usr/share/info', 'usr/lib/*-linux-gnu/gconv'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Written last: a folder without it is not complete. */
const MANIFEST = 'unpacked.json';
/** Raised when the folder is made differently. */
const EDITION = 1;
/** Longest time for fetching 35 MB over a slow line, in milliseconds. */
const FETCH_DEADLINE_MS = 30 * 60_000;
const UNPACK_DEADLINE_MS = 5 * 60_000;
const ASK_DEADLINE_MS = 60_000;

interface Manifest {
  version: string;
  edition: number;
}

/**
 * Fetches and unpacks it, unless it is there already.
 * @throws BackbenchError BINARY_MISSING where Debian's packages can't be fetched, IMAGE_BUILD_FAILED with the last lines
 */
export async function unpackMariaDb(options: UnpackOptions): Promise<MariaDbPackage & { built: boolean }> {
  const { into, signal, env } = options;
  const present = await readManifest(into);
  if (present?.edition === EDITION) return { program: join(into, 'bin', 'mariadbd'), version: present.version, built: false };
  const mirror = await findMirror(options);
  await mkdir(dirname(into), { recursive: true });
  const made = await mkdtemp(join(dirname(into), `${basename(into)}-`));
  try {
    const apt = join(made, 'apt');
    await fetchPackages(apt, mirror, options);
    const root = join(made, 'root');
    await mkdir(root);
    options.onText?.('unpacking MariaDB');
    for (const name of (await readdir(join(apt, 'archives'))).filter((each) => each.endsWith('.deb'))) {
      must(await followProgram('dpkg-deb', ['-x', join(apt, 'archives', name), root], { signal, env, deadlineMs: UNPACK_DEADLINE_MS }), `dpkg-deb ${name}`);
    }
    await rm(apt, { recursive: true });
    await writeStartScripts(made);
    for (const path of await Promise.all(LEFT_OUT.map((each) => expand(root, each)))) for (const each of path) await rm(each, { recursive: true, force: true });
    const asked = await followProgram(join(made, 'bin', 'mariadbd'), ['--version'], { signal, env, deadlineMs: ASK_DEADLINE_MS });
    const version = /Ver (\d+\.\d+\.\d+)/.exec(asked.tail.join('\n'))?.[1];
    if (asked.exitCode !== 0 || version === undefined) throw failed(asked.failure ?? 'the server does not tell its version', asked.tail);
    // Made for this user alone; the app may run under another account than its set-up.
    await chmod(made, 0o755);
    await writeFile(join(made, MANIFEST), `${JSON.stringify({ version, edition: EDITION } satisfies Manifest)}\n`);
    await rm(into, { recursive: true, force: true });
    await rename(made, into);
    return { program: join(into, 'bin', 'mariadbd'), version, built: true };
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** A mirror of Debian: the one that is named, else the one that this machine's own packages come from. */
async function findMirror({ env, platform, signal }: UnpackOptions): Promise<string> {
  const attempts: Attempt[] = [];
  const fail = (place: string, outcome: string): void => { attempts.push({ place, source: 'Debian\'s packages', outcome }); };
  if (platform === 'linux') {
    const named = env['BACKBENCH_DEBIAN_MIRROR'];
    const keyring = await readFile(KEYRING).then(() => true, () => false);
    const asked = await followProgram('apt-get', ['indextargets', '--format', '$(LABEL) $(REPO_URI)', 'Created-By: Packages'], { signal, env, deadlineMs: ASK_DEADLINE_MS });
    const own = asked.tail.map((line) => /^Debian (\S+)$/.exec(line)?.[1]).find((uri) => uri !== undefined);
    const mirror = named === undefined || named === '' ? own : named;
    if (asked.exitCode !== 0) fail('apt-get', asked.failure ?? 'this system does not have it');
    else if (!keyring) fail(KEYRING, 'does not exist (the package debian-archive-keyring holds it)');
    else if (mirror === undefined) fail('apt-get', 'this system\'s packages do not come from Debian; BACKBENCH_DEBIAN_MIRROR may name a mirror');
    else return mirror;
  } else {
    fail(platform, 'only Linux can run them; install MariaDB 11.8 or newer');
  }
  throw new BackbenchError('BINARY_MISSING', { service: 'mysql', attempts });
}

/** With lists, cache and state of its own, so that the system's apt knows nothing of it. */
async function fetchPackages(apt: string, mirror: string, { signal, env, onText }: UnpackOptions): Promise<void> {
  for (const folder of ['lists/partial', 'archives/partial']) await mkdir(join(apt, folder), { recursive: true });
  await writeFile(join(apt, 'status'), '');
  await writeFile(join(apt, 'sources.list'), `deb [signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
  const settings = Object.entries({
    'Dir::Etc::sourcelist': join(apt, 'sources.list'), 'Dir::Etc::sourceparts': '/dev/null', 'Dir::State::lists': join(apt, 'lists'),
    // Nothing counts as installed: every library that is needed comes along.
    'Dir::State::status': join(apt, 'status'), 'Dir::Cache': apt, 'Dir::Cache::archives': join(apt, 'archives'),
    'Acquire::Languages': 'none', 'APT::Sandbox::User': '', 'Debug::NoLocking': 'true',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const steps = [['update'], ['install', '--download-only', '--no-install-recommends', '-y', '-q', ...PACKAGES]];
  for (const step of steps) {
    onText?.(step[0] === 'update' ? 'reading Debian\'s package lists' : 'fetching MariaDB');
    must(await followProgram('apt-get', [...settings, ...step], { signal, env: { ...env, LC_ALL: 'C' }, deadlineMs: FETCH_DEADLINE_MS }), `apt-get ${step[0] ?? ''}`);
  }
}

/** The programs are started by the loader that came with them, which finds the libraries beside it. */
async function writeStartScripts(made: string): Promise<void> {
  const [libraries] = await expand(join(made, 'root'), 'usr/lib/*-linux-gnu');
  const loader = libraries === undefined ? undefined : (await readdir(libraries)).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  if (libraries === undefined || loader === undefined) throw failed('the packages hold no loader', []);
  const folder = basename(libraries);
  await mkdir(join(made, 'bin'));
  for (const [place, name] of PROGRAMS) {
    const path = join(made, 'bin', name);
    await writeFile(path, [
      '#!/bin/sh',
      '# Started through links too, and wherever this folder has been moved to.',
      'here=$(dirname "$(readlink -f "$0")")/../root/usr',
      `exec "$here/lib/${folder}/${loader}" --library-path "$here/lib/${folder}" "$here/${place}/${name}" "$@"`,
      '',
    ].join('\n'));
    await chmod(path, 0o755);
  }
}

/** A path with one star in one of its parts. */
async function expand(root: string, path: string): Promise<string[]> {
  const star = /^(.*?)\/?([^/]*\*[^/]*)(\/.*)?$/.exec(path);
  if (star === null) return [join(root, path)];
  const [, before = '', pattern = '', after = ''] = star;
  const matches = new RegExp(`^${pattern.replace('*', '.*')}$`);
  return (await readdir(join(root, before)).catch(() => [])).filter((name) => matches.test(name)).map((name) => join(root, before, name, after));
}

async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    // Not ours, or damaged: as good as none.
    return null;
  }
}

function must(run: FollowedRun, what: string): void {
  if (run.exitCode !== 0) throw failed(run.failure ?? `${what} ended with ${String(run.exitCode ?? 'a signal')}`, run.tail);
}

const failed = (reason: string, log: string[]): BackbenchError => new BackbenchError('IMAGE_BUILD_FAILED', { image: 'MariaDB', reason, log });
