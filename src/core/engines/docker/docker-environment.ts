/** The running services of one session in their containers, with the shells and programs beside them. */
import type { Duplex } from 'node:stream';
import { BackbenchError } from '../../../shared/errors.ts';
import type { FaultKind } from '../../../shared/faults.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { createNotices } from '../../latest.ts';
import type { Service } from '../../services/service.ts';
import type {
  CallOptions, EngineService, Environment, EnvironmentProcess, LabProcess, LearnerDocker, PlacedFile, PlacedFiles, ProcessRequest, PtyStream, RunOptions, RunRequest, RunResult, ServiceCost, ServiceRequest,
} from '../engine.ts';
import { ServiceFaults } from '../faults/service-faults.ts';
import { serviceVariables } from '../service-variables.ts';
import { shellFunctions } from '../shell-functions.ts';
import { SHELL_MARKS } from '../shell-marks.ts';
import { containerCost } from './container-cost.ts';
import { containerFaults } from './container-faults.ts';
import { containerLog } from './container-logs.ts';
import { startContainerProcess } from './container-process.ts';
import type { ShellParts } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import type { ContainerEvent, DaemonEvents } from './daemon-events.ts';
import { openExecConnection } from './exec-connection.ts';
import { runInContainer } from './exec-run.ts';
import { openExecShell } from './exec-shell.ts';
import { containerProcesses } from './lab-processes.ts';
import { learnerDocker } from './learner-docker.ts';
import { statusOf } from './map-error.ts';
import { listOwned, removeOwned, stopOwned } from './owned.ts';
import { placeInContainer } from './place-in-container.ts';
import type { ServiceContainer } from './service-container.ts';
import type { ShellContainer } from './shell-container.ts';
import { orAborted } from './waits.ts';

export interface EnvironmentParts {
  daemon: Daemon;
  events: DaemonEvents;
  instance: string;
  session: string;
  services: Record<ServiceKind, Service>;
  /** One for each container. */
  requests: readonly ServiceRequest[];
  containers: ServiceContainer[];
  shell: ShellContainer;
  shellParts: () => Promise<ShellParts>;
  /** Set by the environment: called when a container's state or endpoint changed, and when one was found running. */
  changed: { notify: () => void; takenUp: (service: string, signal: AbortSignal) => Promise<void> };
}

/** How long ending the shells and programs may take when the environment is let go, in milliseconds. */
const LET_GO_DEADLINE_MS = 20_000;
/** Events after which a container may no longer answer. */
const ENDING = new Set(['die', 'destroy', 'pause']);
/** Events that change what is shown; the others (exec_start, attach, …) are not news. */
const NEWS = new Set(['start', 'die', 'stop', 'pause', 'unpause', 'destroy']);

export class DockerEnvironment implements Environment {
  readonly engine = 'docker';
  readonly docker: LearnerDocker;
  readonly #parts: EnvironmentParts;
  readonly #notices = createNotices();
  readonly #faults: ReadonlyMap<string, ServiceFaults>;
  readonly #off: () => void;
  /** Shells and programs that were opened here and not ended yet. */
  readonly #guests = new Set<{ dispose(): Promise<void> }>();
  #closed = false;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
    this.docker = learnerDocker(parts.daemon);
    const requests = new Map(parts.requests.map((request) => [request.id, request]));
    this.#faults = new Map(parts.containers.flatMap((container) => {
      const request = requests.get(container.id);
      return request === undefined ? [] : [[container.id, new ServiceFaults(request, containerFaults(parts.daemon, container, parts.services[request.kind]), this.#notices.notify)] as const];
    }));
    parts.changed.notify = () => {
      for (const faults of this.#faults.values()) faults.followState();
      this.#notices.notify();
    };
    // A lab host that ended may have left it with a full disk: some servers then answer nothing.
    parts.changed.takenUp = (service, signal) => this.#fault(service).settle(signal);
    this.#off = parts.events.subscribe({
      onEvent: (event) => { this.#onEvent(event); },
      onGone: (reason) => { for (const container of parts.containers) container.daemonGone(reason); },
      // Whether the shell's container survived is found out when it is next needed.
      onBack: () => { for (const container of parts.containers) container.hint('daemon-back', true); },
    });
  }

  services(): EngineService[] {
    return this.#parts.containers.map((container) => ({ ...container.view(), faults: this.#fault(container.id).view() }));
  }

  onChange(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  async restart(service: string, { signal, onProgress }: CallOptions): Promise<void> {
    const container = this.#container(service);
    onProgress?.({ subject: service, fraction: null });
    await this.#fault(service).clear(false, signal);
    await container.restart(signal);
    onProgress?.({ subject: service, fraction: 1 });
  }

  async setFault(service: string, fault: FaultKind, active: boolean, { signal }: CallOptions): Promise<void> {
    await this.#fault(service).set(fault, active, signal);
  }

  async clearFaults({ signal }: CallOptions): Promise<void> {
    await allSettled([...this.#faults.values()].map((faults) => faults.clear(true, signal)));
  }

  async park({ signal }: CallOptions): Promise<void> {
    await allSettled([...this.#parts.containers.map((container) => container.pause(signal)), this.#parts.shell.park(signal)]);
  }

  async resume({ signal }: CallOptions): Promise<void> {
    await allSettled([...this.#parts.containers.map((container) => container.unpause(signal)), this.#parts.shell.resume(signal)]);
  }

  shellVariables(): Record<string, string> {
    return this.#variables();
  }

  async openShell(size: { cols: number; rows: number }, { signal }: CallOptions): Promise<PtyStream> {
    const { daemon, shell } = this.#parts;
    return this.#guest(await this.#inShell(signal, () => openExecShell(daemon, {
      ...size, signal, container: shell.name, env: { ...this.#variables(), ...shellFunctions(this.#variables()), ...SHELL_MARKS }, endAll: () => this.#endAllShells(), whileRunning: (act) => this.#thawed(act),
    })));
  }

  async run(request: RunRequest, { signal, deadlineMs }: RunOptions): Promise<RunResult> {
    const { daemon, shell } = this.#parts;
    const off = new AbortController();
    const inner = AbortSignal.any([signal, off.signal]);
    const work = runInContainer(daemon, {
      request: { ...request, env: { ...this.#variables(), ...request.env } }, container: shell.name, deadlineMs, signal: inner,
      start: (act) => this.#inShell(inner, act), endAll: () => this.#endAllShells(), whileRunning: (act) => this.#thawed(act),
    });
    const guest = this.#guest({
      dispose: async () => {
        off.abort();
        await work.catch(() => undefined);
      },
    });
    return work.finally(() => guest.dispose());
  }

  async identify(_program: string, { signal }: CallOptions): Promise<string> {
    const { daemon, shell } = this.#parts;
    // All that a command finds beside the workspace is in the image.
    return this.#inShell(signal, async () => (await daemon.call({ operation: `inspect ${shell.name}`, signal }, (docker, abortSignal) =>
      docker.getContainer(shell.name).inspect({ abortSignal }))).Image);
  }

  async connect(port: number, { signal }: CallOptions): Promise<Duplex> {
    const { daemon, shell } = this.#parts;
    const connection = await this.#inShell(signal, () => openExecConnection(daemon, { container: shell.name, port, signal }));
    const guest = this.#guest({ dispose: () => { connection.destroy(); return Promise.resolve(); } });
    connection.once('close', () => { void guest.dispose(); });
    return connection;
  }

  async usage({ signal }: CallOptions): Promise<ServiceCost[]> {
    const { daemon, containers } = this.#parts;
    return Promise.all(containers.map(async ({ id, name }) => ({ id, cost: await containerCost(daemon, name, signal) })));
  }

  processes({ signal }: CallOptions): Promise<EnvironmentProcess[]> {
    return containerProcesses((request, options) => this.run(request, options), signal);
  }

  async placeFiles(files: readonly PlacedFile[], { signal }: CallOptions): Promise<PlacedFiles> {
    return this.#guest(await placeInContainer(files, (request, options) => this.run(request, options), signal));
  }

  async startProcess(request: ProcessRequest, { signal }: CallOptions): Promise<LabProcess> {
    const { daemon, session, shellParts } = this.#parts;
    const env = { ...this.#variables(request.databases), ...request.env };
    return this.#guest(await startContainerProcess(daemon, { session, signal, env, parts: await shellParts(), command: request.command, files: request.files ?? [] }));
  }

  logs(service: string, options: { tail: number; follow: boolean; signal: AbortSignal }): AsyncIterable<string> {
    const container = this.#container(service);
    return containerLog(this.#parts.daemon, container.name, {
      ...options, run: () => container.run, nextRun: (before) => this.#nextRun(container, before, options.signal),
    });
  }

  async stop({ signal, onProgress }: CallOptions): Promise<void> {
    const { daemon, instance, session, containers } = this.#parts;
    await this.#close();
    for (const container of containers) onProgress?.({ subject: container.id, fraction: null });
    await stopOwned(daemon, await listOwned(daemon, instance, session, signal), signal);
    for (const container of containers) {
      container.stopped();
      onProgress?.({ subject: container.id, fraction: 1 });
    }
  }

  async destroy({ signal }: CallOptions): Promise<void> {
    const { daemon, instance, session, containers } = this.#parts;
    await this.#close();
    await removeOwned(daemon, await listOwned(daemon, instance, session, signal), signal);
    for (const container of containers) container.stopped();
  }

  async detach(): Promise<void> {
    await this.#close();
  }

  /** Stops listening, ends shells and programs (nobody could take them up again), waits for what is under way. */
  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#off();
    await this.#parts.shell.settle();
    // What can't be taken back now is taken back at the next start.
    await Promise.allSettled([...this.#faults.values()].map((faults) => faults.clear(false, AbortSignal.timeout(LET_GO_DEADLINE_MS))));
    // What can't be ended is ended by the stop, or by the next one who takes the shell's container up.
    await Promise.allSettled([...this.#guests].map((guest) => guest.dispose()));
    await Promise.all(this.#parts.containers.map((container) => container.close()));
  }

  #onEvent(event: ContainerEvent): void {
    const { session, containers } = this.#parts;
    if (event.session !== session || !NEWS.has(event.action)) return;
    const container = containers.find((each) => each.name === event.name);
    container?.hint(event.action === 'stop' ? 'stopped-by-hand' : 'event', ENDING.has(event.action));
  }

  #container(service: string): ServiceContainer {
    const found = this.#parts.containers.find((container) => container.id === service);
    if (found === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service });
    return found;
  }

  #fault(service: string): ServiceFaults {
    const faults = this.#faults.get(service);
    if (faults === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service });
    return faults;
  }

  #variables(copies?: ReadonlyMap<string, string>): Record<string, string> {
    return serviceVariables(this.services(), this.#parts.services, copies);
  }

  #guest<T extends { dispose(): Promise<void> }>(guest: T): T {
    const dispose = guest.dispose.bind(guest);
    guest.dispose = () => dispose().finally(() => { this.#guests.delete(guest); });
    this.#guests.add(guest);
    return guest;
  }

  /** Runs `act`, which starts something in the shell's container, when that runs. */
  async #inShell<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    const { shell } = this.#parts;
    const open = async (): Promise<T> => {
      await shell.ensure(signal);
      return act();
    };
    return shell.use(signal, open).catch((error: unknown) => {
      // 409: its container does not run (it was killed, or the daemon restarted). Started again, it will.
      if (statusOf(error) !== 409 || shell.parked) throw error;
      shell.lost();
      return shell.use(signal, open);
    });
  }

  #thawed<T>(act: () => Promise<T>): Promise<T> {
    return this.#parts.shell.useThawed(AbortSignal.timeout(LET_GO_DEADLINE_MS), act);
  }

  /** The last resort: all shells end with their container. */
  async #endAllShells(): Promise<void> {
    const { daemon, shell } = this.#parts;
    shell.lost();
    await daemon.call({ operation: `end ${shell.name}` }, (docker, abortSignal) =>
      docker.getContainer(shell.name).kill({ abortSignal }).catch((error: unknown) => {
        // Not there or not running: ended.
        if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
      }));
  }

  /** Waits until the container has been started again. */
  async #nextRun(container: ServiceContainer, before: string, signal: AbortSignal): Promise<{ since: string } | null> {
    while (!signal.aborted && !this.#closed) {
      if (container.run !== before) return { since: container.finishedAt };
      await this.#change(signal);
    }
    return null;
  }

  async #change(signal: AbortSignal): Promise<void> {
    const changed = Promise.withResolvers<void>();
    const off = this.onChange(changed.resolve);
    await orAborted(changed.promise, signal).catch(() => undefined);
    off();
  }
}

/** Waits for all, then throws the first failure: nothing is left running behind the caller's back. */
async function allSettled(acts: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(acts)) if (result.status === 'rejected') throw result.reason;
}
