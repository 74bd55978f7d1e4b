/** What can be done to a service that is a container. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { FaultKind, FaultObstacle } from '../../../shared/faults.ts';
import type { Service } from '../../services/service.ts';
import type { FaultHands } from '../faults/service-faults.ts';
import type { Daemon } from './daemon.ts';
import { createFrameReader } from './output-frames.ts';
import type { ServiceContainer } from './service-container.ts';

/** How long a short command in a container may take, in milliseconds. */
const DEADLINE_MS = 10_000;

/** `$1` is the file, `$2` is `yes` to put a folder in its place; what was there comes back afterwards. */
const BLOCK = `
set -eu
if [ "$2" = yes ]; then
  [ -d "$1" ] && exit 0
  [ -e "$1" ] && mv "$1" "$1.backbench-aside"
  mkdir -p "$1/full"
else
  [ -d "$1" ] && rm -rf "$1"
  [ -e "$1.backbench-aside" ] && mv "$1.backbench-aside" "$1"
  exit 0
fi
`;

/**
 * `$1` is the most bytes of a file, or `unlimited`. The soft limit only: it may be raised again. The first process that
 * is not the small one which starts the others must take it; one that ends meanwhile need not.
 */
const LIMIT = `
done=
for folder in $(ls -d /proc/[0-9]* | sort -t/ -k3 -n -r); do
  pid=\${folder#/proc/}
  [ "$pid" = $$ ] || { prlimit --pid "$pid" --fsize="$1": 2>/dev/null && done=1; }
done
[ -n "$done" ]
`;

/** @param service what runs in the container */
export function containerFaults(daemon: Daemon, container: ServiceContainer, service: Service): FaultHands {
  const { fullDisk } = service;
  return {
    obstacle: (kind) => obstacle(kind, service),
    relay: () => null,
    kill: (signal) => container.kill(signal),
    revive: (signal) => container.restart(signal),
    async fillDisk(full, signal) {
      if (fullDisk === undefined) return;
      if (fullDisk.how === 'file-size') {
        const user = (await runIn(daemon, { container: container.name, user: null, command: ['stat', '-c', '%u', '/proc/1'] }, signal)).trim();
        await runIn(daemon, { container: container.name, user, command: ['sh', '-c', LIMIT, 'backbench', full ? String(fullDisk.bytes) : 'unlimited'] }, signal);
        return;
      }
      const file = `${service.container.dataPath}/${fullDisk.file}`;
      await runIn(daemon, { container: container.name, user: null, command: ['sh', '-c', BLOCK, 'backbench', file, full ? 'yes' : 'no'] }, signal);
      const { endpoint } = container.view();
      if (endpoint !== null) await fullDisk.settle(endpoint, full, signal);
    },
    state: () => container.state,
  };
}

function obstacle(kind: FaultKind, service: Service): FaultObstacle | null {
  if (kind === 'latency' || kind === 'loss') return 'not-in-containers';
  return kind === 'disk-full' && service.fullDisk === undefined ? 'not-this-server' : null;
}

/** @param request `user` null for the container's own @returns what it printed @throws BackbenchError DOCKER_FAILED when it fails */
async function runIn(daemon: Daemon, request: { container: string; user: string | null; command: string[] }, signal: AbortSignal): Promise<string> {
  const { container, user, command } = request;
  const operation = `run ${command[0] ?? ''} in ${container}`;
  return daemon.call({ operation, deadlineMs: DEADLINE_MS, signal }, async (docker, abortSignal) => {
    const exec = await docker.getContainer(container).exec({
      AttachStdout: true, AttachStderr: true, Cmd: command, ...(user === null ? {} : { User: user }), abortSignal,
    });
    const stream = await exec.start({ abortSignal });
    const frames = createFrameReader();
    const printed = ['', '', ''];
    for await (const chunk of stream) for (const { stream: number, bytes } of frames(chunk as Buffer)) printed[number] += Buffer.from(bytes).toString('utf8');
    const { ExitCode } = await exec.inspect({ abortSignal });
    if (ExitCode !== 0) throw new BackbenchError('DOCKER_FAILED', { operation, reason: printed[2]?.trim() || `exit code ${String(ExitCode)}` });
    return printed[1] ?? '';
  });
}
