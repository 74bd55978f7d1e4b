import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../shared/messages.ts';
import { TOOL_NAMES } from '../../shared/tools.ts';
import { createLocalTools, type LocalTools } from './local-tools.ts';
import { isAtLeast, toolDefinition } from './tool-table.ts';

const never = new AbortController().signal;
let folder: string;
let tools: LocalTools;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-tools-'));
  tools = createLocalTools({ env: () => ({ PATH: `${folder}:/bin:/usr/bin/nothing`, HOME: join(folder, 'home') }), folder, platform: 'linux' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

/** What the programs print, as they were seen to. */
const PRINTED: [string, string, string][] = [
  ['java', 'echo \'openjdk version "17.0.15" 2025-04-15\' >&2', '17.0.15'],
  ['javac', 'echo javac 21.0.12', '21.0.12'],
  ['go', 'echo go version go1.26.0 linux/amd64', '1.26.0'],
  ['mvn', 'printf "\\033[1mApache Maven 3.8.7\\033[m\\nJava version: 17.0.15, vendor: Debian\\n"', '3.8.7'],
  ['python3', 'echo Python 3.11.2', '3.11.2'],
  ['node', 'echo v24.19.0', '24.19.0'],
  ['git', 'echo git version 2.39.5', '2.39.5'],
  ['psql', 'echo "psql (PostgreSQL) 17.5 (Debian 17.5-1)"', '17.5'],
  ['redis-cli', 'echo redis-cli 7.0.15', '7.0.15'],
];

describe('the tools of this machine', () => {
  it.each(PRINTED)('reads the version of %s', async (tool, script, version) => {
    await program(tool, script);
    expect(await tools.find(tool, never)).toEqual({ path: join(folder, tool), version });
  });

  it('tells what is missing, too old, or only there to say how the real one is got; and looks again the next time', async () => {
    expect(await tools.find('go', never)).toEqual({ missing: { code: 'TOOL_MISSING', details: { tool: 'go', found: null, needs: '1.24', platform: 'linux' } } });
    await program('go', 'echo go version go1.13 linux/amd64');
    const old = await tools.find('go', never);
    expect(old).toMatchObject({ missing: { details: { found: '1.13' } } });
    expect('missing' in old && describeError(old.missing).title).toBe('Go 1.13 is too old');
    await program('go', 'echo "no runtime is installed" >&2; exit 1');
    expect(await tools.find('go', never)).toMatchObject({ missing: { details: { found: null } } });
    await program('go', 'echo go version go1.24.4 linux/amd64');
    expect(await tools.find('go', never)).toMatchObject({ version: '1.24.4' });
    expect(await tools.find('cobol', never)).toMatchObject({ missing: { code: 'BINARY_MISSING' } });
  });

  it('finds libraries: by asking their language, and in the caches of Go and Maven', async () => {
    expect(await tools.find('flask', never)).toMatchObject({ missing: { details: { tool: 'flask', found: null } } });
    await program('python3', 'case "$*" in *flask*) echo 3.1.3;; *django*) echo 4.2.11;; *) exit 1;; esac');
    expect(await tools.find('flask', never)).toMatchObject({ version: '3.1.3' });
    expect(await tools.find('django', never)).toMatchObject({ missing: { details: { found: '4.2.11', needs: '5.2' } } });
    await program('go', 'echo go version go1.24.4 linux/amd64');
    expect(await tools.find('gin', never)).toMatchObject({ missing: { details: { tool: 'gin' } } });
    for (const version of ['v1.9.1', 'v1.10.1']) await mkdir(join(folder, 'home/go/pkg/mod/github.com/gin-gonic', `gin@${version}`), { recursive: true });
    expect(await tools.find('gin', never)).toMatchObject({ version: '1.10.1' });
    await program('mvn', 'exit 1');
    await mkdir(join(folder, 'home/.m2/repository/org/springframework/boot/spring-boot/4.1.2'), { recursive: true });
    expect(await tools.find('spring-boot', never)).toMatchObject({ version: '4.1.2' });
  });

  it('knows every tool that a lab may ask for, and how to get it everywhere', () => {
    for (const tool of TOOL_NAMES) {
      expect(toolDefinition(tool).program).not.toBe('');
      for (const platform of ['linux', 'darwin', 'win32', 'freebsd']) {
        expect(describeError({ code: 'TOOL_MISSING', details: { tool, found: null, needs: null, platform } }).next).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('compares versions by their numbers', () => {
    for (const [have, least, yes] of [['1.24.4', '1.19', true], ['1.9', '1.19', false], ['21', '17', true], ['17.0.15', '17', true], ['3.1', '3.1.0', true], ['3', '3.1', false]] as const) {
      expect(isAtLeast(have, least)).toBe(yes);
    }
  });
});
