/**
 * What docker-restart.docker.test.ts runs in namespaces of its own (network, mounts, processes), as root: a daemon
 * that is killed, started again, and runs out of disk space. A daemon that starts after a crash deletes docker0,
 * whosever it is, so it must not see this machine's. Prints what it saw as one line of JSON.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { createWorld, docker, imageOf, record, redis, soon, until } from './docker-support.ts';

/** Room for two images and little else, in MiB: the scenario of a full disk fills the rest. */
const DISK_MIB = 1200;

interface OwnDaemon {
  socket: string;
  data: string;
  docker: Dockerode;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** @param folder the caller's, removed by the caller */
function createOwnDaemon(folder: string): OwnDaemon {
  const data = join(folder, 'data');
  const socket = join(folder, 'docker.sock');
  const own = new Dockerode({ socketPath: socket });
  const log = join(folder, 'log');
  let child: ChildProcess | null = null;
  mkdirSync(data);
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(DISK_MIB)}m`, 'tmpfs', data]);
  spawnSync('ip', ['link', 'set', 'lo', 'up']);
  return {
    socket, data, docker: own,
    async start() {
      // A killed daemon leaves its number and its containerd's behind: another process with that number, or a
      // zombie that no init buries, would keep the next one from starting.
      for (const pid of ['pid', 'exec/containerd/containerd.pid']) rmSync(join(folder, pid), { force: true });
      child = spawn('dockerd', [
        '-H', `unix://${socket}`, '--data-root', data, '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid'),
        '--iptables=false', '--ip-forward=false', '--ip-masq=false', '--userland-proxy=false',
      ], { stdio: ['ignore', 'pipe', 'pipe'] });
      const sink = createWriteStream(log, { flags: 'a' });
      child.stdout?.pipe(sink, { end: false });
      child.stderr?.pipe(sink, { end: false });
      await until(() => own.ping().then(() => true, () => {
        if (child?.exitCode !== null) throw new Error(`dockerd ended: ${readFileSync(log, 'utf8').slice(-2000)}`);
        return false;
      }), 60_000, 'the daemon answers');
    },
    async kill() {
      const containerd = Number(readFileSync(join(folder, 'exec/containerd/containerd.pid'), 'utf8'));
      const ended = new Promise((resolve) => { child?.once('exit', resolve); });
      child?.kill('SIGKILL');
      await ended;
      // Its containerd goes with it a moment later; two at once would wait for each other's lock.
      await until(() => !existsSync(`/proc/${String(containerd)}`) || readFileSync(`/proc/${String(containerd)}/stat`, 'utf8').includes(') Z '), 5_000, 'containerd ends');
    },
  };
}

async function scenario(own: OwnDaemon): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  const world = createWorld();
  const signal = (): { signal: AbortSignal } => ({ signal: soon() });
  const engine = world.engine({ env: { DOCKER_HOST: own.socket } });
  const request = world.request([redis]);
  const { environment } = await engine.open(request, signal());
  const name = `bb-${request.sessionId}-cache`;
  const service = () => environment.services()[0]!;
  const status = async (): Promise<string> => (await own.docker.getContainer(name).inspect()).State.Status;
  const driver = world.services.redis.driver(() => service().endpoint!, { scratchFolder: world.folder, onWarning: () => undefined });
  await driver.runScript('SET tea assam', soon());
  await driver.runScript('SAVE', soon());
  const shell = await environment.openShell({ cols: 80, rows: 24 }, signal());
  const shellEnded = new Promise((resolve) => { shell.onExit(resolve); });
  record(shell);

  await own.kill();
  seen['goneMs'] = await until(() => service().state === 'failed', 5_000, 'its absence is seen');
  seen['goneError'] = service().error;
  await shellEnded;
  await own.start();
  seen['backMs'] = await until(() => service().state === 'stopped', 5_000, 'its true state is seen');
  seen['backError'] = service().error;
  seen['backStatus'] = await status();

  await environment.restart('cache', signal());
  seen['restarted'] = service().state;
  seen['restartedStatus'] = await status();
  seen['data'] = await driver.query('GET tea', 10, soon());
  await shell.dispose();
  const next = await environment.openShell({ cols: 80, rows: 24 }, signal());
  const screen = record(next);
  next.write('echo here-$((1+1))\n');
  await screen.shows('here-2');
  await own.docker.getContainer(name).kill();
  seen['eventMs'] = await until(() => service().state === 'failed', 5_000, 'an event of the new daemon is seen');
  await driver.dispose();
  await environment.destroy(signal());

  spawnSync('dd', ['if=/dev/zero', `of=${join(own.data, 'ballast')}`, 'bs=1M', `count=${String(DISK_MIB)}`]);
  const full: unknown = await engine.open(world.request([redis]), signal()).catch((error: unknown) => error);
  seen['fullDisk'] = full instanceof Error && 'toReport' in full ? (full as unknown as { toReport(): unknown }).toReport() : String(full);
  rmSync(join(own.data, 'ballast'));
  seen['leftOnFullDisk'] = (await own.docker.listContainers({ all: true })).length;
  const again = await engine.open(world.request([redis]), signal());
  seen['afterwards'] = again.environment.services()[0]!.state;
  await again.environment.destroy(signal());
  await world.dispose();
  return seen;
}

const own = createOwnDaemon(process.argv[2]!);
await own.start();
for (const image of ['redis', 'shell']) {
  const loading = await own.docker.loadImage(await docker.getImage(await imageOf(image)).get());
  await new Promise((resolve, reject) => { loading.on('end', resolve).on('error', reject).resume(); });
}
const seen = await scenario(own);
process.stdout.write(`${JSON.stringify({ ...seen, dataRoot: own.data })}\n`);
// The first process of its namespace: everything that still runs in it ends with it.
process.exit(0);
