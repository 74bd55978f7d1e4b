/** What a command must be to whoever runs it, the same on both engines. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuildCache } from '../../src/core/builds/build-cache.ts';
import type { Environment, RunRequest, RunResult } from '../../src/core/engines/engine.ts';

const KIB = 1024;
/** Longer than any command here takes by itself, in milliseconds. */
const LONG_MS = 30_000;

export interface CommandWorld {
  environment: Environment;
  workspace: string;
  /** Command lines of processes that run now where the commands do. */
  processes(): Promise<string[]>;
}

/** Declares the tests. @param world asked when a test runs */
export function commandTests(world: () => CommandWorld): void {
  const run = (command: string[], more: Partial<RunRequest> = {}, deadlineMs = LONG_MS, signal = AbortSignal.timeout(60_000)): Promise<RunResult> =>
    world().environment.run({ command, maxOutputBytes: 64 * KIB, ...more }, { signal, deadlineMs });
  const sh = (script: string, more: Partial<RunRequest> = {}, deadlineMs = LONG_MS, signal?: AbortSignal): Promise<RunResult> =>
    run(['sh', '-c', script], more, deadlineMs, signal);
  const running = async (part: string): Promise<string[]> => (await world().processes()).filter((line) => line.includes(part) && !line.includes('perl -e'));

  test('tells exit code and both outputs, in the workspace, with the shell\'s variables', async () => {
    writeFileSync(join(world().workspace, 'here.txt'), 'Masala chai\n');
    const result = await sh('cat here.txt; echo "$EXTRA $REDIS_URL"; echo trouble >&2; exit 3', { env: { EXTRA: 'more' } });
    expect(result).toMatchObject({ exitCode: 3, signal: null, stderr: 'trouble\n', cut: false, timedOut: false, peakMemoryMb: null });
    expect(result.stdout).toMatch(/^Masala chai\nmore redis:\/\/.+\n$/);
    expect(result.ms).toBeGreaterThan(0);
  });

  test('reads its input, ends when nothing comes, and may ignore it', async () => {
    expect((await run(['cat'], { stdin: 'é€🧂'.repeat(1000) })).stdout).toBe('é€🧂'.repeat(1000));
    expect((await run(['cat'])).stdout).toBe('');
    expect((await run(['true'], { stdin: 'x'.repeat(2_000_000) })).exitCode).toBe(0);
  });

  test('runs in a folder of the workspace, and says when there is none', async () => {
    mkdirSync(join(world().workspace, 'shop/src'), { recursive: true });
    expect((await run(['pwd'], { cwd: 'shop/src' })).stdout).toMatch(/\/shop\/src\n$/);
    await expect(run(['pwd'], { cwd: 'shop/none' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: { path: 'shop/none' } });
  });

  test('says when there is no such program, or it may not be run', async () => {
    await expect(run(['no-such-program'])).rejects.toMatchObject({ code: 'BINARY_MISSING', details: { attempts: [{ place: 'no-such-program', outcome: 'not found' }] } });
    await expect(run(['./analyse'])).rejects.toMatchObject({ code: 'BINARY_MISSING', details: { attempts: [{ place: './analyse', outcome: 'not found' }] } });
    const file = join(world().workspace, 'analyse');
    writeFileSync(file, '#!/bin/sh\necho counted "$1"\n');
    await expect(run(['./analyse'])).rejects.toMatchObject({ details: { attempts: [{ outcome: 'may not be run by this user' }] } });
    chmodSync(file, 0o755);
    expect((await run(['./analyse', 'a b'])).stdout).toBe('counted a b\n');
    rmSync(file);
  });

  test('is told apart from another one, and what it has built can be kept and put back', async () => {
    const { environment, workspace } = world();
    const identify = (program: string): Promise<string> => environment.identify(program, { signal: AbortSignal.timeout(60_000) });
    const tool = await identify('sh');
    expect(tool.length).toBeGreaterThan(10);
    expect(await identify('sh')).toBe(tool);
    const folder = join(workspace, 'built');
    const store = join(workspace, '..', 'builds-of-a-test');
    mkdirSync(folder, { recursive: true });
    const cache = createBuildCache(store, (text) => { throw new Error(text); });
    const script = 'mkdir -p built/.build && printf "#!/bin/sh\necho %s\n" "$(cat built/main.txt)" > built/.build/main && chmod +x built/.build/main';
    const make = (): Promise<string> => cache.make({ folder, identity: [tool], build: async () => (await sh(script)).exitCode === 0 });
    const outcomes: string[] = [];
    for (const text of ['chai', 'coffee', 'chai']) {
      writeFileSync(join(folder, 'main.txt'), text);
      outcomes.push(await make());
      expect((await run(['./built/.build/main'])).stdout).toBe(`${text}\n`);
    }
    expect(outcomes).toEqual(['built', 'built', 'kept']);
    rmSync(folder, { recursive: true });
    rmSync(store, { recursive: true });
  });

  test('can be one that a build has put into the workspace, for the app too', async () => {
    const { environment, workspace } = world();
    mkdirSync(join(workspace, '.build'), { recursive: true });
    writeFileSync(join(workspace, '.build/shop'), '#!/bin/sh\necho "open on $PORT"\nexit 7\n', { mode: 0o755 });
    const process = await environment.startProcess({ command: ['.build/shop', 'now'] }, { signal: AbortSignal.timeout(60_000) });
    expect(await process.exited).toMatchObject({ exitCode: 7 });
    expect(process.printed(0)).toEqual({ lines: [expect.stringMatching(/^open on \d+$/)], next: 1 });
    await process.dispose();
    rmSync(join(workspace, '.build'), { recursive: true });
  });

  test('tells the signal that ended it', async () => {
    expect(await sh('kill -TERM $$')).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
    expect(await sh('kill -KILL $$')).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(await sh('exit 137')).toMatchObject({ exitCode: 137, signal: null });
  });

  test('keeps a part of a large output and reads all of it', async () => {
    const result = await sh('i=0; echo first; while [ $i -lt 100 ]; do head -c 200000 /dev/zero | tr "\\0" x; i=$((i+1)); done; echo done >&2', { maxOutputBytes: 1000 });
    expect(result).toMatchObject({ exitCode: 0, cut: true, stderr: 'done\n' });
    expect(result.stdout).toHaveLength(1000);
    expect(result.stdout.startsWith('first\nxxx')).toBe(true);
    const noisy = await sh('head -c 300000 /dev/zero | tr "\\0" y >&2; echo the last line >&2', { maxOutputBytes: 1000 });
    expect(noisy.stderr).toHaveLength(1000);
    expect(noisy.stderr.endsWith('yyy' + 'the last line\n')).toBe(true);
    expect(noisy.cut).toBe(false);
  });

  test('shows bytes that are no UTF-8 as such', async () => {
    expect((await sh('printf "a\\377b\\nc\\0d"')).stdout).toBe('a\ufffdb\nc\0d');
  });

  test('ends a command that hangs, one that ignores every polite signal, and all that it started', async () => {
    const hang = 'trap "" TERM INT HUP; sleep 3001 & (trap "" TERM; setsid sleep 3002) & env -i setsid sleep 3003 & echo begun; while :; do sleep 0.1; done';
    const result = await sh(hang, {}, 700);
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true, stdout: 'begun\n' });
    expect(result.ms).toBeGreaterThan(650);
    expect(result.ms).toBeLessThan(5_000);
    expect(await running('sleep 300')).toEqual([]);
  });

  test('leaves nothing in the background when it ends by itself', async () => {
    const result = await sh('sleep 3101 & nohup setsid sleep 3102 >/dev/null 2>&1 & (setsid sleep 3103 >/dev/null 2>&1 </dev/null &); sleep 0.1; echo over');
    expect(result).toMatchObject({ exitCode: 0, stdout: 'over\n', timedOut: false });
    expect(result.ms).toBeLessThan(5_000);
    expect(await running('sleep 310')).toEqual([]);
  });

  test('ends on abort, whenever that comes', async () => {
    for (const afterMs of [0, 5, 30, 80, 300]) {
      const abort = new AbortController();
      const timer = setTimeout(() => { abort.abort(); }, afterMs);
      await expect(sh('sleep 3201 & sleep 3202', {}, LONG_MS, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
      clearTimeout(timer);
    }
    expect(await running('sleep 320')).toEqual([]);
  });

  test('several at once do not disturb each other', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, (_, index) => sh(`sleep 0.2; echo ${String(index)}`)));
    expect(results.map((result) => result.stdout)).toEqual(['0\n', '1\n', '2\n', '3\n']);
  });

  test.skipIf(process.platform !== 'linux')('measures the memory of a command and of what it starts', async () => {
    const held = (mb: number): string => `node -e "const held = Buffer.alloc(${String(mb)}e6, 1); setTimeout(() => held.length, 400)"`;
    const small = await sh(`${held(1)}; exit 0`, { measureMemory: true });
    const large = await sh(`${held(150)}; exit 0`, { measureMemory: true });
    expect(small.peakMemoryMb).toBeGreaterThan(20);
    expect((large.peakMemoryMb ?? 0) - (small.peakMemoryMb ?? 0)).toBeGreaterThan(120);
    expect((large.peakMemoryMb ?? 0) - (small.peakMemoryMb ?? 0)).toBeLessThan(200);
  });

  test('reads files that are placed for it, which nobody can change, and which go again', async () => {
    const placed = await world().environment.placeFiles(
      [{ path: 'access.log', content: 'GET /chai\n' }, { path: 'more/deep.bin', content: Uint8Array.of(0, 255) }], { signal: AbortSignal.timeout(LONG_MS) },
    );
    expect((await sh('cat "$1/access.log"; od -An -tu1 "$1/more/deep.bin"', { command: ['sh', '-c', 'cat "$1/access.log"; od -An -tu1 "$1/more/deep.bin"', 'sh', placed.folder] })).stdout)
      .toBe('GET /chai\n   0 255\n');
    expect((await run(['ls', '-l', `${placed.folder}/access.log`])).stdout).toMatch(/^-r--r--r--/);
    expect(placed.folder.startsWith(world().workspace)).toBe(false);
    await placed.dispose();
    await placed.dispose();
    expect((await run(['ls', placed.folder])).exitCode).not.toBe(0);
  });
}

/** Declares the tests of what the learner runs in terminals. */
export function processTests(world: () => CommandWorld): void {
  test('lists what runs in the terminals, with ports, and nothing else', async () => {
    const { environment } = world();
    const signal = AbortSignal.timeout(60_000);
    const shell = await environment.openShell({ cols: 80, rows: 24 }, { signal });
    shell.onData(() => undefined);
    const look = async (): Promise<{ command: string; ports: number[] | null }[]> => (await environment.processes({ signal })) ?? [];
    const listed = async (part: string): Promise<boolean> => (await look()).some(({ command }) => command.includes(part));
    await environment.run({ command: ['true'], maxOutputBytes: 100 }, { signal, deadlineMs: LONG_MS });
    shell.write('sleep 4001 & node -e "require(\'node:net\').createServer().listen(48123)" & echo\n');
    await expect.poll(async () => (await look()).find(({ command }) => command.includes('48123'))?.ports, { timeout: 10_000 }).toEqual([48_123]);
    expect(await listed('sleep 4001')).toBe(true);
    const other = environment.run({ command: ['sleep', '4002'], maxOutputBytes: 100 }, { signal, deadlineMs: 1_500 });
    expect((await look()).filter(({ command }) => /4002|perl|tini|infinity/.test(command))).toEqual([]);
    await other;
    await shell.dispose();
    await expect.poll(() => listed('sleep 4001')).toBe(false);
    expect((await look()).map(({ command }) => command)).toEqual([]);
  });
}
