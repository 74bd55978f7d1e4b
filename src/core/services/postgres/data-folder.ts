/** The data folder of a native PostgreSQL: a copy of the machine's template, in which only the maintenance role's password is its own. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDataTemplates, type DataTemplate } from '../data-templates.ts';
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
  const folders = createDataTemplates(templates, platform, 'postgres');
  return {
    prepare: (programs, signal) => folders.prepare(templateOf(programs), signal),
    async make(programs, folder, adminPassword, signal) {
      await folders.copyTo(templateOf(programs), folder, signal);
      const { escapeLiteral } = await import('pg');
      await singleUser(programs, folder, `ALTER ROLE ${ADMIN} PASSWORD ${escapeLiteral(adminPassword)}\n`, signal);
    },
  };
}

function templateOf(programs: PostgresPrograms): DataTemplate {
  return {
    name: `postgres-${programs.version}-${String(TEMPLATE_EDITION)}`,
    async make(data, work, signal) {
      // Nobody ever uses this password; initdb only wants one before it asks for passwords at all.
      const passwordFile = join(work, 'password');
      await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
      // Sorting by code point, with Unicode's upper and lower case, is the same on every system. Built in since 17.
      const locale = Number.parseInt(programs.version, 10) >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C'] : ['--locale=C'];
      await runProgram(programs.initdb, [
        '-D', data, '-U', ADMIN, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...locale,
        `--wal-segsize=${String(WAL_SEGMENT_MB)}`,
      ], { service: 'postgres', timeoutMs: INITDB_TIMEOUT_MS, signal, env: neutralEnvironment(process.env) });
      await singleUser(programs, data, `CREATE DATABASE ${SPARE} TEMPLATE template0\n`, signal);
    },
  };
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
