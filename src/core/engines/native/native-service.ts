/** One service as a process of its own: started, or found running; watched; stopped; its data kept. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceState } from '../../../shared/views.ts';
import { isRunning, processToken } from '../../process-identity.ts';
import type { Service, ServiceDriver } from '../../services/service.ts';
import type { Endpoint, EngineService, ServiceRequest } from '../engine.ts';
import { freePort, LOOPBACK } from './free-port.ts';
import { lastLines, rotateLog } from './log-file.ts';
import { endGroup, signalGroup } from './process-group.ts';
import { readRecord, removeRecord, writeRecord } from './service-record.ts';

/** Longest time from start to the first answer, in milliseconds: a cold disk and a busy machine included. */
const READY_DEADLINE_MS = 30_000;
/** Pause between two tries to reach a starting service, in milliseconds. */
const READY_POLL_MS = 10;
/** Longest time for one such try, in milliseconds. */
const PING_MS = 1_500;
/** How long a service may take to stop cleanly, in milliseconds. */
const STOP_GRACE_MS = 10_000;
/** How often a process that another one started is looked at, in milliseconds. */
const WATCH_MS = 400;
/** Lines of the log in an error. */
const ERROR_LINES = 20;
/** How often another port is tried when one was taken in the last moment. */
const PORT_TRIES = 3;

export interface NativeServiceParts {
  request: ServiceRequest;
  service: Service;
  /** Holds data/, log and the process record of this service. */
  folder: string;
  env: NodeJS.ProcessEnv;
  onChange: () => void;
}

export class NativeService {
  readonly #parts: NativeServiceParts;
  readonly #record: string;
  readonly #log: string;
  readonly #driver: ServiceDriver;
  #state: ServiceState = 'stopped';
  #error: ErrorReport | null = null;
  #endpoint: Endpoint | null = null;
  #runs = '';
  #token: string | null = null;
  /** True from the moment we end it ourselves: its end is no failure then. */
  #ending = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(parts: NativeServiceParts) {
    this.#parts = parts;
    this.#record = join(parts.folder, 'process.json');
    this.#log = join(parts.folder, 'log');
    this.#driver = parts.service.driver(() => this.#reached(), { scratchFolder: join(parts.folder, 'ping'), onWarning: () => undefined });
  }

  get logPath(): string {
    return this.#log;
  }

  view(): EngineService {
    const { id, kind } = this.#parts.request;
    return { id, kind, state: this.#state, error: this.#error, endpoint: this.#endpoint, shellEndpoint: this.#endpoint, runs: this.#runs };
  }

  /** True when the service has no data yet. */
  isNew(): boolean {
    return !existsSync(join(this.#parts.folder, 'data'));
  }

  /** Takes up the process that runs already, or starts one. Ready when it resolves. */
  async ensure(signal: AbortSignal): Promise<void> {
    const record = readRecord(this.#record);
    if (record === null || !isRunning(record.token)) return this.start(signal);
    const { version, program } = await this.#parts.service.native.resolve(signal);
    this.#runs = `${program} ${version}`;
    this.#endpoint = this.#at(record.port);
    this.#set('starting');
    signalGroup(record.token, 'SIGCONT'); // It may have been paused when its supervisor ended.
    try {
      await this.#ready(signal, () => isRunning(record.token));
      this.#supervise(record.token);
      this.#set('ready');
    } catch (error) {
      signal.throwIfAborted();
      // It runs and does not answer: a fresh start on the same data is the mend.
      await endGroup(record.token, this.#parts.service.native.stopSignal, STOP_GRACE_MS);
      if (error instanceof BackbenchError && error.code === 'CANCELLED') throw error;
      await this.start(signal);
    }
  }

  /** @throws BackbenchError SERVICE_EXITED, SERVICE_START_TIMEOUT, PORT_TAKEN, BINARY_MISSING, DISK_FULL, … */
  async start(signal: AbortSignal): Promise<void> {
    this.#set('starting');
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await this.#launch(signal);
          break;
        } catch (error) {
          if (attempt === PORT_TRIES || !(error instanceof BackbenchError && error.code === 'PORT_TAKEN')) throw error;
        }
      }
      this.#set('ready');
    } catch (error) {
      await this.#end();
      const report = toErrorReport(error);
      this.#set(report.code === 'CANCELLED' ? 'stopped' : 'failed', report.code === 'CANCELLED' ? null : report);
      throw error;
    }
  }

  async restart(signal: AbortSignal): Promise<void> {
    await this.#end();
    await this.start(signal);
  }

  pause(): void {
    if (this.#token === null) return;
    signalGroup(this.#token, 'SIGSTOP');
    this.#set('paused');
  }

  async resume(signal: AbortSignal): Promise<void> {
    if (this.#token === null) return;
    signalGroup(this.#token, 'SIGCONT');
    await this.#ready(signal, () => this.#token !== null);
    this.#set('ready');
  }

  /** Ends the process; the data stays. */
  async stop(): Promise<void> {
    await this.#end();
    this.#set('stopped');
  }

  /** Lets go: the process runs on. */
  async detach(): Promise<void> {
    clearInterval(this.#watch);
    this.#token = null;
    await this.#driver.dispose();
  }

  async dispose(): Promise<void> {
    await this.#end();
    await this.#driver.dispose();
  }

  async #launch(signal: AbortSignal): Promise<void> {
    const { service, folder, env } = this.#parts;
    const { native } = service;
    const { program: found, version } = await native.resolve(signal);
    this.#runs = `${found} ${version}`;
    const endpoint = this.#at(await freePort());
    this.#endpoint = endpoint;
    mkdirSync(folder, { recursive: true });
    const data = join(folder, 'data');
    if (!existsSync(data)) await native.initialise(data, endpoint, signal);
    const { program, argv0, args, env: more } = await native.command(data, endpoint);
    signal.throwIfAborted();

    rotateLog(this.#log);
    const log = openSync(this.#log, 'a', 0o600);
    const child = spawn(program, args, {
      cwd: folder, detached: true, windowsHide: true, stdio: ['ignore', log, log],
      env: { PATH: env['PATH'], HOME: folder, LANG: 'C.UTF-8', ...(process.platform === 'win32' ? env : {}), ...more },
      ...(argv0 === undefined ? {} : { argv0 }),
    });
    closeSync(log);
    child.unref();
    let ended: { exitCode: number | null; signal: string | null } | null = null;
    child.once('exit', (exitCode, by) => {
      ended = { exitCode, signal: by };
      this.#left(exitCode, by);
    });
    const failure = Promise.withResolvers<never>();
    failure.promise.catch(() => undefined); // It may come when nobody waits any more.
    child.once('error', (error) => { failure.reject(this.#unreachable(error.message)); });
    const token = child.pid === undefined ? null : processToken(child.pid);
    if (child.pid !== undefined && token !== null) {
      writeRecord(this.#record, { token, port: endpoint.port });
      this.#ending = false;
      this.#token = token;
    }
    await Promise.race([failure.promise, this.#ready(signal, () => ended === null && token !== null)]);
    if (this.#token !== null) this.#supervise(this.#token, false);
  }

  /** Polls until an authenticated query is answered. */
  async #ready(signal: AbortSignal, alive: () => boolean): Promise<void> {
    const { request, service } = this.#parts;
    const since = Date.now();
    let last: unknown = null;
    for (;;) {
      signal.throwIfAborted();
      if (!alive()) throw this.#exited(null, null);
      const soon = AbortSignal.any([signal, AbortSignal.timeout(PING_MS)]);
      try {
        await service.native.prepare?.(this.#reached(), soon);
        await this.#driver.ping(soon);
        return;
      } catch (error) {
        last = error;
      }
      if (Date.now() - since > READY_DEADLINE_MS) {
        const log = lastLines(this.#log, ERROR_LINES);
        throw new BackbenchError('SERVICE_START_TIMEOUT', { service: request.id, afterMs: Date.now() - since, log }, { cause: last });
      }
      await sleep(READY_POLL_MS);
    }
  }

  /** @param poll look at the process regularly, because it is not our child and its end is not told to us */
  #supervise(token: string, poll = true): void {
    this.#token = token;
    this.#ending = false;
    clearInterval(this.#watch);
    if (!poll) return;
    this.#watch = setInterval(() => {
      if (!isRunning(token)) this.#left(null, null);
    }, WATCH_MS);
    this.#watch.unref();
  }

  /** The process has ended. */
  #left(exitCode: number | null, by: string | null): void {
    clearInterval(this.#watch);
    this.#token = null;
    removeRecord(this.#record);
    if (this.#ending || this.#state === 'starting') return;
    this.#set('failed', this.#exited(exitCode, by).toReport());
  }

  async #end(): Promise<void> {
    this.#ending = true;
    const token = this.#token ?? readRecord(this.#record)?.token ?? null;
    if (token !== null) await endGroup(token, this.#parts.service.native.stopSignal, STOP_GRACE_MS);
    clearInterval(this.#watch);
    this.#token = null;
    removeRecord(this.#record);
  }

  #exited(exitCode: number | null, by: string | null): BackbenchError {
    const { id } = this.#parts.request;
    const log = lastLines(this.#log, ERROR_LINES);
    const port = this.#endpoint?.port ?? 0;
    if (/address already in use|could not bind/i.test(log.slice(-6).join('\n'))) return new BackbenchError('PORT_TAKEN', { service: id, port });
    if (/no space left on device/i.test(log.join('\n'))) return new BackbenchError('DISK_FULL', { path: this.#parts.folder });
    return new BackbenchError('SERVICE_EXITED', { service: id, exitCode, signal: by, log });
  }

  #unreachable(reason: string): BackbenchError {
    return new BackbenchError('SERVICE_UNREACHABLE', { service: this.#parts.request.id, reason, log: lastLines(this.#log, ERROR_LINES) });
  }

  #reached(): Endpoint {
    if (this.#endpoint === null) throw this.#unreachable('it was not started yet');
    return this.#endpoint;
  }

  #at(port: number): Endpoint {
    const { service, request } = this.#parts;
    return { host: LOOPBACK, port, user: service.user, password: request.password, database: service.database };
  }

  #set(state: ServiceState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#error = error;
    this.#parts.onChange();
  }
}
