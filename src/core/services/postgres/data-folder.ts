/**
 * The data folder of a native PostgreSQL. initdb takes half a second or more, so it runs once a machine; every
 * session gets a copy, in which only the maintenance role's password is its own.
 */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { escapeLiteral } from 'pg';
import { runProgram } from '../run-program.ts';
import type { PostgresPrograms } from './binaries.ts';
import { ADMIN, SPARE } from './names.ts';

/** initdb takes half a second on an SSD; an old disk that is busy may need this long. */
const INITDB_TIMEOUT_MS = 120_000;
/** Setting a password takes some 20 ms. */
const PASSWORD_TIMEOUT_MS = 30_000;
/** Raised when the template below is made differently, so that machines make it anew. */
const TEMPLATE_EDITION = 1;
/** Size of a piece of the write-ahead log, in MiB. The default, 16, would be most of what each session copies. */
const WAL_SEGMENT_MB = 4;
/** By then a lab that is starting has started. */
const SPARE_DELAY_MS = 3_000;
/** Older than any work takes. */
const LEFTOVER_AGE_MS = 60 * 60_000;
/** Copying 30 MB takes some 50 ms; a slow stick takes longer. */
const COPY_TIMEOUT_MS = 60_000;

export interface DataFolders {
  /** Makes the template and a spare copy ahead of the first {@link make}. */
  prepare(programs: PostgresPrograms, signal: AbortSignal): Promise<void>;
  /**
   * Fills `folder` with a fresh cluster; what was there is replaced.
   * @throws BackbenchError SERVICE_EXITED with what initdb said; errors of the file system; the signal's reason
   */
  make(programs: PostgresPrograms, folder: string, adminPassword: string, signal: AbortSignal): Promise<void>;
}

/** @param templates where the template and a spare copy of it are kept, on the same file system as the sessions' folders */
export function createDataFolders(templates: string, platform: NodeJS.Platform): DataFolders {
  /** What is being made for the next session, while nobody waits. */
  let preparing: Promise<void> = Promise.resolve();
  const templateOf = (programs: PostgresPrograms): string => join(templates, `postgres-${programs.version}-${String(TEMPLATE_EDITION)}`);
  // Only saves time: without it the next session makes for itself what it needs.
  const inBackground = (work: () => Promise<void>): Promise<void> => {
    preparing = preparing.then(work).catch(() => {});
    return preparing;
  };
  return {
    prepare: (programs, signal) => inBackground(async () => {
      await ensureTemplate(programs, templateOf(programs), signal);
      await makeSpare(templateOf(programs), platform, signal);
    }),
    async make(programs, folder, adminPassword, signal) {
      const template = templateOf(programs);
      // The same may be under way already.
      await preparing;
      await ensureTemplate(programs, template, signal);
      await rm(folder, { recursive: true, force: true });
      await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
      await rename(`${template}.spare`, folder).catch(() => copyFolder(template, folder, platform, signal));
      await singleUser(programs, folder, `ALTER ROLE ${ADMIN} PASSWORD ${escapeLiteral(adminPassword)}\n`, signal);
      // Not now, when the server is starting.
      setTimeout(() => void inBackground(() => makeSpare(template, platform, AbortSignal.timeout(COPY_TIMEOUT_MS))), SPARE_DELAY_MS).unref();
    },
  };
}

async function makeSpare(template: string, platform: NodeJS.Platform, signal: AbortSignal): Promise<void> {
  const spare = `${template}.spare`;
  if (await exists(spare)) return;
  const work = workFolder(template);
  try {
    await copyFolder(template, work, platform, signal);
    await rename(work, spare);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Statements on a cluster that isn't running, one a line; the end of the input ends the server. */
async function singleUser(programs: PostgresPrograms, folder: string, input: string, signal: AbortSignal): Promise<void> {
  await runProgram(programs.postgres, ['--single', '-D', folder, '-c', 'fsync=off', '-c', 'log_min_messages=warning', 'postgres'], {
    service: 'postgres', timeoutMs: PASSWORD_TIMEOUT_MS, signal, env: neutralEnvironment(process.env), input,
  });
}

/** The same messages and times on every machine; Windows needs its own variables to find its libraries. */
export function neutralEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME', 'LD_LIBRARY_PATH'];
  const own = Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  // macOS: without LC_ALL the server refuses to start ("became multithreaded during startup").
  return { ...own, LC_ALL: 'C', TZ: 'UTC' };
}

async function ensureTemplate(programs: PostgresPrograms, template: string, signal: AbortSignal): Promise<void> {
  if (await exists(template)) return;
  await removeLeftovers(dirname(template));
  const work = workFolder(template);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    // Nobody ever uses this password; initdb only wants one before it asks for passwords at all.
    const passwordFile = join(work, 'password');
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    const data = join(work, 'data');
    // Sorting by code point, with Unicode's upper and lower case, is the same on every system. Built in since 17.
    const locale = Number.parseInt(programs.version, 10) >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C'] : ['--locale=C'];
    await runProgram(programs.initdb, [
      '-D', data, '-U', ADMIN, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...locale,
      `--wal-segsize=${String(WAL_SEGMENT_MB)}`,
    ], { service: 'postgres', timeoutMs: INITDB_TIMEOUT_MS, signal, env: neutralEnvironment(process.env) });
    await singleUser(programs, data, `CREATE DATABASE ${SPARE} TEMPLATE template0\n`, signal);
    // Complete or not there at all. Another process may have been quicker: its template is as good.
    await rename(data, template).catch(async (error: unknown) => {
      if (!(await exists(template))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const workFolder = (template: string): string => `${template}.work-${randomBytes(4).toString('hex')}`;

/** What a process that was killed in mid-work left behind. */
async function removeLeftovers(templates: string): Promise<void> {
  for (const name of await readdir(templates).catch(() => [])) {
    const path = join(templates, name);
    const { mtimeMs } = await stat(path);
    if (name.includes('.work-') && mtimeMs < Date.now() - LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * `cp` copies the thousand small files three times as fast as Node's own functions, and shares their blocks
 * where the file system can: by itself in GNU coreutils 9, with -c on macOS.
 */
async function copyFolder(from: string, to: string, platform: NodeJS.Platform, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (platform === 'win32') return cp(from, to, { recursive: true });
  await runProgram('cp', [platform === 'darwin' ? '-cR' : '-R', from, to], { service: 'postgres', timeoutMs: COPY_TIMEOUT_MS, signal });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
