/** How each stack's libraries get into a folder: by the package manager of its community, in the versions and with the hashes of a list. */
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillJava } from './fill-java.ts';
import type { Stack } from './stacks.ts';

export interface FillParts {
  /** An empty folder. */
  into: string;
  /** The stack's list: a file or a folder. */
  source: string;
  /** The stack's package manager, or Python. */
  program: string;
  env: Record<string, string>;
  /** Runs a program to its end. @throws BackbenchError LIBRARIES_FAILED */
  run(command: string, args: readonly string[], more?: { cwd?: string; env?: Record<string, string> }): Promise<void>;
  /** Tells what is being done. */
  say(text: string): void;
}

export const FILL: Readonly<Record<Stack, (parts: FillParts) => Promise<void>>> = {
  javascript: fillJavaScript, python: fillPython, go: fillGo, java: fillJava,
};

async function fillJavaScript({ into, source, program, run }: FillParts): Promise<void> {
  await cp(source, into, { recursive: true });
  await run(program, ['ci', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: into });
}

async function fillPython({ into, source, program, run }: FillParts): Promise<void> {
  const packages = join(into, 'packages');
  await run(program, [
    '-m', 'pip', 'install', '--disable-pip-version-check', '--no-warn-conflicts', '--no-input', '--no-compile', '--only-binary', ':all:',
    '--require-hashes', '--target', packages, '-r', source,
  ], { env: { PIP_ROOT_USER_ACTION: 'ignore' } });
  // Byte code for all of it, since who runs a lab may not be who may write here.
  await run(program, ['-m', 'compileall', '-q', packages], { cwd: packages });
  await anyPython(join(packages, 'bin'));
}

/** pip names its own Python in each program: an account that can't run that one has another, of the same version. */
async function anyPython(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    const text = await readFile(path, 'latin1');
    const { mode } = await stat(path);
    if (/^#!.*python/.test(text)) await writeFile(path, text.replace(/^#!.*/, '#!/usr/bin/env python3'), { encoding: 'latin1', mode });
  }
}

async function fillGo({ into, source, program, run, say }: FillParts): Promise<void> {
  const [modules, work] = [join(into, 'modules'), join(into, 'work')];
  await cp(source, work, { recursive: true });
  // Which versions of the modules behind a library are taken depends on what else a program requires: each combination is asked for.
  const env = { GOMODCACHE: modules, GOFLAGS: '-mod=mod -modcacherw', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off', CGO_ENABLED: '0' };
  for (const name of await readdir(work)) {
    say(`modules of ${name}`);
    await run(program, ['list', '-deps', './...'], { cwd: join(work, name), env });
  }
  await mkdir(modules, { recursive: true });
  // The archives are of no use any more: they are unpacked.
  for (const entry of await readdir(join(modules, 'cache', 'download'), { recursive: true, withFileTypes: true })) {
    if (entry.name.endsWith('.zip')) await rm(join(entry.parentPath, entry.name));
  }
  await rm(work, { recursive: true });
}
