#!/usr/bin/env node
// Stands in for fpm where it can't be had: takes the arguments that electron-builder gives for a deb, and makes the
// package with Debian's dpkg-deb.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Options without a value. */
const FLAGS = new Set(['--force', '--debug']);

/**
 * @param {string[]} words
 * @returns {{ options: Map<string, string[]>, files: [from: string, to: string][] }}
 */
function read(words) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {[string, string][]} */
  const files = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (FLAGS.has(word)) continue;
    if (word.startsWith('-')) {
      index += 1;
      options.set(word, [...(options.get(word) ?? []), words[index] ?? '']);
    } else {
      const at = word.lastIndexOf('=');
      files.push([word.slice(0, at), word.slice(at + 1)]);
    }
  }
  return { options, files };
}

const { options, files } = read(process.argv.slice(2));
/** @param {string} name */
const one = (name) => options.get(name)?.at(-1);
if (one('-s') !== 'dir' || one('-t') !== 'deb') throw new Error('This makes a deb of folders, and nothing else.');
/** @param {string} name @returns {string} */
function needed(name) {
  const value = one(name);
  if (value === undefined || value === '') throw new Error(`The option ${name} is missing.`);
  return value;
}

const target = needed('--package');
// Beside the result: files are linked, not copied, as long as they are on one disk.
const stage = mkdtempSync(join(dirname(target), 'deb-'));
try {
  chmodSync(stage, 0o755);
  for (const [from, to] of files) {
    const into = join(stage, to);
    if (from.endsWith('/')) {
      mkdirSync(into, { recursive: true });
      execFileSync('cp', ['-a', '--link', `${from}.`, into]);
    } else {
      mkdirSync(dirname(into), { recursive: true });
      copyFileSync(from, into);
      chmodSync(into, 0o644);
    }
  }
  execFileSync('find', [stage, '-type', 'd', '-exec', 'chmod', '755', '{}', '+']);
  const kibibytes = execFileSync('du', ['-sk', '--apparent-size', stage], { encoding: 'utf8' }).split('\t')[0];
  const control = join(stage, 'DEBIAN');
  mkdirSync(control);
  for (const [option, name] of /** @type {const} */ ([['--after-install', 'postinst'], ['--after-remove', 'postrm']])) {
    copyFileSync(needed(option), join(control, name));
    chmodSync(join(control, name), 0o755);
  }
  const [synopsis = '', ...more] = needed('--description').trim().split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const fields = {
    Package: needed('--name'), Version: needed('--version'), Architecture: needed('--architecture'), Maintainer: needed('--maintainer'),
    Section: one('--category') ?? 'misc', Priority: one('--deb-priority') ?? 'optional', 'Installed-Size': kibibytes,
    Depends: (options.get('-d') ?? []).join(', '), Recommends: (options.get('--deb-recommends') ?? []).join(', '),
    Description: [synopsis, ...more.filter((line) => line !== synopsis).map((line) => ` ${line}`)].join('\n'),
  };
  writeFileSync(join(control, 'control'), Object.entries(fields).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\n`).join(''));
  const sums = execFileSync('sh', ['-c', 'find . -path ./DEBIAN -prune -o -type f -printf "%P\\0" | sort -z | xargs -0 md5sum'], { cwd: stage, maxBuffer: 64 * 1024 * 1024 });
  writeFileSync(join(control, 'md5sums'), sums, { mode: 0o644 });
  const compression = { gz: ['-Zgzip', '-z1'], xz: ['-Zxz', '-z6'] }[one('--deb-compression') ?? 'xz'] ?? ['-Zxz', '-z6'];
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', stage, target], { stdio: 'inherit', env: { ...process.env, TMPDIR: tmpdir() } });
} finally {
  rmSync(stage, { recursive: true, force: true });
}
