/** What an installation has running or kept beside its data folder, and its removal: containers, networks, volumes, processes. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { createDockerEngine } from '../../src/core/engines/docker/docker-engine.ts';
import { endSession, endUnrecorded } from '../../src/core/engines/native/leftovers.ts';
import { createServices } from '../../src/core/services/services.ts';

/** Removing a handful of containers on a busy machine, in milliseconds. */
const REMOVAL_MS = 60_000;

/** Something of ours; `session` is the one it belongs to. */
export interface Leftover {
  name: string;
  session: string;
  /** False for what only keeps data: a stopped container, a volume. */
  runs: boolean;
}

/** What there is of a data folder's installation: processes that name its services' folders, and what Docker has with its label. */
export async function ownedBy(data: string): Promise<Leftover[]> {
  return [...processesOf(data), ...await inDocker(data)];
}

function processesOf(data: string): Leftover[] {
  const folder = join(data, 'native');
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' }).split('\n')
    .filter((line) => line.includes(folder) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => ({ name: `process ${line.trim()}`, session: line.slice(line.indexOf(folder) + folder.length + 1).split('/', 1)[0] ?? '', runs: true }));
}

async function inDocker(data: string): Promise<Leftover[]> {
  const instance = instanceOf(data);
  const docker = new Dockerode();
  if (instance === null || !(await docker.ping().then(() => true, () => false))) return [];
  const filters = { label: [`dev.backbench.instance=${instance}`] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }), docker.listNetworks({ filters }), docker.listVolumes({ filters }),
  ]);
  const sessionOf = (labels: Record<string, string> | null | undefined): string => labels?.['dev.backbench.session'] ?? '';
  return [
    ...containers.map(({ Names, Labels, State }) => ({ name: `container ${Names.join()}`, session: sessionOf(Labels), runs: ['running', 'paused'].includes(State) })),
    ...networks.map(({ Name, Labels }) => ({ name: `network ${Name}`, session: sessionOf(Labels), runs: true })),
    // The list of volumes is null when there are none.
    ...(volumes.Volumes as typeof volumes.Volumes | null ?? []).map(({ Name, Labels }) => ({ name: `volume ${Name}`, session: sessionOf(Labels), runs: false })),
  ];
}

/** The installation's name; null before its first start. */
function instanceOf(data: string): string | null {
  const path = join(data, 'instance');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

/** Removes everything of a data folder's installation that is not in the folder itself. The app must have ended. */
export async function removeInstance(data: string): Promise<void> {
  const instance = instanceOf(data);
  if (instance === null) return;
  for (const session of new Set(processesOf(data).map((each) => each.session))) await endSession(join(data, 'native', session));
  await endUnrecorded(join(data, 'native'), instance, () => false);
  const engine = createDockerEngine({
    instance, env: process.env, platform: process.platform, home: homedir(), resourcesFolder: inCheckout('resources'),
    services: createServices({ nativeFolder: join(data, 'native'), resourcesFolder: inCheckout('resources'), env: process.env, platform: process.platform }),
    images: () => ({}), onWarning: () => undefined,
  });
  try {
    await engine.sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(REMOVAL_MS));
  } finally {
    await engine.close();
  }
}
