/**
 * The daemon's event stream, kept alive. It ends without an error when the daemon restarts or the machine
 * sleeps, so every end is followed by a new connection and a notice to look at everything again.
 */
import type { Readable } from 'node:stream';
import type { Daemon } from './daemon.ts';
import { ownFilter, LABEL } from './labels.ts';
import { reasonText } from './map-error.ts';
import { createLineReader } from './output-lines.ts';
import { pause } from './waits.ts';

/** Waits between attempts to reach a daemon that is away, in milliseconds; the last one repeats. */
const BACK_OFF_MS = [50, 100, 200, 400, 700, 1_000] as const;
/** How long the daemon may take to open the stream, in milliseconds. One that starts up answers when it is done. */
const OPEN_DEADLINE_MS = 2_000;

export interface ContainerEvent {
  /** `start`, `die`, `pause`, `unpause`, `stop`, `oom`, `destroy`, … */
  action: string;
  /** The container's name: ours are unique and stay the same when a container is made again. */
  name: string;
  session: string;
}

export interface DaemonEventListener {
  onEvent(event: ContainerEvent): void;
  /** The daemon can't be reached. Called once per absence. */
  onGone(reason: string): void;
  /** A new stream is open: whatever happened in between was missed. */
  onBack(): void;
}

export interface DaemonEvents {
  /** Returns its off switch. */
  subscribe(listener: DaemonEventListener): () => void;
  /** Resolves when the first stream is open, so that nothing is missed from then on. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the stream of this installation's containers at once and keeps it until `close`. */
export function openDaemonEvents(daemon: Daemon, instance: string): DaemonEvents {
  const listeners = new Set<DaemonEventListener>();
  const closing = new AbortController();
  const first = Promise.withResolvers<void>();
  const tell = (say: (listener: DaemonEventListener) => void): void => { [...listeners].forEach(say); };
  const running = run();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ready: () => first.promise,
    async close() {
      closing.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    let failures = 0;
    let missed = false;
    while (!closing.signal.aborted) {
      try {
        const stream = await open(daemon, instance, closing.signal);
        if (missed) tell((listener) => { listener.onBack(); });
        missed = true;
        failures = 0;
        first.resolve();
        await read(stream, closing.signal, (event) => { tell((listener) => { listener.onEvent(event); }); });
        // Most ends mean that the daemon is going: asked at once it would still accept, and not answer.
        await pause(BACK_OFF_MS[0], closing.signal);
      } catch (error) {
        if (closing.signal.aborted) break;
        missed = true;
        if (failures === 0) tell((listener) => { listener.onGone(reasonText(error)); });
        // Whoever waits for the first stream goes on without it; the calls it makes will say what is wrong.
        first.resolve();
        await pause(BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? BACK_OFF_MS[0], closing.signal);
        failures += 1;
      }
    }
    first.resolve();
  }
}

function open(daemon: Daemon, instance: string, signal: AbortSignal): Promise<Readable> {
  const filters = { type: ['container' as const], ...ownFilter(instance) };
  return daemon.call({ operation: 'listen to events', deadlineMs: OPEN_DEADLINE_MS, signal }, async (docker, abortSignal) =>
    await docker.getEvents({ filters, abortSignal } as Parameters<typeof docker.getEvents>[0]) as Readable);
}

/** Reads until the stream ends, in whatever way. */
async function read(stream: Readable, signal: AbortSignal, onEvent: (event: ContainerEvent) => void): Promise<void> {
  const cut = (): void => { stream.destroy(); };
  signal.addEventListener('abort', cut, { once: true });
  const lines = createLineReader();
  try {
    if (signal.aborted) return;
    for await (const chunk of stream) {
      for (const line of lines.push(chunk as Buffer)) {
        const event = parseEvent(line);
        if (event !== null) onEvent(event);
      }
    }
  } catch {
    // Reset or cut: an end like any other.
  } finally {
    signal.removeEventListener('abort', cut);
    stream.destroy();
  }
}

/** Reads one event. Daemons since 29 send `Action` and `Actor` only, old ones `status` and `id` too. */
export function parseEvent(line: string): ContainerEvent | null {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return null;
  }
  const { Action, Actor, status } = record(event);
  const attributes = record(record(Actor)['Attributes']);
  const action = text(Action) ?? text(status);
  const name = text(attributes['name']);
  const session = text(attributes[LABEL.session]);
  return action === null || name === null || session === null ? null : { action, name, session };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
