/** A program in the workspace in a container of its own: limits, a clean kill and its last lines of output. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BackbenchError } from '../../../shared/errors.ts';
import type { LabProcess, PlacedFile } from '../engine.ts';
import { exitSignal, outOfMemoryLine } from './container-exit.ts';
import { processSpec, type ShellParts } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import { containerName } from './labels.ts';
import { createContainer, startContainer } from './make-container.ts';
import { isNotFound } from './map-error.ts';
import { createLineCount, type LineCount } from '../printed-lines.ts';
import { createOutputReader } from './output-lines.ts';
import { removeContainer } from './owned.ts';
import { packed } from './place-in-container.ts';
import { reachedAt } from './reach.ts';

/** Lines of output that are kept. */
const TAIL_LINES = 200;
/**
 * The ports to choose from. Random, as on the native engine, so that a program that ignores PORT fails on both.
 * Below Linux's ephemeral range (32768, ip_local_port_range), so that no outgoing connection has taken it.
 */
const PORTS = { from: 20_000, to: 32_000 } as const;
/** Where a program's own files lie in its container. */
const FILES = '/opt/backbench-files';
/** How long the removal may take when nobody waits for the caller's signal, in milliseconds. */
const REMOVE_DEADLINE_MS = 20_000;

/**
 * Makes the program reachable when it listens on the loopback address only, as it is on the native engine: the
 * relay takes connections from outside on one port and hands them to PORT inside. A connection that the
 * program does not take is reset.
 */
const RELAY = `
const net = require('node:net');
const [outer, inner] = process.argv.slice(1).map(Number);
const hand = (from, [host, ...others]) => {
  const to = net.connect({ port: inner, host, allowHalfOpen: true });
  const refused = () => (others.length > 0 ? hand(from, others) : from.resetAndDestroy());
  to.once('error', refused);
  to.once('connect', () => {
    to.off('error', refused).on('error', () => from.resetAndDestroy());
    from.on('error', () => to.destroy());
    from.pipe(to).pipe(from);
  });
};
net.createServer({ allowHalfOpen: true }, (from) => {
  from.on('error', () => {});
  hand(from, ['127.0.0.1', '::1']);
}).listen(outer, '0.0.0.0');
`;
/** `$1` the relay, `$2` the port that is reached from outside, `$3` the program's own, then the program. */
const LAUNCH = `
relay=$1 outer=$2 PORT=$3
shift 3
if command -v node >/dev/null; then node -e "$relay" "$outer" "$PORT" & else PORT=$outer; fi
export PORT
exec "$@"
`;

export interface ProcessOptions {
  session: string;
  parts: ShellParts;
  command: string[];
  env: Record<string, string>;
  /** Put into the container before it starts, see ProcessRequest. */
  files: readonly PlacedFile[];
  signal: AbortSignal;
}

/** Starts the program; resolves when it runs, not when it listens. @throws BackbenchError */
export async function startContainerProcess(daemon: Daemon, options: ProcessOptions): Promise<LabProcess> {
  const { session, signal } = options;
  const part = `process-${randomBytes(3).toString('hex')}`;
  const name = containerName(session, part);
  const outer = randomInt(PORTS.from, PORTS.to);
  const inner = outer + 1;
  const remove = (): Promise<void> => removeContainer(daemon, name, AbortSignal.timeout(REMOVE_DEADLINE_MS));
  try {
    const command = ['sh', '-c', LAUNCH, 'backbench', RELAY, String(outer), String(inner), ...options.command.map((word) => word.replaceAll('{{files}}', FILES))];
    await createContainer(daemon, processSpec(options.parts, { name: part, command, env: options.env, port: outer }), 'shell', signal);
    if (options.files.length > 0) {
      const archive = await packed(options.files, `${FILES.slice(1)}/`);
      await daemon.call({ operation: `place files in ${name}`, signal }, (docker, abortSignal) => docker.getContainer(name).putArchive(archive, { path: '/', abortSignal }));
    }
    await startContainer(daemon, name, signal);
    const [output, info] = await Promise.all([
      daemon.call({ operation: `follow the output of ${name}`, signal }, async (docker, abortSignal) =>
        await docker.getContainer(name).logs({ stdout: true, stderr: true, follow: true, abortSignal }) as Readable),
      daemon.call({ operation: `inspect ${name}`, signal }, (docker, abortSignal) => docker.getContainer(name).inspect({ abortSignal })),
    ]);
    if (signal.aborted) {
      output.destroy();
      throw new BackbenchError('CANCELLED', {});
    }
    // A program that has ended already has no address; it is refused, which is the truth.
    const place = reachedAt(info, session, outer) ?? { host: '127.0.0.1', port: outer };
    return runningProcess(daemon, name, output, place, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

function runningProcess(
  daemon: Daemon, name: string, output: Readable, place: { host: string; port: number }, remove: () => Promise<void>,
): LabProcess {
  const lines: string[] = [];
  const keep = (more: string[]): void => {
    lines.push(...more);
    if (lines.length > TAIL_LINES) lines.splice(0, lines.length - TAIL_LINES);
  };
  const printed = createLineCount();
  let disposed: Promise<void> | null = null;
  const dispose = (): Promise<void> => disposed ??= remove().finally(() => { output.destroy(); });
  return {
    ...place,
    exited: watch(daemon, name, output, keep, printed),
    tail: () => [...lines],
    printed: (from) => printed.from(from),
    // A container is removed without asking its program.
    kill: dispose,
    dispose,
  };
}

async function watch(daemon: Daemon, name: string, output: Readable, keep: (lines: string[]) => void, printed: LineCount): Promise<{ exitCode: number | null; signal: string | null }> {
  const reader = createOutputReader((lines) => { printed.add(lines); });
  try {
    for await (const chunk of output) keep(reader.push(chunk as Buffer));
  } catch {
    // The daemon went away or the container was removed: the output ends here.
  }
  keep(reader.end());
  try {
    const info = await daemon.call({ operation: `ask how ${name} ended` }, (docker, abortSignal) =>
      docker.getContainer(name).inspect({ abortSignal }));
    const oom = outOfMemoryLine(info);
    if (oom !== null) keep([oom]);
    return { exitCode: info.State.ExitCode, signal: exitSignal(info.State.ExitCode) };
  } catch (error) {
    // Gone: it was ended by dispose.
    return { exitCode: null, signal: isNotFound(error) ? 'SIGKILL' : null };
  }
}
