/** The learner's shell and the program under check, in their containers. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { createWorld, docker, get, postgres, record, redis, run, soon, until } from './docker-support.ts';

const world = createWorld();
const engine = world.engine();
const signal = (): { signal: AbortSignal } => ({ signal: soon() });
const size = { cols: 80, rows: 24 };
let request: EnvironmentRequest;
let environment: Environment;
let shellContainer = '';

beforeAll(async () => {
  request = world.request([postgres, redis]);
  ({ environment } = await engine.open(request, signal()));
  shellContainer = `bb-${request.sessionId}-shell`;
  await environment.openShell(size, signal()).then((shell) => shell.dispose());
});
afterAll(async () => {
  await environment.destroy(signal());
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

/** The processes of the shell's container, without the one that asks. */
async function processes(): Promise<string[]> {
  const list = await run(shellContainer, 'ps -eo args --no-headers');
  return list.trim().split('\n').map((line) => line.trim()).filter((line) => !line.includes('ps -eo args'));
}

describe('the shell', () => {
  test('opens in the workspace with the variables and clients of the services', async () => {
    const shell = await environment.openShell({ cols: 100, rows: 30 }, signal());
    const screen = record(shell);
    shell.write('pwd; stty size; echo "host=$PGHOST url=$REDIS_URL"; redis-cli -u "$REDIS_URL" --no-auth-warning ping\n');
    await screen.shows('/workspace\r\n30 100\r\nhost=db url=redis://');
    await screen.shows('PONG');
    expect(environment.shellVariables()).toMatchObject({ PGHOST: 'db', PGPORT: '5432', DATABASE_URL: expect.stringContaining('@db:5432/') as string });
    await shell.dispose();
  });

  test('marks its commands for the terminal, the prompt of the image notwithstanding', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('false\n');
    await screen.shows('\x1b]133;C');
    await screen.shows('\x1b]133;D;1\x07');
    await screen.shows('\x1b]633;P;Cwd=/workspace\x07');
    shell.write('echo found-$(env | grep -c backbench_prompt); fc -ln -1\n');
    await screen.shows('found-0');
    await shell.dispose();
  });

  test('what it writes into the workspace is the learner\'s', async () => {
    writeFileSync(join(request.workspace, 'mine.txt'), 'ground cardamom');
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('cat mine.txt; echo saved > theirs.txt; whoami; echo done-$((1+1))\n');
    await screen.shows('ground cardamom');
    await screen.shows('done-2');
    expect(readFileSync(join(request.workspace, 'theirs.txt'), 'utf8')).toBe('saved\n');
    expect(statSync(join(request.workspace, 'theirs.txt')).uid).toBe(process.getuid!());
    await shell.dispose();
  });

  test('bytes arrive as they were sent, characters cut between chunks included', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('for i in $(seq 3000); do printf "é€🧂"; done; echo; echo end-$((1+1))\n');
    await screen.shows('end-2');
    expect(screen.text().match(/(é€🧂)+/g)!.map((part) => part.length).reduce((a, b) => Math.max(a, b))).toBe(3000 * 'é€🧂'.length);
    expect(screen.text()).not.toContain('\ufffd');
    await shell.dispose();
  });

  test('a resize reaches it', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.resize(123, 45);
    shell.write('sleep 0.3; stty size\n');
    await screen.shows('45 123');
    await shell.dispose();
  });

  test('Ctrl-C stops `yes` at once', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('yes\n');
    await until(() => screen.bytes() > 1_000_000, 10_000, '`yes` prints');
    shell.write('\x03');
    shell.write('echo stop-$((1+1))\n');
    await screen.shows('stop-2');
    expect(await processes()).not.toContain('yes');
    await shell.dispose();
  });

  test('pause holds the program back, all the way into the container', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('yes | head -c 50000000 | tee /dev/stderr | wc -c\n');
    await until(() => screen.bytes() > 100_000, 10_000, 'it prints');
    shell.pause();
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    const held = screen.bytes();
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    expect(screen.bytes()).toBe(held);
    expect(held).toBeLessThan(50_000_000);
    // It waits for its terminal instead of filling somebody's memory.
    expect(await processes()).toContain('head -c 50000000');
    // Keys still go in while output is held back.
    shell.write('\x03');
    await until(async () => !(await processes()).includes('yes'), 5_000, 'it is stopped');
    shell.resume();
    shell.write('echo on-$((1+1))\n');
    await screen.shows('on-2', 20_000);
    await shell.dispose();
  });

  test('the exit code is told', async () => {
    const shell = await environment.openShell(size, signal());
    record(shell);
    const exited = new Promise((resolve) => { shell.onExit(resolve); });
    shell.write('exit 7\n');
    expect(await exited).toBe(7);
    await shell.dispose();
    await shell.dispose();
  });

  test('dispose leaves no process: not `yes`, not one in the background, not one that left the session', async () => {
    const before = (await processes()).length;
    const [shell, other] = [await environment.openShell(size, signal()), await environment.openShell(size, signal())];
    const screen = record(shell);
    const otherScreen = record(other);
    shell.write('sleep 1001 & setsid sleep 1002 & nohup sleep 1003 >/dev/null & env -i sleep 1004 & (trap "" TERM HUP INT; sleep 1005) &\n');
    shell.write('echo begun-$((1+1)); yes\n');
    await screen.shows('begun-2');
    expect((await processes()).filter((line) => line.startsWith('sleep 100')).length).toBe(5);
    const exited = new Promise((resolve) => { shell.onExit(resolve); });
    const began = performance.now();
    await shell.dispose();
    const disposeMs = performance.now() - began;
    await exited;
    expect((await processes()).filter((line) => line.startsWith('sleep 100') || line === 'yes')).toEqual([]);
    // The other shell goes on.
    other.write('echo alive-$((1+1))\n');
    await otherScreen.shows('alive-2');
    await other.dispose();
    expect((await processes()).length).toBe(before);
    expect(disposeMs).toBeLessThan(3_000);
  });

  test('disposed while the session is parked, it is gone after the resume', async () => {
    const shell = await environment.openShell(size, signal());
    const screen = record(shell);
    shell.write('sleep 2001\n');
    await screen.shows('sleep 2001\r\n');
    await environment.park(signal());
    await shell.dispose();
    expect((await docker.getContainer(shellContainer).inspect()).State.Paused).toBe(true);
    await environment.resume(signal());
    expect(await processes()).not.toContain('sleep 2001');
  });

  test('a shell whose container was killed ends; the next one starts it again', async () => {
    const shell = await environment.openShell(size, signal());
    record(shell);
    const exited = new Promise((resolve) => { shell.onExit(resolve); });
    await docker.getContainer(shellContainer).kill();
    await exited;
    await shell.dispose();
    const next = await environment.openShell(size, signal());
    const screen = record(next);
    next.write('echo here-$((1+1))\n');
    await screen.shows('here-2');
    await next.dispose();
  });

  test('aborted while it opens, nothing is left', async () => {
    const before = (await processes()).length;
    for (const afterMs of [0, 5, 15, 30, 60]) {
      const abort = new AbortController();
      setTimeout(() => { abort.abort(); }, afterMs);
      const outcome = await environment.openShell(size, { signal: abort.signal }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'CANCELLED' });
      else await (outcome as Awaited<ReturnType<Environment['openShell']>>).dispose();
    }
    await until(async () => (await processes()).length === before, 5_000, 'all shells are gone');
  });
});

describe('a program', () => {
  const server = (listen: string): string[] => ['node', '-e', `
    require('node:http').createServer((request, response) => response.end('port ' + process.env.PORT)).listen(${listen}, () => console.log('listening é€'));
  `];

  test.each([
    ['everywhere', 'process.env.PORT'],
    ['on 127.0.0.1 only', 'process.env.PORT, "127.0.0.1"'],
    ['on localhost, which may be ::1', 'process.env.PORT, "localhost"'],
  ])('that listens %s is reached', async (_, listen) => {
    const program = await environment.startProcess({ command: server(listen) }, signal());
    await until(async () => /^port \d+$/.test(await get(program) ?? ''), 10_000, `the program answers; it printed ${program.tail().join(' | ')}`);
    expect(program.tail()).toEqual(['listening é€']);
    await program.dispose();
    expect((await program.exited).signal).toBe('SIGKILL');
    expect((await world.containers(request.sessionId)).some((name) => name.includes('-process-'))).toBe(false);
  });

  test('that ignores PORT is not reached', async () => {
    const program = await environment.startProcess({ command: server('3000') }, signal());
    await until(() => program.tail().length > 0, 10_000, 'it listens');
    expect(await get(program)).toBeNull();
    await program.dispose();
  });

  test('gets the connection variables, a copy\'s database, and more', async () => {
    const program = await environment.startProcess({
      command: ['sh', '-c', 'echo $PGDATABASE $DATABASE_URL $EXTRA; pwd; id -u'], databases: new Map([['db', 'copy_7']]), env: { EXTRA: 'more' },
    }, signal());
    expect(await program.exited).toEqual({ exitCode: 0, signal: null });
    expect(program.tail()[0]).toMatch(/^copy_7 postgres(ql)?:\/\/.*@db:5432\/copy_7 more$/);
    expect(program.tail().slice(1)).toEqual(['/workspace', String(process.getuid!())]);
    await program.dispose();
  });

  test('that ends tells how, with its last lines of both streams', async () => {
    const program = await environment.startProcess({ command: ['sh', '-c', 'echo out; sleep 0.2; echo trouble >&2; exit 3'] }, signal());
    expect(await program.exited).toEqual({ exitCode: 3, signal: null });
    expect(program.tail()).toEqual(['out', 'trouble']);
    await program.dispose();
    await program.dispose();
  });

  test('that does not exist ends at once and says so', async () => {
    const program = await environment.startProcess({ command: ['no-such-program'] }, signal());
    expect((await program.exited).exitCode).toBe(127);
    expect(program.tail().join('\n')).toContain('no-such-program');
    await program.dispose();
  });

  test('that takes too much memory is ended and says so', async () => {
    const program = await environment.startProcess({ command: ['node', '-e', 'const all = []; for (;;) all.push(Buffer.alloc(20e6, 1))'] }, signal());
    const { signal: by } = await program.exited;
    expect(by).toBe('SIGKILL');
    expect(program.tail().at(-1)).toMatch(/Out of memory.*512 MiB/);
    await program.dispose();
  });

  test('aborted while it starts, nothing is left', async () => {
    for (const afterMs of [0, 20, 80, 160]) {
      const abort = new AbortController();
      setTimeout(() => { abort.abort(); }, afterMs);
      const outcome = await environment.startProcess({ command: ['sleep', '600'] }, { signal: abort.signal }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'CANCELLED' });
      else await (outcome as Awaited<ReturnType<Environment['startProcess']>>).dispose();
    }
    expect((await world.containers(request.sessionId)).some((name) => name.includes('-process-'))).toBe(false);
  });
});
