/** Shows that every boundary rule fires: each is broken on purpose in a scratch tree, and once none is. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
/** A run over a dozen files takes a second; type information is loaded first. */
const CRUISE_TIMEOUT_MS = 60_000;

/** A small tree in which every import is allowed. */
const ALLOWED: Record<string, string> = {
  'src/shared/contract.ts': `import { z } from 'zod'; export const contract = z.string();`,
  'src/core/core.ts': `import { readFileSync } from 'node:fs'; import { contract } from '../shared/contract.ts'; export const core = [readFileSync, contract];`,
  'src/host/index.ts': `import type { MessagePortMain } from 'electron'; import { core } from '../core/core.ts'; export const host: [MessagePortMain | null, unknown] = [null, core];`,
  'src/main/index.ts': `import { app } from 'electron'; import { contract } from '../shared/contract.ts'; export const main = [app, contract];`,
  'src/preload/index.ts': `import { contextBridge } from 'electron'; export const preload = contextBridge;`,
  'src/renderer/main.tsx': `import { createElement } from 'react'; import { contract } from '../shared/contract.ts'; export const page = [createElement, contract];`,
  'src/cli/index.ts': `import { core } from '../core/core.ts'; export const cli = core;`,
  // Types may point back.
  'src/core/there.ts': `import type { Back } from './back.ts'; export interface There { back: Back | null }`,
  'src/core/back.ts': `import type { There } from './there.ts'; export interface Back { there: There | null }`,
};

/** The file that breaks a rule, the rule, and how. */
const BROKEN: [file: string, rule: string, source: string][] = [
  ['src/shared/reads-a-file.ts', 'shared-is-pure', `import { readFileSync } from 'node:fs'; export const x = readFileSync;`],
  ['src/shared/types-of-core.ts', 'shared-is-pure', `import type { core } from '../core/core.ts'; export type X = typeof core;`],
  ['src/shared/uses-electron.ts', 'shared-is-pure', `import { app } from 'electron'; export const x = app;`],
  ['src/shared/uses-pg.ts', 'shared-is-pure', `import pg from 'pg'; export const x = pg;`],
  ['src/core/knows-host.ts', 'core-knows-no-process', `import { host } from '../host/index.ts'; export const x = host;`],
  ['src/core/knows-main.ts', 'core-knows-no-process', `import type { main } from '../main/index.ts'; export type X = typeof main;`],
  ['src/core/knows-renderer.ts', 'core-knows-no-process', `import { page } from '../renderer/main.tsx'; export const x = page;`],
  ['src/core/draws.ts', 'core-knows-no-window', `import { createElement } from 'react'; export const x = createElement;`],
  ['src/core/uses-electron.ts', 'electron-only-at-the-edges', `import { app } from 'electron'; export const x = app;`],
  ['src/core/types-of-electron.ts', 'electron-only-at-the-edges', `import type { App } from 'electron'; export type X = App;`],
  ['src/host/uses-electron.ts', 'electron-only-at-the-edges', `import { app } from 'electron'; export const x = app;`],
  ['src/cli/uses-electron.ts', 'electron-only-at-the-edges', `import { app } from 'electron'; export const x = app;`],
  ['src/renderer/uses-electron.ts', 'electron-only-at-the-edges', `import { ipcRenderer } from 'electron'; export const x = ipcRenderer;`],
  ['src/renderer/reads-a-file.ts', 'renderer-has-no-node', `import { readFileSync } from 'fs'; export const x = readFileSync;`],
  ['src/renderer/loads-later.ts', 'renderer-has-no-node', `export const x = () => import('node:os');`],
  ['src/renderer/knows-core.ts', 'renderer-knows-only-shared', `import type { core } from '../core/core.ts'; export type X = typeof core;`],
  ['src/renderer/knows-main.ts', 'renderer-knows-only-shared', `import { main } from '../main/index.ts'; export const x = main;`],
  ['src/preload/knows-core.ts', 'preload-is-thin', `import { core } from '../core/core.ts'; export const x = core;`],
  ['src/main/does-lab-work.ts', 'main-does-no-lab-work', `import { core } from '../core/core.ts'; export const x = core;`],
  ['src/cli/knows-main.ts', 'host-and-cli-stand-alone', `import { main } from '../main/index.ts'; export const x = main;`],
  ['src/host/knows-cli.ts', 'host-is-not-the-cli', `import { cli } from '../cli/index.ts'; export const x = cli;`],
  ['src/core/one.ts', 'no-cycles', `import { two } from './two.ts'; export const one = (): unknown => two;`],
  // A circle is told once, by its first file.
  ['src/core/two.ts', 'none', `import { one } from './one.ts'; export const two = (): unknown => one;`],
  ['src/core/points-nowhere.ts', 'resolvable', `import { x } from './not-there.ts'; export const y = x;`],
  ['src/core/a.test.ts', 'none', `export const test = 1;`],
  ['src/core/uses-a-test.ts', 'no-tests-in-code', `import { test } from './a.test.ts'; export const x = test;`],
];

interface Violation {
  from: string;
  rule: { name: string };
}

/** Cruises a scratch tree with the project's own rules. */
async function violationsIn(files: Record<string, string>): Promise<Violation[]> {
  const dir = await mkdtemp(join(tmpdir(), 'boundaries-'));
  try {
    for (const [name, source] of Object.entries(files)) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), source);
    }
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) await cp(join(root, name), join(dir, name));
    await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
      { cwd: dir, maxBuffer: 64 * 1024 * 1024 },
    ).catch((error: unknown) => {
      // Violations make it exit with their number; the report is on its output all the same.
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return { stdout: error.stdout };
      throw error;
    });
    const report = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
    expect(report.summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(files).length);
    return report.summary.violations;
  } finally {
    await rm(dir, { recursive: true });
  }
}

describe('the boundary rules', () => {
  let violations: Violation[] = [];

  beforeAll(async () => {
    violations = await violationsIn({ ...ALLOWED, ...Object.fromEntries(BROKEN.map(([file, , source]) => [file, source])) });
  }, CRUISE_TIMEOUT_MS);

  it('let a tree pass that keeps to them', { timeout: CRUISE_TIMEOUT_MS }, async () => {
    expect(await violationsIn(ALLOWED)).toEqual([]);
  });

  for (const [file, rule] of BROKEN.filter(([, name]) => name !== 'none')) {
    it(`${rule} catches ${file}`, () => {
      expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(rule);
    });
  }

  it('leave what is allowed alone, whatever stands beside it', () => {
    const blamed = violations.map((violation) => violation.from).filter((file) => file in ALLOWED);
    expect(blamed).toEqual([]);
  });

  it('have each a violation of their own here', async () => {
    const config = (await import(join(root, '.dependency-cruiser.cjs'))) as { default: { forbidden: { name: string }[] } };
    expect(new Set(BROKEN.map(([, rule]) => rule).filter((name) => name !== 'none'))).toEqual(new Set(config.default.forbidden.map(({ name }) => name)));
  });
});
