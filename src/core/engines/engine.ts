/**
 * The engine: what runs a lab's services. Two exist, docker and native, behind this one interface; the
 * session, the checks and the verdicts are the same on both.
 */
import type { Duplex } from 'node:stream';
import type { ErrorReport } from '../../shared/errors.ts';
import type { FaultKind, FaultView } from '../../shared/faults.ts';
import type { EngineKind, ServiceKind } from '../../shared/lab-format.ts';
import type { DoctorItem, ServiceState } from '../../shared/views.ts';

/** How to reach a service from this process, and with what name and password. */
export interface Endpoint {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** One service that an environment shall run. */
export interface ServiceRequest {
  /** The lab's name for it. */
  id: string;
  kind: ServiceKind;
  /** Random per session; kept by the session so that a restart finds the same. */
  password: string;
  /** Faults that may be brought on it while it runs; none unless told. */
  faults?: readonly FaultKind[];
}

/** What the engine is asked to run for one session. */
export interface EnvironmentRequest {
  /** Owns everything that is started; [a-z0-9]{12}. The same id finds the same services again. */
  sessionId: string;
  lab: string;
  services: ServiceRequest[];
  /** The learner's workspace, an absolute path on this machine. */
  workspace: string;
  /** Programs the lab's shell needs, from `needs.tools`. */
  tools: string[];
}

export interface Progress {
  /** What is done within a larger act, where that is not the same act on a part. */
  doing?: 'making';
  /** What it is done to: a service id, an image name, a file. */
  subject: string;
  /** 0 to 1, or null where it is not known. */
  fraction: number | null;
}

export interface CallOptions {
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** A service as the engine sees it now. */
export interface EngineService {
  id: string;
  kind: ServiceKind;
  state: ServiceState;
  error: ErrorReport | null;
  /** Null until it is known. Changes when the service restarts. */
  endpoint: Endpoint | null;
  /** The same endpoint as seen from the lab's shell (another host in a container's network). */
  shellEndpoint: Endpoint | null;
  /** Image reference or program path, with its version where it is known. */
  runs: string;
  /** Those of the request, as they are now. */
  faults: FaultView[];
}

/** A byte stream to a shell. Bytes stay bytes: whoever shows them decodes them, once. */
export interface PtyStream {
  onData(listener: (bytes: Uint8Array) => void): () => void;
  onExit(listener: (exitCode: number | null) => void): () => void;
  write(data: string): void;
  /** Stops and restarts reading from the shell: flow control. */
  pause(): void;
  resume(): void;
  resize(cols: number, rows: number): void;
  /** Ends the shell and everything it started. Safe to call twice. */
  dispose(): Promise<void>;
}

export interface PrintedLines {
  lines: string[];
  /** The number that the next line will have; the first line of a program is 0. */
  next: number;
}

/** A program that runs in the lab's shell environment: the learner's application under check. */
export interface LabProcess {
  /** Where its port is reached from this process. */
  host: string;
  port: number;
  /** Settles when it ends. */
  exited: Promise<{ exitCode: number | null; signal: string | null }>;
  /** The last lines it printed (both streams), oldest first. */
  tail(): string[];
  /** Whole lines of standard output, each with its number: from `from` on, as far as they are kept, and the number of the next. */
  printed(from: number): PrintedLines;
  /** Ends it and everything it started at once, without a signal that it could act on. Safe to call twice. */
  kill(): Promise<void>;
  /** Ends it and everything it started. Safe to call twice. */
  dispose(): Promise<void>;
}

export interface ProcessRequest {
  /** Program and arguments, run in the workspace. The port it must listen on is in PORT. */
  command: string[];
  /** By service id: replaces its database in the connection variables, so that a check works on a copy. */
  databases?: ReadonlyMap<string, string>;
  /** More variables. */
  env?: Record<string, string>;
  /** Files beside the workspace for this program only; `{{files}}` in the command stands for their folder. */
  files?: readonly PlacedFile[];
}

/** A command to be run to its end in the lab's shell environment. */
export interface RunRequest {
  /** Program and arguments. A program without a slash is looked for on PATH; one with a slash from `cwd`. */
  command: string[];
  /** A folder of the workspace, relative to it; the workspace itself unless told. */
  cwd?: string;
  /** More variables, beside those of the lab's shell. */
  env?: Record<string, string>;
  /** What the command reads from its standard input; nothing unless told. */
  stdin?: string | Uint8Array;
  /** How much of standard output and of standard error is kept. The command is read to its end all the same. */
  maxOutputBytes: number;
  measureMemory?: boolean;
}

/** How a command ended. Whatever it had started has been ended with it. */
export interface RunResult {
  /** Null when a signal ended it. */
  exitCode: number | null;
  /** The signal that ended it, e.g. `SIGKILL`; null when it ended by itself. */
  signal: string | null;
  /** The first `maxOutputBytes` as UTF-8; bytes that are none become U+FFFD. */
  stdout: string;
  /** The last `maxOutputBytes` of it: errors stand at the end. */
  stderr: string;
  /** There was more on standard output than was kept. */
  cut: boolean;
  /** It was ended because its time was over. */
  timedOut: boolean;
  /** From its start to its end, in milliseconds. */
  ms: number;
  /**
   * The most memory that the command and all it started were seen to use at one time, in MiB: sampled every
   * few ten milliseconds. Null when it was not asked for, or where it can't be had.
   */
  peakMemoryMb: number | null;
}

export interface RunOptions extends CallOptions {
  /** Longest run, in milliseconds. */
  deadlineMs: number;
}

/** A file for {@link Environment.placeFiles}. */
export interface PlacedFile {
  /** Relative, forward slashes. */
  path: string;
  content: string | Uint8Array;
}

export interface PlacedFiles {
  /** The folder that holds them, as commands see it. */
  folder: string;
  /** Removes them. Safe to call twice. */
  dispose(): Promise<void>;
}

/** A process that the learner runs in one of the lab's terminals. */
export interface EnvironmentProcess {
  pid: number;
  /** Its words joined by blanks. */
  command: string;
  /** TCP ports that it listens on; null where the system doesn't tell. */
  ports: number[] | null;
}

/** An image of the learner's own. */
export interface LearnerImage {
  sizeBytes: number;
  /** As the image names it; empty for none, which means root. */
  user: string;
  labels: Record<string, string>;
  /** e.g. `8080/tcp`. */
  exposes: string[];
  env: Record<string, string>;
}

/** A container of the learner's own. */
export interface LearnerContainer {
  /** `running`, `exited`, `created`, `paused`, … */
  state: string;
  exitCode: number;
  /** `healthy`, `unhealthy`, `starting`; null without a health check. */
  health: string | null;
  /** As it was named when the container was made. */
  image: string;
  user: string;
  env: Record<string, string>;
  labels: Record<string, string>;
  /** Ports inside that are reached from the machine, e.g. `8080/tcp`. */
  publishes: string[];
  restart: string;
  networks: string[];
  volumes: string[];
}

/** What the learner made with Docker. Reads only; what Backbench made is not seen. */
export interface LearnerDocker {
  /** @returns null when there is none @throws BackbenchError DOCKER_TIMEOUT, DOCKER_FAILED, CANCELLED */
  image(name: string, signal: AbortSignal): Promise<LearnerImage | null>;
  /** @returns null when there is none @throws BackbenchError DOCKER_TIMEOUT, DOCKER_FAILED, CANCELLED */
  container(name: string, signal: AbortSignal): Promise<LearnerContainer | null>;
}

/** What a service costs now. */
export interface ServiceCost {
  id: string;
  /** Null where the service doesn't run, or the system doesn't tell. */
  cost: {
    /** Processor time since it started, in milliseconds. */
    cpuMs: number;
    memoryMb: number;
  } | null;
}

/** The running services of one session. */
export interface Environment {
  readonly engine: EngineKind;
  /** The learner's own images and containers; null where the engine is none of containers. */
  readonly docker: LearnerDocker | null;
  /** The services now. A fresh array of fresh objects at every call. */
  services(): EngineService[];
  /** Called after any change of a service's state or endpoint. Returns its off switch. */
  onChange(listener: () => void): () => void;
  /** Starts a service that stopped or failed, or restarts a running one; ready when it resolves. Data stays. */
  restart(service: string, options: CallOptions): Promise<void>;
  /**
   * Brings a fault on a service, or takes it back. A network's faults meet programs of the learner's shell only.
   * @throws BackbenchError SERVICE_UNKNOWN, FAULT_UNAVAILABLE, FAULT_FAILED
   */
  setFault(service: string, fault: FaultKind, active: boolean, options: CallOptions): Promise<void>;
  /** Takes all faults back; every service that a fault ended runs again. A stop, and taking services up, do so too. */
  clearFaults(options: CallOptions): Promise<void>;
  /** Freezes all services so that they cost no processor time; resume brings them back at once. */
  park(options: CallOptions): Promise<void>;
  resume(options: CallOptions): Promise<void>;
  /** The environment variables of the lab's shell (PG*, DATABASE_URL, REDIS_URL, MONGODB_URL). */
  shellVariables(): Record<string, string>;
  openShell(size: { cols: number; rows: number }, options: CallOptions): Promise<PtyStream>;
  startProcess(request: ProcessRequest, options: CallOptions): Promise<LabProcess>;
  /**
   * Runs a command to its end, as the learner, with the variables of the lab's shell. At the deadline, on abort
   * and after its end, everything that it started is ended.
   * @throws BackbenchError BINARY_MISSING when there is no such program or it may not be run, FILE_NOT_FOUND when
   * there is no folder `cwd`, CANCELLED on abort
   */
  run(request: RunRequest, options: RunOptions): Promise<RunResult>;
  /**
   * What decides which program runs under a name: a text that changes when another one, another version, other
   * libraries of an image or other settings for it are found.
   * @throws BackbenchError BINARY_MISSING natively when there is no such program
   */
  identify(program: string, options: CallOptions): Promise<string>;
  /**
   * Opens a TCP connection to a port of the machine that the lab's shell runs on, as a program in that shell would
   * open one to its loopback address.
   * @throws an error with the system's code, such as ECONNREFUSED; the signal's reason
   */
  connect(port: number, options: CallOptions): Promise<Duplex>;
  /** What each service costs now, in the order of {@link services}. */
  usage(options: CallOptions): Promise<ServiceCost[]>;
  /** What the learner runs in the lab's terminals; null where the system has no way to tell. */
  processes(options: CallOptions): Promise<EnvironmentProcess[] | null>;
  /** Puts files beside the workspace, for commands to read. */
  placeFiles(files: readonly PlacedFile[], options: CallOptions): Promise<PlacedFiles>;
  /** The last `tail` lines, then new lines as they come while `follow`; ends with the signal. */
  logs(service: string, options: { tail: number; follow: boolean; signal: AbortSignal }): AsyncIterable<string>;
  /** Stops all services and shells, keeps their data for the next open. */
  stop(options: CallOptions): Promise<void>;
  /** Stops and removes all, data included. */
  destroy(options: CallOptions): Promise<void>;
  /** Lets go without stopping anything: a later open() with the same session id takes it up again. */
  detach(): Promise<void>;
}

export interface SweepReport {
  /** What was removed, as a person would recognise it: `container bb-…`, `process postgres 1234`. */
  removed: string[];
}

export interface Engine {
  readonly kind: EngineKind;
  /** Everything that was looked at, each place with its answer; `real` also runs each service once, for the doctor. */
  probe(options: CallOptions & { real: boolean; onItem?: (item: DoctorItem) => void }): Promise<DoctorItem[]>;
  /** What this engine lacks to run these services and tools; empty when nothing. Cheap: no service is started. */
  missing(needs: { services: ServiceKind[]; tools: string[] }, signal: AbortSignal): Promise<ErrorReport[]>;
  /**
   * Starts the environment, or takes it up where a former process left it: running services are kept,
   * stopped ones are started on their data. Resolves when every service answers an authenticated query.
   * On failure or abort everything that this call started is stopped again.
   * `created` lists the services whose data is new and needs the seed.
   */
  open(request: EnvironmentRequest, options: CallOptions): Promise<{ environment: Environment; created: string[] }>;
  /**
   * Removes what this installation's former runs left behind: everything labelled ours whose session
   * is not kept. Sessions to `stop` are stopped and keep their data. Nothing else is touched.
   * Both questions are asked after the listing: a session is recorded before its first service starts,
   * so one that another process opens meanwhile is never taken for a leftover.
   */
  sweep(sessions: { keep(sessionId: string): boolean; stop(sessionId: string): boolean }, signal: AbortSignal): Promise<SweepReport>;
  /** Removes one session and its data without opening it. */
  remove(sessionId: string, signal: AbortSignal): Promise<void>;
  /** Lets go of the daemon connection and of listeners. Starts and stops nothing. */
  close(): Promise<void>;
}
