/** The engine's connection to a daemon: found once, asked before each use whether it still answers, found again if not. */
import { BackbenchError } from '../../../shared/errors.ts';
import { ping, type Daemon } from './daemon.ts';
import { openDaemonEvents, type DaemonEvents } from './daemon-events.ts';
import { findDaemon, FIND_DEADLINE_MS, type Deadlines } from './find-daemon.ts';
import type { Machine } from './machine.ts';
import { likelyReach, type Reach } from './reach.ts';

export interface Connection {
  daemon: Daemon;
  /** How containers are reached; corrected when the first network shows otherwise. */
  reach: Reach;
  /** The events of this installation's containers; the stream is opened on first use. */
  events(): DaemonEvents;
}

export interface Connections {
  /** @throws BackbenchError DOCKER_NOT_FOUND, DOCKER_PERMISSION, DOCKER_TIMEOUT, CANCELLED */
  get(signal: AbortSignal): Promise<Connection>;
  close(): Promise<void>;
}

export interface ConnectionParts {
  machine: Machine;
  instance: string;
  /** Overrides {@link likelyReach}: for a test of the way that this machine would not take. */
  reach?: Reach;
  deadlines?: Deadlines;
}

export function createConnections(parts: ConnectionParts): Connections {
  const { deadlines = {} } = parts;
  const known: { connection: Connection; close: () => Promise<void> }[] = [];
  let current: Connection | null = null;

  async function search(signal: AbortSignal): Promise<Connection> {
    const daemon = await findDaemon(parts.machine, signal, deadlines);
    // A daemon that came back keeps its connection: environments hold on to it and its events.
    const before = known.find((each) => each.connection.daemon.place === daemon.place);
    if (before !== undefined) {
      daemon.close();
      return before.connection;
    }
    let events: DaemonEvents | null = null;
    const connection: Connection = {
      daemon,
      reach: parts.reach ?? likelyReach(parts.machine, daemon),
      events: () => events ??= openDaemonEvents(daemon, parts.instance),
    };
    const close = async (): Promise<void> => {
      await events?.close();
      daemon.close();
    };
    known.push({ connection, close });
    return connection;
  }

  return {
    async get(signal) {
      if (current !== null && await answers(current.daemon, signal, deadlines.findMs ?? FIND_DEADLINE_MS)) return current;
      current = await search(signal);
      return current;
    },
    async close() {
      await Promise.all(known.map((each) => each.close()));
    },
  };
}

async function answers(daemon: Daemon, signal: AbortSignal, deadlineMs: number): Promise<boolean> {
  try {
    await daemon.call({ operation: 'ping', signal, deadlineMs }, ping);
    return true;
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'CANCELLED') throw error;
    return false;
  }
}
