/** The services of one session as processes on this machine, and the shells and programs beside them. */
import { rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { createNotices } from '../../latest.ts';
import { isRunning, processToken } from '../../process-identity.ts';
import type { Service } from '../../services/service.ts';
import type { CallOptions, EngineService, Environment, EnvironmentRequest, LabProcess, ProcessRequest, PtyStream } from '../engine.ts';
import { serviceVariables } from '../service-variables.ts';
import { logLines } from './log-file.ts';
import { startNativeProcess } from './native-process.ts';
import { NativeService } from './native-service.ts';
import { openNativeShell } from './native-shell.ts';
import { endGroup } from './process-group.ts';
import { readRecord, removeRecord, writeRecord } from './service-record.ts';
import { shellEnvironment, type ShellPlaces } from './shell-environment.ts';

/** How long what a crashed process left may take to stop, in milliseconds. */
const LEFTOVER_GRACE_MS = 1_000;

export interface NativeEnvironmentParts extends ShellPlaces {
  request: EnvironmentRequest;
  services: Record<ServiceKind, Service>;
  /** This session's folder: one folder a service, and one for what runs beside them. */
  folder: string;
}

export class NativeEnvironment implements Environment {
  readonly engine = 'native';
  readonly #parts: NativeEnvironmentParts;
  readonly #services: Map<string, NativeService>;
  readonly #notices = createNotices();
  readonly #beside = new Set<{ dispose(): Promise<void> }>();
  readonly #besideFolder: string;

  constructor(parts: NativeEnvironmentParts) {
    this.#parts = parts;
    this.#besideFolder = join(parts.folder, 'beside');
    this.#services = new Map(parts.request.services.map((request) => [request.id, new NativeService({
      request, service: parts.services[request.kind], folder: join(parts.folder, request.id), env: parts.env,
      onChange: () => { this.#notices.notify(); },
    })]));
  }

  /** Starts or takes up all services side by side. On failure those that this call started are stopped again. */
  async open({ signal, onProgress }: CallOptions): Promise<string[]> {
    await endLeftovers(this.#besideFolder);
    const created: string[] = [];
    let ready = 0;
    const outcomes = await Promise.allSettled([...this.#services].map(async ([id, service]) => {
      if (service.isNew()) created.push(id);
      onProgress?.({ subject: id, fraction: ready / this.#services.size });
      await service.ensure(signal);
      ready += 1;
      onProgress?.({ subject: id, fraction: ready / this.#services.size });
    }));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return created;
    await this.#disposeServices();
    throw signal.aborted ? new BackbenchError('CANCELLED', {}) : failed.reason;
  }

  services(): EngineService[] {
    return [...this.#services.values()].map((service) => service.view());
  }

  onChange(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  async restart(service: string, { signal }: CallOptions): Promise<void> {
    await this.#service(service).restart(signal);
  }

  async park(): Promise<void> {
    // Windows has no signal that pauses a process: there a parked lab only rests.
    if (process.platform !== 'win32') for (const service of this.#services.values()) service.pause();
    return Promise.resolve();
  }

  async resume({ signal }: CallOptions): Promise<void> {
    if (process.platform !== 'win32') await Promise.all([...this.#services.values()].map((service) => service.resume(signal)));
  }

  shellVariables(): Record<string, string> {
    return serviceVariables(this.services(), this.#parts.services);
  }

  openShell({ cols, rows }: { cols: number; rows: number }): Promise<PtyStream> {
    const variables = { ...this.shellVariables(), HISTFILE: join(this.#parts.folder, 'shell-history') };
    const { stream, pid } = openNativeShell({
      cwd: this.#parts.request.workspace, env: shellEnvironment(this.#parts, variables), cols, rows,
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
    return Promise.resolve(stream);
  }

  async startProcess({ command, database, env }: ProcessRequest, { signal }: CallOptions): Promise<LabProcess> {
    signal.throwIfAborted();
    const variables = { ...serviceVariables(this.services(), this.#parts.services, database), ...env };
    const child = await startNativeProcess({
      command, cwd: this.#parts.request.workspace, env: shellEnvironment(this.#parts, variables), recordFolder: this.#besideFolder,
    });
    this.#beside.add(child);
    void child.exited.then(() => this.#beside.delete(child));
    return child;
  }

  logs(service: string, options: { tail: number; follow: boolean; signal: AbortSignal }): AsyncIterable<string> {
    return logLines(this.#service(service).logPath, options);
  }

  async stop(): Promise<void> {
    await this.#disposeBeside();
    await Promise.all([...this.#services.values()].map((service) => service.stop()));
    await this.#disposeServices();
  }

  async destroy(): Promise<void> {
    await this.stop();
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  async detach(): Promise<void> {
    await this.#disposeBeside();
    await Promise.all([...this.#services.values()].map((service) => service.detach()));
  }

  async #disposeBeside(): Promise<void> {
    await Promise.all([...this.#beside].map((each) => each.dispose()));
  }

  async #disposeServices(): Promise<void> {
    await Promise.allSettled([...this.#services.values()].map((service) => service.dispose()));
  }

  #service(id: string): NativeService {
    const service = this.#services.get(id);
    if (service === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: id });
    return service;
  }
}

/** Ends shells and programs under check whose maker has ended. */
export async function endLeftovers(folder: string): Promise<string[]> {
  const ended: string[] = [];
  for (const name of list(folder)) {
    const path = join(folder, name);
    const record = readRecord(path);
    if (record?.maker !== undefined && isRunning(record.maker)) continue;
    if (record !== null && isRunning(record.token)) {
      await endGroup(record.token, 'SIGHUP', LEFTOVER_GRACE_MS);
      ended.push(`process ${record.token.slice(0, record.token.indexOf('@'))}`);
    }
    removeRecord(path);
  }
  return ended;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
