import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandCalled, commandName } from './command-name.ts';
import { describeError, type MessageTable } from './messages.ts';
import { english } from './messages-english.ts';
import { hindiTable } from './words/hindi-table.ts';

it('is called as it can be called here', () => {
  const called = (platform: string, folder: string, ...there: string[]): string => commandName({ platform, folder, exists: (path) => there.includes(path) });
  expect(called('linux', '/home/asha/backbench', '/home/asha/backbench/scripts/backbench.mjs', '/usr/bin/backbench')).toBe('npx backbench');
  expect(called('linux', '/opt/Backbench/resources', '/usr/bin/backbench')).toBe('backbench');
  expect(called('linux', '/srv/Backbench/resources')).toBe('"/srv/Backbench/resources/bin/backbench"');
  expect(called('win32', String.raw`C:\Program Files\Backbench\resources`)).toBe(String.raw`"C:\Program Files\Backbench\resources\bin\backbench.cmd"`);
});

it('stands in the messages of both languages as it is called here', () => {
  for (const table of [english, hindiTable]) {
    const clone: MessageTable = { ...table, command: commandCalled('npx backbench') };
    const image = { code: 'IMAGE_MISSING', details: { service: 'redis', image: 'x' } };
    expect(describeError(image, table).next).toContain('`backbench images build`');
    expect(describeError(image, clone).next).toContain('`npx backbench images build`');
    const library = { code: 'TOOL_MISSING', details: { tool: 'flask', found: null, needs: null, platform: 'linux' } };
    expect(describeError(library, table).next).toContain(' backbench tools add python');
    expect(describeError(library, clone).next).toContain('npx backbench tools add python');
  }
});

it('is written out nowhere else in the app', () => {
  const src = join(import.meta.dirname, '..');
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.endsWith('command-name.ts'));
  expect(sources.length).toBeGreaterThan(300);
  const subcommand = /["`“](?:npx )?backbench (?:--profile|doctor|labs?|images?|packs?|progress|class|certificate|privacy|tools|profile)\b/;
  const comment = /^\s*(?:\/\*\*|\*|\/\/)/;
  const found = sources.flatMap((path) => readFileSync(join(src, path), 'utf8').split('\n')
    .filter((line) => !comment.test(line) && (line.includes('npx backbench') || subcommand.test(line))).map((line) => `${path}: ${line.trim()}`));
  expect(found).toEqual([]);
});
