// Proves the packaged app before any installer is made of it: the fuses, the archive, and every compiled part by use.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFault } from '../setup/fault.mjs';
import { postgresPackage } from './module-closure.mjs';
import { wrongFuses } from './fuses.mjs';

/** Each program answers within a second; a cold disk takes longer. */
const DEADLINE_MS = 60_000;

/** Runs on the Node that is packed; its working folder is `resources`. */
const LOAD = `
  const assert = require('node:assert');
  const Database = require('better-sqlite3');
  const db = new Database(':memory:');
  assert.equal(db.prepare('SELECT 6 * 7 AS answer').get().answer, 42);
  db.close();
  const { Readable } = require('node:stream');
  const zstd = require('@toondepauw/node-zstd');
  assert.ok(Object.keys(zstd).length > 0);
  const pty = require('node-pty');
  const shell = pty.spawn(process.execPath, ['-e', 'console.log(6 * 7)'], { cols: 80, rows: 24 });
  let text = '';
  shell.onData((data) => { text += data; });
  shell.onExit(({ exitCode }) => { assert.equal(exitCode, 0); assert.match(text, /42/); process.stdout.write('loaded'); process.exit(0); });`;

/**
 * @param {{ executable: string, resources: string }} app
 * @returns {Promise<void>}
 * @throws {SetupFault} saying what is wrong
 */
export async function checkPackaged({ executable, resources }) {
  const wrong = await wrongFuses(executable);
  for (const name of ['app', 'default_app.asar']) {
    if (existsSync(join(resources, name))) wrong.push(`${name} lies beside the archive`);
  }
  if (!existsSync(join(resources, 'app.asar'))) wrong.push('there is no app.asar');
  const exe = process.platform === 'win32' ? '.exe' : '';
  const node = join(resources, 'node_modules', 'node', 'bin', `node${exe}`);
  const postgres = join(resources, 'node_modules', ...postgresPackage().split('/'), 'native', 'bin', `postgres${exe}`);
  /** @type {[what: string, words: string[], answer: RegExp][]} */
  const uses = [
    ['the packed Node with better-sqlite3, node-pty and zstd', [node, '-e', LOAD], /loaded$/],
    ['PostgreSQL', [postgres, '--version'], /^postgres \(PostgreSQL\) 18\./],
    ['the command line', [node, join('out', 'main', 'cli.js'), '--help'], /^Usage: backbench/],
  ];
  for (const [what, [program = '', ...args], answer] of uses) {
    try {
      const text = execFileSync(program, args, { cwd: resources, encoding: 'utf8', timeout: DEADLINE_MS, stdio: ['ignore', 'pipe', 'pipe'] });
      if (!answer.test(text)) wrong.push(`${what} answered: ${text.slice(0, 200)}`);
    } catch (error) {
      wrong.push(`${what} does not work: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (wrong.length > 0) {
    throw new SetupFault('The packaged app is not as it should be.', { next: 'No installer was made of it.', tail: wrong });
  }
}
