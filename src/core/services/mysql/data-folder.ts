/** The data folder of a native MariaDB: a copy of the machine's template, without any user that could log in. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDataTemplates, type DataTemplate } from '../data-templates.ts';
import { runProgram } from '../run-program.ts';
import { ADMIN, adminPassword, quoteLiteral } from './names.ts';
import { SYSTEM_TABLES, type MariaDbProgram } from './program.ts';

/** Takes a second on an SSD; an old disk that is busy may need this long. */
const BOOTSTRAP_TIMEOUT_MS = 120_000;
/** Raised when the template is made differently, so that machines make it anew. */
const TEMPLATE_EDITION = 1;

export interface DataFolders {
  prepare(found: MariaDbProgram, signal: AbortSignal): Promise<void>;
  /** Fills `folder` with a fresh data folder. @throws BackbenchError SERVICE_EXITED; errors of the file system; the signal's reason */
  make(found: MariaDbProgram, folder: string, signal: AbortSignal): Promise<void>;
}

/** @param settings the server's options that decide what the data looks like on the disk */
export function createDataFolders(
  options: { templates: string; platform: NodeJS.Platform; settings: (found: MariaDbProgram, folder: string) => string[]; env: Record<string, string> },
): DataFolders {
  const folders = createDataTemplates(options.templates, options.platform, 'mysql');
  const templateOf = (found: MariaDbProgram): DataTemplate => ({
    name: `mariadb-${found.version}-${String(TEMPLATE_EDITION)}`,
    async make(data, _work, signal) {
      await mkdir(data, { recursive: true, mode: 0o700 });
      const files = await Promise.all(SYSTEM_TABLES.map((name) => readFile(join(found.share, name), 'utf8')));
      // One statement a line: that is how the server reads while it bootstraps. mariadb.sys is locked; the schema sys belongs to it.
      const input = [
        'CREATE DATABASE IF NOT EXISTS mysql;', 'USE mysql;', 'SET @auth_root_socket = NULL;', ...files,
        "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';", 'DELETE FROM mysql.proxies_priv;', '',
      ].join('\n');
      await runProgram(found.program, [
        '--no-defaults', ...options.settings(found, data), '--bootstrap', '--log-warnings=0', '--enforce-storage-engine=',
        '--max-allowed-packet=8M', '--net-buffer-length=16K',
      ], { service: 'mysql', timeoutMs: BOOTSTRAP_TIMEOUT_MS, signal, input, env: options.env });
    },
  });
  return {
    prepare: (found, signal) => folders.prepare(templateOf(found), signal),
    make: (found, folder, signal) => folders.copyTo(templateOf(found), folder, signal),
  };
}

/**
 * Writes what the server reads before it listens: root's password for this session. Doing it again changes nothing.
 * @returns the file, which only this user may read
 */
export async function writeInitFile(folder: string, password: string): Promise<string> {
  const file = join(folder, 'session.sql');
  const root = `'${ADMIN}'@'%'`;
  await writeFile(file, [
    `CREATE USER IF NOT EXISTS ${root};`,
    `ALTER USER ${root} IDENTIFIED BY ${quoteLiteral(adminPassword(password))};`,
    `GRANT ALL PRIVILEGES ON *.* TO ${root} WITH GRANT OPTION;`,
    '',
  ].join('\n'), { mode: 0o600 });
  return file;
}
