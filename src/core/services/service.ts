/**
 * A kind of service, in two halves: how it is launched (the engines use it) and how it is talked to
 * (seed, reset, query, readiness), which is the same on both engines because it only uses the network.
 */
import type { QueryResult } from '../../shared/views.ts';
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Endpoint } from '../engines/engine.ts';

/** How the docker engine runs the service. */
export interface ContainerLaunch {
  /** The recipe under resources/images/, used unless the settings name another image. */
  image: string;
  port: number;
  /** The official image's environment contract, with this session's user, password and database. */
  env(endpoint: Pick<Endpoint, 'user' | 'password' | 'database'>): Record<string, string>;
  /** Arguments for the image's entry point, if any. */
  command(endpoint: Pick<Endpoint, 'password'>): string[];
  /** Where an official image keeps its data. */
  dataPath: string;
  memoryMb: number;
  pids: number;
  /** Capabilities it needs beyond none, when an official image is used that starts as root. */
  capabilities: string[];
}

/** How the native engine runs the service. */
export interface NativeLaunch {
  /** Finds the program. @throws BackbenchError BINARY_MISSING with every place that was tried */
  resolve(signal: AbortSignal): Promise<{ program: string; version: string }>;
  /** Makes the data folder, once. */
  initialise(folder: string, endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** Program and arguments to serve `folder` on the endpoint's host and port, in the foreground. */
  command(folder: string, endpoint: Endpoint): Promise<{ program: string; argv0?: string; args: string[]; env: Record<string, string> }>;
  /** The signal that makes it stop cleanly. */
  stopSignal: 'SIGTERM' | 'SIGINT';
}

/** Talks to one running service. Made per session, disposed with it. */
export interface ServiceDriver {
  /** One authenticated query. @throws anything when it cannot be answered within a second or so */
  ping(signal: AbortSignal): Promise<void>;
  /** Fills an empty service from the lab's seed files (name and text, in order) and keeps a pristine copy. */
  seed(files: { name: string; text: string }[], signal: AbortSignal): Promise<void>;
  /** Back to the pristine copy; the state before is kept so that {@link undoReset} can bring it back. Fast. */
  reset(signal: AbortSignal): Promise<void>;
  /** Brings back the state before the last reset. @throws BackbenchError NOTHING_TO_UNDO */
  undoReset(signal: AbortSignal): Promise<void>;
  /** A throw-away copy of the pristine data for a check that writes. */
  pristineCopy(signal: AbortSignal): Promise<{ database: string; dispose(): Promise<void> }>;
  /** Runs a script as the learner would, for solutions, alternatives and mutants. */
  runScript(text: string, signal: AbortSignal): Promise<void>;
  /** The query panel: runs what the learner typed, at most `limit` rows. @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE */
  query(text: string, limit: number, signal: AbortSignal): Promise<QueryResult>;
  dispose(): Promise<void>;
}

export interface Service {
  kind: ServiceKind;
  user: string;
  database: string;
  /** Extension of the seed and answer scripts: `.sql`, `.redis`, `.mongo.js`. */
  scriptExtension: string;
  container: ContainerLaunch;
  native: NativeLaunch;
  /** The connection variables of the lab's shell. */
  variables(endpoint: Endpoint): Record<string, string>;
  url(endpoint: Endpoint): string;
  /** A driver that asks `endpoint` for the present address at every connection, so that it survives restarts. */
  driver(endpoint: () => Endpoint, options: { scratchFolder: string; onWarning: (text: string) => void }): ServiceDriver;
}
