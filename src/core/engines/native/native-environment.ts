/** The services of one session as processes on this machine, and the shells and programs beside them. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { BackbenchError } from '../../../shared/errors.ts';
import type { FaultKind } from '../../../shared/faults.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { createNotices } from '../../latest.ts';
import { processToken } from '../../process-identity.ts';
import type { Service } from '../../services/service.ts';
import type {
  CallOptions, EngineService, Environment, EnvironmentProcess, EnvironmentRequest, LabProcess, PlacedFile, PlacedFiles, ProcessRequest, PtyStream, RunOptions, RunRequest,
  RunResult, ServiceCost, ServiceRequest,
} from '../engine.ts';
import { ServiceFaults, type FaultHands } from '../faults/service-faults.ts';
import { openSocket } from '../open-socket.ts';
import { serviceVariables } from '../service-variables.ts';
import { shellFunctions } from '../shell-functions.ts';
import { SHELL_MARKS } from '../shell-marks.ts';
import { identifyProgram } from './identify-program.ts';
import { nativeProcesses } from './lab-processes.ts';
import { processCost } from './process-cost.ts';
import { logLines } from './log-file.ts';
import { startNativeProcess } from './native-process.ts';
import { runNative } from './native-run.ts';
import { fillNativeDisk, nativeObstacle } from './native-faults.ts';
import { NativeRelays } from './native-relays.ts';
import { NativeService } from './native-service.ts';
import { besideFolder, leftBeside } from './leftovers.ts';
import { markVariable } from './process-table.ts';
import { placeNativeFiles } from './place-native-files.ts';
import { removeRecord, writeRecord } from './service-record.ts';
import { shellEnvironment, type ShellPlaces } from './shell-environment.ts';

/** How long taking faults back may hold up the end of a lab, in milliseconds. */
const END_FAULTS_MS = 10_000;

export interface NativeEnvironmentParts extends ShellPlaces {
  request: EnvironmentRequest;
  services: Record<ServiceKind, Service>;
  /** This session's folder: one folder a service, and one for what runs beside them. */
  folder: string;
  /** The installation, see Mark. */
  instance: string;
  onWarning: (text: string) => void;
}

export class NativeEnvironment implements Environment {
  readonly engine = 'native';
  readonly docker = null;
  readonly #parts: NativeEnvironmentParts;
  readonly #services: Map<string, NativeService>;
  readonly #faults: Map<string, ServiceFaults>;
  readonly #relays: NativeRelays;
  readonly #notices = createNotices();
  readonly #beside = new Set<{ dispose(): Promise<void> }>();
  readonly #besideFolder: string;

  constructor(parts: NativeEnvironmentParts) {
    this.#parts = parts;
    this.#besideFolder = besideFolder(parts.folder);
    this.#relays = new NativeRelays(parts.request.services, parts.folder, (id) => this.#service(id).view().endpoint);
    this.#services = new Map(parts.request.services.map((request) => [request.id, new NativeService({
      request, service: parts.services[request.kind], folder: join(parts.folder, request.id), env: parts.env,
      mark: this.#mark('service'), onWarning: parts.onWarning,
      // A lab host that ended may have left it with a full disk: some servers then answer nothing.
      onTakeUp: (signal) => this.#fault(request.id).settle(signal),
      onChange: () => {
        this.#faults.get(request.id)?.followState();
        this.#notices.notify();
      },
    })]));
    this.#faults = new Map(parts.request.services.map((request) => [request.id, new ServiceFaults(request, this.#hands(request), () => { this.#notices.notify(); })]));
  }

  /** Starts or takes up all services side by side. On failure those that this call started are stopped again. */
  async open({ signal, onProgress }: CallOptions): Promise<string[]> {
    await leftBeside(this.#besideFolder);
    const created = [...this.#services].filter(([, service]) => service.isNew()).map(([id]) => id);
    const started = new Set<NativeService>();
    let ready = 0;
    const outcomes = await Promise.allSettled([...this.#services].map(async ([id, service]) => {
      onProgress?.({ subject: id, fraction: ready / this.#services.size });
      await this.#relays.open(id);
      if (await service.ensure(signal)) started.add(service);
      ready += 1;
      onProgress?.({ subject: id, fraction: ready / this.#services.size });
    }));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return created;
    await Promise.all([...started].map((service) => service.stop()));
    await Promise.all([...this.#services.values()].map((service) => service.detach()));
    await this.#relays.dispose();
    throw signal.aborted ? new BackbenchError('CANCELLED', {}) : failed.reason;
  }

  services(): EngineService[] {
    return [...this.#services].map(([id, service]) => {
      const view = service.view();
      return { ...view, shellEndpoint: this.#relays.seenAs(id, view.endpoint), faults: this.#fault(id).view() };
    });
  }

  onChange(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  async restart(service: string, { signal }: CallOptions): Promise<void> {
    const running = this.#service(service);
    await this.#fault(service).clear(false, signal);
    await running.restart(signal);
  }

  async setFault(service: string, fault: FaultKind, active: boolean, { signal }: CallOptions): Promise<void> {
    this.#service(service);
    await this.#fault(service).set(fault, active, signal);
  }

  async clearFaults({ signal }: CallOptions): Promise<void> {
    await Promise.all([...this.#faults.values()].map((faults) => faults.clear(true, signal)));
  }

  async park(): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.park()));
  }

  async resume({ signal }: CallOptions): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.resume(signal)));
  }

  shellVariables(): Record<string, string> {
    return serviceVariables(this.services(), this.#parts.services);
  }

  async openShell({ cols, rows }: { cols: number; rows: number }): Promise<PtyStream> {
    const { openNativeShell } = await import('./native-shell.ts');
    const variables = { ...this.shellVariables(), ...shellFunctions(this.shellVariables()), ...SHELL_MARKS, HISTFILE: join(this.#parts.folder, 'shell-history'), ...this.#mark('beside') };
    const { stream, pid } = openNativeShell({
      cwd: this.#parts.request.workspace, env: shellEnvironment(this.#parts, variables), program: this.#parts.shell?.() ?? '', cols, rows,
    });
    const record = join(this.#besideFolder, `shell-${String(pid)}.json`);
    const token = processToken(pid);
    const maker = processToken(process.pid);
    if (token !== null && maker !== null) writeRecord(record, { token, port: 0, maker });
    const owned = { dispose: () => stream.dispose() };
    this.#beside.add(owned);
    stream.onExit(() => {
      this.#beside.delete(owned);
      removeRecord(record);
    });
    return stream;
  }

  async startProcess({ command, databases, env, files = [] }: ProcessRequest, { signal }: CallOptions): Promise<LabProcess> {
    signal.throwIfAborted();
    const placed = files.length === 0 ? null : await this.placeFiles(files);
    const variables = { ...this.#direct(databases), ...env, ...this.#mark('beside') };
    const child = await startNativeProcess({
      command: command.map((word) => word.replaceAll('{{files}}', placed?.folder ?? '{{files}}')),
      cwd: this.#parts.request.workspace, env: shellEnvironment(this.#parts, variables), recordFolder: this.#besideFolder,
    }).catch(async (error: unknown) => {
      await placed?.dispose();
      throw error;
    });
    void child.exited.then(() => placed?.dispose());
    this.#beside.add(child);
    void child.exited.then(() => this.#beside.delete(child));
    return child;
  }

  async run(request: RunRequest, { signal, deadlineMs }: RunOptions): Promise<RunResult> {
    const off = new AbortController();
    const env = shellEnvironment(this.#parts, { ...this.#direct(), ...this.#mark('beside') });
    const work = runNative({
      request, env, deadlineMs, workspace: this.#parts.request.workspace, recordFolder: this.#besideFolder, signal: AbortSignal.any([signal, off.signal]),
    });
    const owned = {
      dispose: async () => {
        off.abort();
        await work.catch(() => undefined);
      },
    };
    this.#beside.add(owned);
    return work.finally(() => this.#beside.delete(owned));
  }

  identify(program: string): Promise<string> {
    return identifyProgram(program, this.#parts.request.workspace, shellEnvironment(this.#parts, {}), this.#parts.dataFolder);
  }

  async connect(port: number, { signal }: CallOptions): Promise<Duplex> {
    const socket = await openSocket({ host: 'localhost', port }, signal);
    const owned = { dispose: () => { socket.destroy(); return Promise.resolve(); } };
    this.#beside.add(owned);
    socket.once('close', () => this.#beside.delete(owned));
    return socket;
  }

  async usage(): Promise<ServiceCost[]> {
    return Promise.all([...this.#services].map(async ([id, { held: { pid } }]) => ({ id, cost: pid === null ? null : await processCost(pid) })));
  }

  processes(): Promise<EnvironmentProcess[] | null> {
    return nativeProcesses(this.#parts.instance, this.#parts.request.sessionId, this.#besideFolder);
  }

  async placeFiles(files: readonly PlacedFile[]): Promise<PlacedFiles> {
    const placed = await placeNativeFiles(join(this.#parts.folder, 'placed', randomBytes(6).toString('hex')), files);
    this.#beside.add(placed);
    return {
      folder: placed.folder,
      dispose: async () => {
        this.#beside.delete(placed);
        await placed.dispose();
      },
    };
  }

  logs(service: string, options: { tail: number; follow: boolean; signal: AbortSignal }): AsyncIterable<string> {
    return logLines(this.#service(service).logPath, options);
  }

  async stop(): Promise<void> {
    await this.#disposeBeside();
    await this.#endFaults();
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
  }

  async destroy(): Promise<void> {
    await this.stop();
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  async detach(): Promise<void> {
    await this.#disposeBeside();
    await this.#endFaults();
    await Promise.all([...this.#services.values()].map((service) => service.detach()));
  }

  /** What can't be taken back now is taken back at the next start. */
  async #endFaults(): Promise<void> {
    await Promise.allSettled([...this.#faults.values()].map((faults) => faults.clear(false, AbortSignal.timeout(END_FAULTS_MS))));
    await this.#relays.dispose();
  }

  /** The connection variables without the relays: what checks run meets no fault of the network. */
  #direct(databases?: ReadonlyMap<string, string>): Record<string, string> {
    return serviceVariables(this.services().map((service) => ({ ...service, shellEndpoint: service.endpoint })), this.#parts.services, databases);
  }

  #hands(request: ServiceRequest): FaultHands {
    const { fullDisk } = this.#parts.services[request.kind];
    const service = this.#service(request.id);
    return {
      obstacle: (kind) => nativeObstacle(kind, fullDisk, process.platform, this.#parts.env['PATH'] ?? ''),
      relay: () => this.#relays.of(request.id),
      kill: () => service.kill(),
      revive: (signal) => service.restart(signal),
      fillDisk: async (full, signal) => {
        if (fullDisk !== undefined) await fillNativeDisk(fullDisk, service.held, full, signal);
      },
      state: () => service.view().state,
    };
  }

  #fault(id: string): ServiceFaults {
    const faults = this.#faults.get(id);
    if (faults === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: id });
    return faults;
  }

  async #disposeBeside(): Promise<void> {
    await Promise.all([...this.#beside].map((each) => each.dispose()));
  }

  #mark(role: 'service' | 'beside'): Record<string, string> {
    const { instance, request } = this.#parts;
    return markVariable({ instance, session: request.sessionId, role, owner: processToken(process.pid) ?? '' });
  }

  #service(id: string): NativeService {
    const service = this.#services.get(id);
    if (service === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: id });
    return service;
  }
}
