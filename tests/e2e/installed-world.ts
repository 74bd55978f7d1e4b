/**
 * Installs the deb by dpkg, as root, in a mount namespace of its own: what it writes to the system's folders goes into
 * memory and is gone at the end. Started by installed.root.test.ts under unshare, with the deb as its argument.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { displayEnv } from '../../scripts/in-app-world.mjs';
import { runAsOrdinaryUser } from '../../scripts/ordinary-user.mjs';
import { nodeHere } from '../../scripts/setup/paths.mjs';
import { startVirtualDisplay } from '../../scripts/virtual-display.mjs';

/** The folders that an installation changes. */
const CHANGED = ['opt', 'usr', 'etc', join('var', 'lib', 'dpkg'), join('var', 'cache')];
/** The app takes half a gigabyte unpacked. */
const MEMORY = '2g';
const JOURNEY_MS = 3 * 60_000;
const SETUID = 0o4000;

const deb = process.argv[2] ?? '';
const run = (program: string, ...args: string[]): void => void execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const work = mkdtempSync(join(tmpdir(), 'installed-world-'));
run('mount', '-t', 'tmpfs', '-o', `size=${MEMORY},mode=755`, 'tmpfs', work);
for (const folder of CHANGED) {
  const own = join(work, folder.replaceAll('/', '-'));
  for (const part of ['upper', 'work']) mkdirSync(join(own, part), { recursive: true });
  run('mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=/${folder},upperdir=${join(own, 'upper')},workdir=${join(own, 'work')}`, `/${folder}`);
}

run('dpkg', '--install', deb);
assert.equal(lstatSync('/usr/bin/backbench').isSymbolicLink(), true);
assert.notEqual(statSync('/opt/Backbench/chrome-sandbox').mode & SETUID, 0);
assert.equal(existsSync('/usr/share/applications/backbench.desktop'), true);
// An app folder beside the archive, which Electron would take without the fuse for it.
mkdirSync('/opt/Backbench/resources/app');
writeFileSync('/opt/Backbench/resources/app/package.json', '{ "main": "main.js" }');
writeFileSync('/opt/Backbench/resources/app/main.js', 'process.exit(3);');

// What an administrator sets: shown, in force, and a file with a mistake is told.
mkdirSync('/etc/backbench');
writeFileSync('/etc/backbench/policy.json', JSON.stringify({ engine: 'native', packFolder: '/opt/packs', updates: false }));

const display = await startVirtualDisplay();
try {
  const { code, reason } = await runAsOrdinaryUser([nodeHere, 'tests/e2e/installed-journey.ts'], { env: displayEnv(display.display), deadlineMs: JOURNEY_MS });
  assert.equal(code, 0, `the journey ${reason}`);
} finally {
  display.dispose();
}

writeFileSync('/etc/backbench/policy.json', '{ "engine": "podman" }');
const refused = spawnSync('backbench', ['labs', 'list'], { encoding: 'utf8', env: { ...process.env, BACKBENCH_DATA: join(work, 'data') } });
assert.equal(refused.status, 2);
assert.match(refused.stderr, /policy\.json[\s\S]*engine/);

execFileSync('rm', ['-r', '/opt/Backbench/resources/app']);
run('dpkg', '--remove', 'backbench');
assert.equal(existsSync('/opt/Backbench'), false);
assert.deepEqual(readdirSync('/usr/bin').filter((name) => name.startsWith('backbench')), []);
assert.equal(existsSync('/usr/share/applications/backbench.desktop'), false);
assert.equal(existsSync('/etc/backbench/policy.json'), true);
process.stdout.write('installed, used and removed\n');
process.exit(0);
