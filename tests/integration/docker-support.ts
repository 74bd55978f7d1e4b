/** What the tests of the docker engine share: engines of their own, sessions, and a direct look at the daemon. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { createDockerEngine, type DockerEngineOptions } from '../../src/core/engines/docker/docker-engine.ts';
import { findDaemon } from '../../src/core/engines/docker/find-daemon.ts';
import { thisMachine } from '../../src/core/engines/docker/machine.ts';
import { imageReferences } from '../../src/core/images/image-references.ts';
import type { Engine, EnvironmentRequest, PtyStream, ServiceRequest } from '../../src/core/engines/engine.ts';
import { createServices } from '../../src/core/services/services.ts';

export const root = join(import.meta.dirname, '../..');
export const resourcesFolder = join(root, 'resources');

/** The whole of a test's waiting. */
export const soon = (ms = 60_000): AbortSignal => AbortSignal.timeout(ms);

/** The daemon itself, to see what the engine did. */
export const docker = new Dockerode();

/** Where this machine's daemon listens. */
export async function socketPath(): Promise<string> {
  const daemon = await findDaemon(thisMachine({ env: process.env, platform: process.platform, home: homedir() }), soon());
  daemon.close();
  return daemon.place;
}

export interface TestWorld {
  readonly instance: string;
  readonly services: ReturnType<typeof createServices>;
  /** A folder of the test's own. */
  readonly folder: string;
  engine(options?: Partial<DockerEngineOptions>): Engine;
  request(services?: ServiceRequest[]): EnvironmentRequest;
  /** Names of this world's containers, all states. */
  containers(session?: string): Promise<string[]>;
  /** Everything of this world's that the daemon still has: containers, networks, volumes. */
  left(): Promise<string[]>;
  /** Removes all that was made. */
  dispose(): Promise<void>;
}

export const postgres: ServiceRequest = { id: 'db', kind: 'postgres', password: 'Pg-secret.1' };
export const redis: ServiceRequest = { id: 'cache', kind: 'redis', password: 'Redis-secret.1' };

/** A world with an instance id of its own, so that no test sees another's containers. */
export function createWorld(): TestWorld {
  const instance = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'bb-docker-'));
  const engines: Engine[] = [];
  const services = createServices({ nativeFolder: join(folder, 'native'), resourcesFolder, env: process.env, platform: process.platform });
  const filters = (session?: string) => ({
    label: [`dev.backbench.instance=${instance}`, ...(session === undefined ? [] : [`dev.backbench.session=${session}`])],
  });
  const world: TestWorld = {
    instance,
    services,
    folder,
    engine(options = {}) {
      const engine = createDockerEngine({
        instance, services, resourcesFolder, env: process.env, platform: process.platform, home: homedir(),
        images: () => ({}), onWarning: () => undefined, ...options,
      });
      engines.push(engine);
      return engine;
    },
    request(wanted = [redis]) {
      return { sessionId: randomBytes(6).toString('hex'), lab: 'a-lab', services: wanted, workspace: mkdtempSync(join(folder, 'workspace-')), tools: [] };
    },
    async containers(session) {
      const list = await docker.listContainers({ all: true, filters: filters(session) });
      return list.map((container) => container.Names[0]!.slice(1)).sort();
    },
    async left() {
      const [containers, networks, volumes] = await Promise.all([
        docker.listContainers({ all: true, filters: filters() }), docker.listNetworks({ filters: filters() }), docker.listVolumes({ filters: filters() }),
      ]);
      return [...containers.map((each) => each.Names[0]!), ...networks.map((each) => each.Name), ...(volumes.Volumes as { Name: string }[] | null ?? []).map((each) => each.Name)];
    },
    async dispose() {
      const [engine] = engines;
      if (engine !== undefined) await engine.sweep({ keep: () => false, stop: () => false }, soon());
      await Promise.all(engines.map((each) => each.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** Our own image's reference. */
export async function imageOf(name: string): Promise<string> {
  return (await imageReferences(join(resourcesFolder, 'images'))).find((image) => image.name === name)!.reference;
}

/** Runs a command in a container. @returns what it printed, both streams */
export async function run(container: string, command: string, daemon = docker): Promise<string> {
  const exec = await daemon.getContainer(container).exec({ AttachStdout: true, AttachStderr: true, Tty: true, Cmd: ['sh', '-c', command] });
  const stream = await exec.start({ hijack: true, Tty: true });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString().replaceAll('\r\n', '\n');
}

/** What an HTTP server answers; null while it doesn't. */
export async function get({ host, port }: { host: string; port: number }): Promise<string | null> {
  try {
    const response = await fetch(`http://${host}:${String(port)}/`, { signal: soon(5_000) });
    return await response.text();
  } catch {
    return null;
  }
}

/** Waits until `condition` holds. @returns how long that took, in milliseconds */
export async function until(condition: () => boolean | Promise<boolean>, deadlineMs: number, what: string): Promise<number> {
  const since = performance.now();
  while (!await condition()) {
    if (performance.now() - since > deadlineMs) throw new Error(`not within ${String(deadlineMs)} ms: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  return performance.now() - since;
}

/** What a shell printed, as text. */
export function record(shell: PtyStream): { text(): string; bytes(): number; shows(part: string | RegExp, deadlineMs?: number): Promise<void> } {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  shell.onData((chunk) => {
    bytes += chunk.length;
    text += decoder.decode(chunk, { stream: true });
  });
  return {
    text: () => text,
    bytes: () => bytes,
    async shows(part, deadlineMs = 5_000) {
      const shown = (): boolean => (typeof part === 'string' ? text.includes(part) : part.test(text));
      await until(shown, deadlineMs, `the shell shows ${String(part)}; it shows ${JSON.stringify(text.slice(-500))}`);
    },
  };
}
