/** The log of a container, as lines. */
import type { Readable } from 'node:stream';
import type { Daemon } from './daemon.ts';
import { createOutputReader } from './output-lines.ts';

/** Lines of the log that an error carries: a start-up of PostgreSQL or MongoDB with its reason fits. */
export const ERROR_LOG_LINES = 30;
/** How long to wait for those, in milliseconds: the error itself must not wait for a slow daemon. */
const ERROR_LOG_DEADLINE_MS = 2_000;

/** The last lines, for an error. Empty when they can't be had: the error matters more than its log. */
export async function lastLines(daemon: Daemon, container: string, lines = ERROR_LOG_LINES): Promise<string[]> {
  try {
    return await readLog(daemon, container, lines, { deadlineMs: ERROR_LOG_DEADLINE_MS });
  } catch {
    return [];
  }
}

export interface LogOptions {
  tail: number;
  follow: boolean;
  signal: AbortSignal;
  /** What tells the container's present run from others. */
  run: () => string;
  /** Resolves when another run than `before` has begun, with the end of the run before it; null when no more will come. */
  nextRun: (before: string) => Promise<{ since: string } | null>;
}

/**
 * The last `tail` lines, then new ones while `follow`, across restarts of the container. Ends with the signal.
 * Reads no faster than it is read.
 * @throws BackbenchError when the daemon can't give the log
 */
export async function* containerLog(daemon: Daemon, container: string, options: LogOptions): AsyncGenerator<string, void, void> {
  const { signal } = options;
  if (signal.aborted) return;
  if (!options.follow) {
    yield* await readLog(daemon, container, options.tail, { signal });
    return;
  }
  let from: { tail: number } | { since: string } | null = { tail: options.tail };
  while (from !== null) {
    const run = options.run();
    yield* followed(await follow(daemon, container, from, signal), signal);
    if (signal.aborted) return;
    const next = await options.nextRun(run);
    from = next === null ? null : { since: seconds(next.since) };
  }
}

async function readLog(
  daemon: Daemon, container: string, tail: number, call: { signal?: AbortSignal; deadlineMs?: number },
): Promise<string[]> {
  const bytes = await daemon.call({ operation: `read the log of ${container}`, ...call }, (docker, abortSignal) =>
    docker.getContainer(container).logs({ stdout: true, stderr: true, tail, abortSignal }));
  // An empty log arrives as an empty string's stand-in, not as bytes.
  if (!Buffer.isBuffer(bytes)) return [];
  const reader = createOutputReader();
  return [...reader.push(bytes), ...reader.end()].slice(-tail);
}

function follow(daemon: Daemon, container: string, from: { tail: number } | { since: string }, signal: AbortSignal): Promise<Readable> {
  return daemon.call({ operation: `follow the log of ${container}`, signal }, async (docker, abortSignal) =>
    // The type says ReadableStream; it is the answer to the request.
    await docker.getContainer(container).logs({ stdout: true, stderr: true, follow: true, ...from, abortSignal }) as Readable);
}

async function* followed(stream: Readable, signal: AbortSignal): AsyncGenerator<string, void, void> {
  const reader = createOutputReader();
  const cut = (): void => { stream.destroy(); };
  signal.addEventListener('abort', cut, { once: true });
  try {
    if (signal.aborted) return;
    for await (const chunk of stream) yield* reader.push(chunk as Buffer);
    yield* reader.end();
  } catch {
    // The connection broke: the daemon went away, or the signal cut it. Either way this run's log has ended.
    yield* reader.end();
  } finally {
    signal.removeEventListener('abort', cut);
    stream.destroy();
  }
}

/** Docker's timestamp in the form its `since` wants: seconds since 1970, with nanoseconds. */
function seconds(stamp: string): string {
  const nanoseconds = /\.(\d{1,9})Z$/.exec(stamp)?.[1] ?? '0';
  return `${String(Math.floor(Date.parse(stamp) / 1000))}.${nanoseconds.padEnd(9, '0')}`;
}
