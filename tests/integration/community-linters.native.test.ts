/**
 * What the community of each language says of the labs' code: its linter finds nothing in any reference solution, and
 * what a learner starts with compiles and is in form.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import js from '@eslint/js';
import { ESLint } from 'eslint';
import globals from 'globals';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/core/catalog/catalog.ts';
import { labFiles, readLabBytes } from '../../src/core/catalog/lab-files.ts';
import type { LoadedLab } from '../../src/core/catalog/load-lab.ts';
import { resolveAll } from '../../src/core/catalog/resolve-variant.ts';
import { prepareShellPlaces, shellEnvironment, type ShellPlaces } from '../../src/core/engines/native/shell-environment.ts';

const root = join(import.meta.dirname, '../..');
/** Set-up for the tests puts it there. */
const RUFF = join(root, '.cache/backbench/linters/bin/ruff');
/** Runs javac for many programs in one JVM. */
const COMPILE = join(root, 'tests/fixtures/linters/Compile.java');
/** Longest time for one linter on one state of a lab, in milliseconds: javac and go vet compile. */
const LINT_MS = 240_000;
/** A whole language: all states of all labs. */
const LANGUAGE_MS = 15 * 60_000;

/** A lab's files at its start, or after the reference answer of a step. */
interface State {
  name: string;
  folder: string;
  /** What the learner starts with and has not filled in yet. */
  unfilled: ReadonlySet<string>;
  paths: string[];
}

const never = new AbortController().signal;
const { labs, broken } = await loadCatalog(join(root, 'labs'), never);
if (broken.length > 0) throw new Error(JSON.stringify(broken));

let base: string;
let env: Record<string, string>;
const states: State[] = [];
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-linters-'));
  const places: ShellPlaces = { dataFolder: base, resourcesFolder: join(root, 'resources'), env: process.env };
  prepareShellPlaces(places);
  env = shellEnvironment(places, {});
  for (const loaded of [...labs.values()].flatMap(resolveAll)) states.push(...await statesOf(loaded));
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function statesOf(loaded: LoadedLab): Promise<State[]> {
  const all = [...await labFiles(loaded, never)];
  const content = new Map<string, Buffer>();
  const found: State[] = [];
  const lay = async (prefix: string): Promise<void> => {
    for (const path of all.filter((each) => each.startsWith(prefix))) content.set(path.slice(prefix.length), await readLabBytes(loaded, path));
  };
  const id = [loaded.lab.id, ...(loaded.variant === undefined ? [] : [loaded.variant.id])].join('-');
  const begun = new Map<string, Buffer>();
  const keep = async (name: string): Promise<void> => {
    const folder = join(base, 'workspaces', id, name);
    for (const [path, bytes] of content) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const unfilled = new Set([...content].filter(([path, bytes]) => begun.get(path)?.equals(bytes) === true).map(([path]) => path));
    found.push({ name: `${id}, ${name}`, folder, unfilled, paths: [...content.keys()] });
  };
  await lay('workspace/');
  for (const [path, bytes] of content) begun.set(path, bytes);
  await keep('start');
  for (const step of loaded.lab.steps) {
    await lay(`solution/${step.id}/files/`);
    await keep(step.id);
  }
  return found;
}

/** The states that have such files, each different one once. */
async function withFiles(ending: RegExp): Promise<(State & { files: string[] })[]> {
  const seen = new Set<string>();
  const wanted: (State & { files: string[] })[] = [];
  for (const state of states) {
    const files = state.paths.filter((path) => ending.test(path));
    if (files.length === 0) continue;
    const hash = createHash('sha256');
    for (const file of files.toSorted()) hash.update(file).update(await readFile(join(state.folder, file)));
    const key = hash.digest('hex');
    if (seen.has(key)) continue;
    seen.add(key);
    wanted.push({ ...state, files });
  }
  return wanted;
}

/** What a program says when it is not content; nothing when it is. */
async function complaints(program: string, args: string[], cwd: string): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { cwd, env, timeout: LINT_MS, maxBuffer: 16 * 2 ** 20 });
    // gofmt lists what is not in form, and ends well.
    return program === 'gofmt' ? stdout : stderr.includes('warning:') ? stderr : '';
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    return `${stdout}${stderr}` || message;
  }
}

async function findings(ending: RegExp, lint: (state: State & { files: string[] }) => Promise<string>): Promise<string[]> {
  const found: string[] = [];
  const wanted = await withFiles(ending);
  expect(wanted.length).toBeGreaterThan(0);
  for (const state of wanted) {
    const text = await lint(state);
    if (text.trim() !== '') found.push(`${state.name}:\n${text}`);
  }
  return found;
}

const folderOf = (path: string): string => dirname(path);

describe('the linter of its community finds nothing in what the course shows as', () => {
  test('JavaScript: ESLint, recommended', async () => {
    const linter = new ESLint({
      cwd: base, overrideConfigFile: true,
      overrideConfig: [js.configs.recommended, { languageOptions: { globals: { ...globals.node, ...globals.mongo } } }],
    });
    expect(await findings(/\.(js|mjs|cjs)$/, async ({ folder, files, unfilled }) => {
      const results = await linter.lintFiles(files.map((file) => join(folder, file)));
      return results.flatMap(({ filePath, messages }) => messages
        // What the learner fills in uses nothing yet, and gives nothing back.
        .filter(({ ruleId }) => !(unfilled.has(relative(folder, filePath)) && ['no-unused-vars', 'getter-return'].includes(ruleId ?? '')))
        .map(({ line, message }) => `${relative(folder, filePath)}:${String(line)} ${message}`)).join('\n');
    })).toEqual([]);
  }, LANGUAGE_MS);

  test('Python: Ruff, as it comes', async () => {
    expect(existsSync(RUFF), 'npm run setup -- --display installs it').toBe(true);
    expect(await findings(/\.py$/, async ({ folder, files, unfilled }) => {
      const check = (which: string[], ...more: string[]): Promise<string> =>
        which.length === 0 ? Promise.resolve('') : complaints(RUFF, ['check', '--isolated', '--no-cache', '--quiet', ...more, ...which], folder);
      return await check(files.filter((file) => !unfilled.has(file))) + await check(files.filter((file) => unfilled.has(file)), '--ignore', 'F401,F841');
    })).toEqual([]);
  }, LANGUAGE_MS);

  test('Go: gofmt and go vet', async () => {
    expect(await findings(/\.go$/, async ({ folder, files }) => {
      const form = await complaints('gofmt', ['-l', ...files], folder);
      const vets = existsSync(join(folder, 'go.mod')) ? [['vet', './...']] : files.map((file) => ['vet', file]);
      const said = [form];
      for (const args of vets) said.push(await complaints('go', args, folder));
      return said.join('');
    })).toEqual([]);
  }, LANGUAGE_MS);

  // Without `serial`: no program of the course writes its exceptions as bytes.
  test('Java: javac with all of its warnings', async () => {
    const wanted = await withFiles(/\.java$/);
    expect(wanted.length).toBeGreaterThan(0);
    const projects = new Map<string, string>();
    const compiled: Compiled[] = [];
    const found: string[] = [];
    for (const { name, folder, files } of wanted) {
      const pom = join(folder, 'pom.xml');
      if (!existsSync(pom)) {
        for (const place of new Set(files.map(folderOf))) compiled.push({ name, folder, files: files.filter((file) => folderOf(file) === place), classPath: `${folder}${delimiter}${env['CLASSPATH'] ?? ''}` });
        continue;
      }
      // Maven compiles the first state of a project; the others have the same libraries.
      const project = await readFile(pom, 'utf8');
      const known = projects.get(project);
      if (known !== undefined) {
        compiled.push({ name, folder, files, classPath: known });
        continue;
      }
      const said = await complaints('mvn', ['-o', '-q', 'test-compile', 'dependency:build-classpath', '-Dmdep.outputFile=.linted.path', '-Dmaven.compiler.showWarnings=true', '-Dmaven.compiler.failOnWarning=true', '-Dmaven.compiler.compilerArgument=-Xlint:all,-serial'], folder);
      if (said.trim() !== '') {
        found.push(`${name}:\n${said}`);
        continue;
      }
      projects.set(project, (await readFile(join(folder, '.linted.path'), 'utf8')).trim());
    }
    expect([...found, ...await compileAll(compiled)]).toEqual([]);
  }, LANGUAGE_MS);
});

/** Sources that javac compiles together. */
interface Compiled { name: string; folder: string; files: string[]; classPath: string }

/** @returns what javac says of each, where it is not content */
async function compileAll(all: readonly Compiled[]): Promise<string[]> {
  const argumentsOf = new Map<string, Compiled>();
  for (const [index, each] of all.entries()) {
    const file = join(base, `javac-${String(index)}.args`);
    const words = ['-Xlint:all,-serial', '-Werror', '-proc:none', '-d', join(base, 'compiled', String(index)), '-cp', each.classPath, ...each.files.map((path) => join(each.folder, path))];
    await writeFile(file, words.map((word) => `"${word.replaceAll('\\', '\\\\')}"`).join('\n'));
    argumentsOf.set(file, each);
  }
  const { stdout } = await promisify(execFile)('java', ['-XX:+UseSerialGC', COMPILE, ...argumentsOf.keys()], { cwd: base, env, timeout: LINT_MS, maxBuffer: 16 * 2 ** 20 });
  const said = new Map([...stdout.matchAll(/^@(\S+) (\d+)\n([^]*?)(?=^@\S+ \d+\n|$(?![^]))/gm)].map(([, file = '', code, text = '']) => [file, code === '0' ? text.trim() : `ended with ${code ?? ''}\n${text}`]));
  return [...argumentsOf].flatMap(([file, { name }]) => (said.get(file) === '' ? [] : [`${name}:\n${said.get(file) ?? 'javac did not say anything of it'}`]));
}

test('every language of the course is looked at', () => {
  const known = /\.(js|mjs|cjs|py|go|java)$/;
  const code = new Set(states.flatMap(({ paths }) => paths).map((path) => /\.[a-z]+$/.exec(path)?.[0] ?? '').filter((ending) => known.test(ending)));
  expect([...code].toSorted()).toEqual(expect.arrayContaining(['.go', '.java', '.js', '.py']));
  expect(readdirSync(join(root, 'labs')).length).toBeGreaterThan(1);
});
