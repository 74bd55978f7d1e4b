/** One service as a process of its own: started, or found running; watched; stopped; its data kept. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackbenchError, isCode, toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceState } from '../../../shared/views.ts';
import { isRunning, processToken } from '../../process-identity.ts';
import type { Service, ServiceDriver } from '../../services/service.ts';
import type { Endpoint, EngineService, ServiceRequest } from '../engine.ts';
import { fileError } from './file-errors.ts';
import { accepts, freePort, LOOPBACK } from './free-port.ts';
import { blockFile } from './native-faults.ts';
import { capLog, lastLines } from './log-file.ts';
import { endFamily, freeze, pidOf, thaw } from './process-family.ts';
import { readRecord, writeRecord } from './service-record.ts';

/** Longest time from start to the first answer, in milliseconds: a cold disk and a busy machine included. */
const READY_DEADLINE_MS = 30_000;
/** Pause between two tries to reach a starting service, in milliseconds, at first and after a second. */
const READY_POLL_MS = 10;
const READY_POLL_MOST_MS = 50;
/** Longest time for one such try, in milliseconds. */
const PING_MS = 1_500;
/** How long a service may take to stop cleanly, in milliseconds. */
const STOP_GRACE_MS = 10_000;
/** How often a process that is not our child is looked at, in milliseconds; its end is told to nobody. */
const WATCH_MS = 400;
/** How often a log's size is looked at, in milliseconds. */
const LOG_CAP_MS = 30_000;
/** Lines of the log in an error. */
const ERROR_LINES = 20;
/** How often another port is tried when one was taken in the last moment. */
const PORT_TRIES = 5;
/** What a killed server's helpers still hold is let go within moments, in milliseconds. */
const HELD_RETRY_MS = 100;
const HELD_DEADLINE_MS = 5_000;
/** PostgreSQL's words for that. */
const STILL_HELD = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const TAKEN = /address (is )?already in use|could not create any TCP\/IP sockets|cannot listen on/i;

export interface NativeServiceParts {
  request: ServiceRequest;
  service: Service;
  /** Holds data/, log and the process record of this service. */
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Variables by which the process is recognised as ours. */
  mark: Record<string, string>;
  onChange: () => void;
  /** A process was found running; it has not been asked for an answer yet. */
  onTakeUp?: (signal: AbortSignal) => Promise<void>;
  onWarning: (text: string) => void;
}

export class NativeService {
  readonly #parts: NativeServiceParts;
  readonly #record: string;
  readonly #data: string;
  readonly #driver: ServiceDriver;
  #state: ServiceState = 'stopped';
  #error: ErrorReport | null = null;
  #endpoint: Endpoint | null = null;
  #runs = '';
  /** The running process; null when there is none. */
  #token: string | null = null;
  /** How the process ended, once it has. */
  #end: { exitCode: number | null; signal: string | null } | null = null;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: NativeServiceParts) {
    this.#parts = parts;
    this.#record = join(parts.folder, 'process.json');
    this.#data = join(parts.folder, 'data');
    this.#driver = parts.service.driver(() => this.#reached(), { scratchFolder: join(parts.folder, 'ping'), onWarning: parts.onWarning });
  }

  get logPath(): string {
    return join(this.#parts.folder, 'log');
  }

  /** Its process, null while nothing runs; its data folder; where it is reached. */
  get held(): { pid: number | null; data: string; endpoint: Endpoint | null } {
    return { pid: this.#token === null ? null : pidOf(this.#token), data: this.#data, endpoint: this.#endpoint };
  }

  view(): Omit<EngineService, 'faults'> {
    const { id, kind } = this.#parts.request;
    return { id, kind, state: this.#state, error: this.#error, endpoint: this.#endpoint, shellEndpoint: this.#endpoint, runs: this.#runs };
  }

  /** Ends the process and all it started at once; it then counts as failed. Does nothing where nothing runs. */
  async kill(): Promise<void> {
    if (this.#token !== null) await endFamily(this.#token, 'SIGKILL', STOP_GRACE_MS);
  }

  /** True when the service has no data yet. */
  isNew(): boolean {
    return !existsSync(this.#data);
  }

  /**
   * Takes up the process that runs already, or starts one. Ready when it resolves.
   * @returns whether this call started it
   */
  async ensure(signal: AbortSignal): Promise<boolean> {
    const record = readRecord(this.#record);
    if (record === null || record.token === null || !isRunning(record.token)) {
      await this.start(signal);
      return true;
    }
    try {
      await this.#resolve(signal);
      this.#endpoint = this.#at(record.port);
      this.#set('starting');
      this.#supervise(record.token, true);
      await thaw(record.token); // It may have been parked when its supervisor ended.
      await this.#parts.onTakeUp?.(signal);
      await this.#ready(signal);
      this.#set('ready');
      return false;
    } catch (error) {
      signal.throwIfAborted();
      // It runs and doesn't answer: a fresh start on the same data is the mend.
      this.#parts.onWarning(`${this.#parts.request.id} was running but did not answer (${String(error)}); it is started again`);
      await this.restart(signal);
      return true;
    }
  }

  /** @throws BackbenchError SERVICE_EXITED, SERVICE_START_TIMEOUT, PORT_TAKEN, BINARY_MISSING, DISK_FULL, …; the signal's reason */
  async start(signal: AbortSignal): Promise<void> {
    this.#set('starting');
    try {
      await this.#resolve(signal);
      await this.#launchUntilItHolds(signal);
      this.#set('ready');
    } catch (given) {
      const error = fileError(given, this.#parts.folder);
      await this.#stopProcess();
      const report = toErrorReport(error);
      const aborted = signal.aborted || report.code === 'CANCELLED';
      this.#set(aborted ? 'stopped' : 'failed', aborted ? null : report);
      throw error;
    }
  }

  async restart(signal: AbortSignal): Promise<void> {
    await this.#stopProcess();
    await this.start(signal);
  }

  async park(): Promise<void> {
    if (this.#token === null || this.#state !== 'ready') return;
    // Windows can't freeze a process: there it is ended, and started again by resume on the same port.
    if (process.platform === 'win32') await this.#stopProcess();
    else await freeze(this.#token);
    this.#set('paused');
  }

  async resume(signal: AbortSignal): Promise<void> {
    if (this.#state !== 'paused') return;
    if (this.#token === null) return this.start(signal);
    await thaw(this.#token);
    await this.#ready(signal);
    this.#set('ready');
  }

  /** Ends the process; the data stays. */
  async stop(): Promise<void> {
    await this.#stopProcess();
    this.#set('stopped');
  }

  /** Lets go: the process runs on. */
  async detach(): Promise<void> {
    this.#token = null;
    this.#stopTimers();
    await this.#driver.dispose();
  }

  async #resolve(signal: AbortSignal): Promise<void> {
    const { program, version } = await this.#parts.service.native.resolve(signal);
    this.#runs = `${program} (${version})`;
  }

  /** Launches; again on another port where the first was taken in the last moment, again shortly after where a killed server's helpers hold its data. */
  async #launchUntilItHolds(signal: AbortSignal): Promise<void> {
    const since = performance.now();
    for (let tries = 1; ;) {
      try {
        return await this.#launch(signal, tries === 1);
      } catch (error) {
        signal.throwIfAborted();
        const held = isCode(error, 'SERVICE_EXITED') && STILL_HELD.test(error.details.log.join('\n')) && performance.now() - since < HELD_DEADLINE_MS;
        const taken = isCode(error, 'PORT_TAKEN') && tries < PORT_TRIES;
        if (!held && !taken) throw error;
        if (held) await sleep(HELD_RETRY_MS, undefined, { signal });
        else tries += 1;
      }
    }
  }

  async #launch(signal: AbortSignal, samePort: boolean): Promise<void> {
    const { service, folder, env, mark } = this.#parts;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const endpoint = this.#at(await freePort(samePort ? readRecord(this.#record)?.port : undefined));
    this.#endpoint = endpoint;
    if (this.isNew()) await this.#makeData(endpoint, signal);
    else if (service.fullDisk?.how === 'blocked-file') await blockFile(this.#data, service.fullDisk.file, false);
    const { program, argv0, args, env: own } = await service.native.command(this.#data, endpoint);
    signal.throwIfAborted();

    capLog(this.logPath);
    const log = openSync(this.logPath, 'a', 0o600);
    this.#end = null;
    const child = spawn(program, args, {
      cwd: folder, detached: true, windowsHide: true, stdio: ['ignore', log, log],
      env: { PATH: env['PATH'], HOME: folder, LANG: 'C.UTF-8', ...(process.platform === 'win32' ? env : {}), ...own, ...mark },
      ...(argv0 === undefined ? {} : { argv0 }),
    });
    closeSync(log);
    child.unref();
    let failure: Error | null = null;
    child.once('error', (error) => {
      failure = error;
      this.#end = { exitCode: null, signal: null };
    });
    const token = child.pid === undefined ? null : processToken(child.pid);
    child.once('exit', (exitCode, by) => { this.#left(token, exitCode, by); });
    if (token !== null) {
      writeRecord(this.#record, { token, port: endpoint.port });
      this.#supervise(token, false);
    }
    try {
      await this.#ready(signal);
    } catch (error) {
      if (failure !== null) throw this.#unreachable(String(failure));
      throw error;
    }
  }

  /** Complete or not there at all: a folder that is half made would pass for data. */
  async #makeData(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
    const work = `${this.#data}.new`;
    await this.#parts.service.native.initialise(work, endpoint, signal);
    signal.throwIfAborted();
    await rename(work, this.#data).finally(() => rm(work, { recursive: true, force: true }));
  }

  /** Polls until an authenticated query is answered. */
  async #ready(signal: AbortSignal): Promise<void> {
    const { request, service } = this.#parts;
    const since = performance.now();
    let last: unknown = null;
    for (;;) {
      signal.throwIfAborted();
      if (this.#end !== null) throw this.#exited(this.#end);
      const soon = AbortSignal.any([signal, AbortSignal.timeout(PING_MS)]);
      try {
        // Some drivers wait half a second before they try again: first see whether anybody is there.
        if (await accepts(this.#reached().port, soon)) {
          await service.native.prepare?.(this.#reached(), soon);
          await this.#driver.ping(soon);
          return;
        }
      } catch (error) {
        last = error;
      }
      const waitedMs = Math.round(performance.now() - since);
      if (waitedMs > READY_DEADLINE_MS) {
        const log = lastLines(this.logPath, ERROR_LINES);
        throw new BackbenchError('SERVICE_START_TIMEOUT', { service: request.id, afterMs: waitedMs, log }, { cause: last });
      }
      // Often at first, when the answer is near; every refusal is a line in the log of some servers.
      await sleep(Math.min(READY_POLL_MS + waitedMs / 20, READY_POLL_MOST_MS), undefined, { signal });
    }
  }

  /** @param look at the process regularly, because it is not our child and its end is not told to us */
  #supervise(token: string, look: boolean): void {
    this.#stopTimers();
    this.#token = token;
    this.#end = null;
    this.#timers.push(setInterval(() => { capLog(this.logPath); }, LOG_CAP_MS));
    if (look) this.#timers.push(setInterval(() => { if (!isRunning(token)) this.#left(token, null, null); }, WATCH_MS));
    for (const timer of this.#timers) timer.unref();
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** The process has ended, and not because it was stopped: then nobody supervises it any more. */
  #left(token: string | null, exitCode: number | null, signal: string | null): void {
    if (token !== null && this.#token !== token) return;
    this.#end = { exitCode, signal };
    this.#token = null;
    this.#stopTimers();
    this.#forgetProcess();
    // A start in progress notices by itself and may try again.
    if (this.#state !== 'starting') this.#set('failed', this.#exited(this.#end).toReport());
  }

  async #stopProcess(): Promise<void> {
    const token = this.#token ?? readRecord(this.#record)?.token ?? null;
    // Nobody's failure from here on.
    this.#token = null;
    this.#stopTimers();
    if (token !== null) await endFamily(token, this.#parts.service.native.stopSignal, STOP_GRACE_MS);
    this.#forgetProcess();
  }

  /** Keeps the port, so that what the learner's shell and programs know stays true after a restart. */
  #forgetProcess(): void {
    const record = readRecord(this.#record);
    if (record !== null) writeRecord(this.#record, { token: null, port: record.port });
  }

  #exited({ exitCode, signal }: { exitCode: number | null; signal: string | null }): BackbenchError {
    const { id } = this.#parts.request;
    const log = lastLines(this.logPath, ERROR_LINES);
    // The last lines only: an older start may have met the same.
    if (TAKEN.test(log.slice(-6).join('\n'))) return new BackbenchError('PORT_TAKEN', { service: id, port: this.#endpoint?.port ?? 0 });
    return fileError(new BackbenchError('SERVICE_EXITED', { service: id, exitCode, signal, log }), this.#parts.folder) as BackbenchError;
  }

  #unreachable(reason: string): BackbenchError {
    return new BackbenchError('SERVICE_UNREACHABLE', { service: this.#parts.request.id, reason, log: lastLines(this.logPath, ERROR_LINES) });
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
