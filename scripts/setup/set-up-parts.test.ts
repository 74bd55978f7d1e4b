/** The parts of set-up that can be tried without a network: commands, faults, stamps, the launch description. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchSpec } from '../electron-run.mjs';
import { needsOrdinaryUser } from '../ordinary-user.mjs';
import { ended, npmCommand } from './command.mjs';
import { SetupFault } from './fault.mjs';
import { withLock } from './lock.mjs';
import { packagesAreCurrent } from './node-packages.mjs';
import { inCheckout } from './paths.mjs';
import { hashOf } from './stamp.mjs';

let dir = '';
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'setup-')); });
afterEach(() => { rmSync(dir, { recursive: true }); });

const node = (script: string) => spawn(process.execPath, ['-e', script], { stdio: 'ignore' });

describe('waiting for a command', () => {
  it('tells a clean end from a failure and its code', async () => {
    expect((await ended(node(''), 10_000)).code).toBe(0);
    expect(await ended(node('process.exit(3)'), 10_000)).toEqual({ code: 3, reason: 'failed with exit code 3' });
  });

  it('ends what takes longer than its deadline', async () => {
    const outcome = await ended(node('setInterval(() => {}, 1000)'), 200);
    expect(outcome.code).not.toBe(0);
    expect(outcome.reason).toContain('did not end within');
  });

  it('says that a program is not there instead of failing otherwise', async () => {
    const outcome = await ended(spawn(join(dir, 'no-such-program'), { stdio: 'ignore' }), 10_000);
    expect(outcome.code).not.toBe(0);
    expect(outcome.reason).toContain('could not be started');
  });
});

describe('a fault', () => {
  it('says what happened, the end of the log, and what to do next', () => {
    const text = new SetupFault('The disk is full.', { next: 'Make room.', log: 'a.log', tail: ['no space left'] }).describe();
    expect(text).toContain('The disk is full.');
    expect(text).toContain('no space left');
    expect(text).toContain('a.log');
    expect(text).toContain('Make room.');
  });
});

describe('a hash of sources', () => {
  it('changes with a name, a content, and a file that is gone; and not without a change', () => {
    const file = join(dir, 'a.ts');
    const missing = hashOf([file]);
    writeFileSync(file, 'one');
    const one = hashOf([file]);
    expect(hashOf([file])).toBe(one);
    writeFileSync(file, 'two');
    expect(new Set([missing, one, hashOf([file])]).size).toBe(3);
    writeFileSync(join(dir, 'b.ts'), 'two');
    expect(hashOf([file, join(dir, 'b.ts')])).not.toBe(hashOf([join(dir, 'b.ts'), file]));
  });
});

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const file = join(dir, 'lock');
    const seen: string[] = [];
    const job = (name: string) => withLock(() => seen.push(`${name} waits`), async () => {
      seen.push(`${name} in`);
      await new Promise((done) => setTimeout(done, 100));
      seen.push(`${name} out`);
    }, file);
    await Promise.all([job('a'), job('b')]);
    expect(seen).toEqual(['a in', 'b waits', 'a out', 'b in', 'b out']);
  });

  it('takes over from a process that is gone, and is free after a failure', async () => {
    const file = join(dir, 'lock');
    const gone = node('');
    await ended(gone, 10_000);
    writeFileSync(file, String(gone.pid));
    await expect(withLock(() => {}, () => Promise.reject(new Error('no')), file)).rejects.toThrow('no');
    expect(await withLock(() => {}, async () => 'in', file)).toBe('in');
  });
});

describe('this checkout', () => {
  it('has the packages that its lockfile names', () => {
    expect(packagesAreCurrent()).toBe(true);
  });

  it('finds npm without a shell', async () => {
    const [command = '', ...args] = npmCommand();
    expect((await ended(spawn(command, [...args, '--version'], { stdio: 'ignore' }), 60_000)).code).toBe(0);
  });

  it('describes how to start the app for an ordinary user, and refuses root', () => {
    if (needsOrdinaryUser()) {
      expect(() => launchSpec()).toThrow(SetupFault);
      return;
    }
    const spec = launchSpec();
    expect(spec.args).toEqual([inCheckout()]);
    expect(spec.args.join()).not.toContain('no-sandbox');
    expect(Object.hasOwn(spec.env, 'BACKBENCH_SQLITE_BINDING')).toBe(spec.kind === 'fallback');
    expect(Object.hasOwn(spec.env, 'ELECTRON_RUN_AS_NODE')).toBe(false);
  });

  it('never turns the browser\'s sandbox off', () => {
    for (const name of ['electron-run.mjs', 'start.mjs', 'in-app-world.mjs', 'test.mjs']) {
      const code = readFileSync(inCheckout('scripts', name), 'utf8');
      expect(code).not.toMatch(/--no-sandbox|--disable-setuid-sandbox|ELECTRON_DISABLE_SANDBOX/);
    }
  });
});
