/**
 * A real daemon is killed and started again, and runs out of disk space. The daemon is the test's own, with its
 * own folders and addresses, so that nobody's work is disturbed; starting one takes root on Linux. Everybody
 * else has docker-away.docker.test.ts.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, docker, imageOf, record, redis, soon, until } from './docker-support.ts';

/** Room for two images and little else, in MiB: the test for a full disk fills the rest. */
const DISK_MIB = 1200;

const onPath = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const possible = process.platform === 'linux' && process.getuid?.() === 0 && onPath('dockerd');

interface OwnDaemon {
  socket: string;
  docker: Dockerode;
  start(): Promise<void>;
  kill(): Promise<void>;
  dispose(): Promise<void>;
  data: string;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command }];
    } catch {
      return [];
    }
  });
}

function createOwnDaemon(): OwnDaemon {
  const folder = mkdtempSync(join(tmpdir(), 'bb-dockerd-'));
  const data = join(folder, 'data');
  const socket = join(folder, 'docker.sock');
  const log = join(folder, 'log');
  const own = new Dockerode({ socketPath: socket });
  let child: ChildProcess | null = null;
  mkdirSync(data);
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(DISK_MIB)}m`, 'tmpfs', data]);
  const ended = (process: ChildProcess): Promise<unknown> =>
    new Promise((resolve) => { if (process.exitCode !== null || process.signalCode !== null) resolve(null); else process.once('exit', resolve); });
  return {
    socket, data, docker: own,
    async start() {
      // A killed daemon leaves its number and its containerd's behind: another process with that number, or a
      // zombie that no init buries, would keep the next one from starting.
      for (const pid of ['pid', 'exec/containerd/containerd.pid']) rmSync(join(folder, pid), { force: true });
      child = spawn('dockerd', [
        '-H', `unix://${socket}`, '--data-root', data, '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid'),
        // No bridge and no firewall rules of its own, and addresses that no other daemon gives out.
        '--bridge=none', '--iptables=false', '--ip-forward=false', '--ip-masq=false', '--userland-proxy=false',
        '--default-address-pool', 'base=10.213.0.0/16,size=24',
      ], { stdio: ['ignore', 'pipe', 'pipe'] });
      const sink = createWriteStream(log, { flags: 'a' });
      child.stdout?.pipe(sink, { end: false });
      child.stderr?.pipe(sink, { end: false });
      await until(() => own.ping().then(() => true, () => {
        if (child?.exitCode !== null) throw new Error(`dockerd ended: ${readFileSync(log, 'utf8').slice(-2000)}`);
        return false;
      }), 30_000, 'the daemon answers');
    },
    async kill() {
      child?.kill('SIGKILL');
      if (child !== null) await ended(child);
      // Its containerd goes with it a moment later; two at once would wait for each other's lock.
      const containerd = Number(readFileSync(join(folder, 'exec/containerd/containerd.pid'), 'utf8'));
      await until(() => {
        endProcess(containerd);
        return !existsSync(`/proc/${String(containerd)}`) || readFileSync(`/proc/${String(containerd)}/stat`, 'utf8').includes(') Z ');
      }, 5_000, 'containerd ends');
    },
    async dispose() {
      child?.kill('SIGTERM');
      if (child !== null) await ended(child);
      // What a killed daemon's containers left when no other took them over: each one's shim and what runs under it.
      const left = processes().filter(({ command }) => command.includes(folder));
      for (const { pid, parent } of processes()) if (left.some((each) => each.pid === parent)) endProcess(pid);
      for (const { pid } of left) endProcess(pid);
      // The daemon mounts its data folder upon itself, and each container's network namespace.
      const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '');
      for (const mount of mounts.filter((each) => each.startsWith(folder)).reverse()) spawnSync('umount', ['-l', mount]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe.skipIf(!possible)('a daemon of the test\'s own', () => {
  const world = createWorld();
  let own: OwnDaemon;
  const signal = (): { signal: AbortSignal } => ({ signal: soon() });

  beforeAll(async () => {
    own = createOwnDaemon();
    await own.start();
    for (const image of ['redis', 'shell']) {
      const saved = await docker.getImage(await imageOf(image)).get();
      const loading = await own.docker.loadImage(saved);
      await new Promise((resolve, reject) => { loading.on('end', resolve).on('error', reject).resume(); });
    }
  });
  afterAll(async () => {
    await own.dispose();
    expect(existsSync(own.socket)).toBe(false);
    await world.dispose();
  });

  test('killed and started again: what is shown equals inspect within two seconds, and the data is there', async () => {
    const engine = world.engine({ env: { DOCKER_HOST: own.socket } });
    const request = world.request([redis]);
    const { environment } = await engine.open(request, signal());
    const driver = world.services.redis.driver(() => environment.services()[0]!.endpoint!, { scratchFolder: world.folder, onWarning: () => undefined });
    await driver.runScript('SET tea assam', soon());
    await driver.runScript('SAVE', soon());
    const shell = await environment.openShell({ cols: 80, rows: 24 }, signal());
    const exited = new Promise((resolve) => { shell.onExit(resolve); });
    record(shell);
    const service = () => environment.services()[0]!;

    await own.kill();
    const seenMs = await until(() => service().state === 'failed', 2_000, 'its absence is seen');
    expect(service().error).toMatchObject({ code: 'DOCKER_FAILED' });
    await exited;
    await own.start();
    const status = async (): Promise<string> => (await own.docker.getContainer(`bb-${request.sessionId}-cache`).inspect()).State.Status;
    const backMs = await until(() => service().state === 'stopped', 2_000, 'its true state is seen');
    expect(await status()).toBe('exited');
    expect(service().error).toBeNull();

    await environment.restart('cache', signal());
    expect(service().state).toBe('ready');
    expect(await status()).toBe('running');
    expect(await driver.query('GET tea', 10, soon())).toMatchObject({ text: expect.stringContaining('assam') as string });
    await shell.dispose();
    const next = await environment.openShell({ cols: 80, rows: 24 }, signal());
    const screen = record(next);
    next.write('echo here-$((1+1))\n');
    await screen.shows('here-2');

    // Events flow again.
    await own.docker.getContainer(`bb-${request.sessionId}-cache`).kill();
    await until(() => service().state === 'failed', 2_000, 'an event of the new daemon is seen');
    await driver.dispose();
    await environment.destroy(signal());
    expect(seenMs).toBeLessThan(2_000);
    expect(backMs).toBeLessThan(2_000);
  });

  test('no space left on its disk: DISK_FULL names the folder, nothing is left', async () => {
    const engine = world.engine({ env: { DOCKER_HOST: own.socket } });
    spawnSync('dd', ['if=/dev/zero', `of=${join(own.data, 'ballast')}`, 'bs=1M', `count=${String(DISK_MIB)}`]);
    try {
      await expect(engine.open(world.request([redis]), signal())).rejects.toMatchObject({ code: 'DISK_FULL', details: { path: own.data } });
    } finally {
      rmSync(join(own.data, 'ballast'));
    }
    expect(await own.docker.listContainers({ all: true })).toEqual([]);
    const { environment } = await engine.open(world.request([redis]), signal());
    await environment.destroy(signal());
  });
});
