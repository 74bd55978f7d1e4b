/**
 * One service in its container: what we do with it, and how it is. Acts of ours run one after the other; in
 * between, every event of the daemon is taken as a hint to look again, and `inspect` is the truth.
 */
import type { ContainerInspectInfo } from 'dockerode';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceState } from '../../../shared/views.ts';
import type { Service } from '../../services/service.ts';
import type { Endpoint, EngineService, ServiceRequest } from '../engine.ts';
import { exitedError } from './container-exit.ts';
import type { Daemon } from './daemon.ts';
import { containerName } from './labels.ts';
import { isNotFound } from './map-error.ts';
import { pauseContainer, stopContainer, unpauseContainer, STOP_DEADLINE_MS, STOP_GRACE_S } from './owned.ts';
import { reachedAt } from './reach.ts';
import { untilReady } from './readiness.ts';

export interface ServiceContainerParts {
  daemon: Daemon;
  session: string;
  request: ServiceRequest;
  service: Service;
  image: string;
  /** A folder that the readiness query's driver may use. */
  scratchFolder: string;
  onWarning: (text: string) => void;
  onChange: () => void;
  /** It was found running; it has not been asked for an answer yet. */
  onTakeUp: (signal: AbortSignal) => Promise<void>;
}

/** Why a look is taken. */
export type Hint = 'event' | 'stopped-by-hand' | 'daemon-back';

export class ServiceContainer {
  readonly name: string;
  readonly #parts: ServiceContainerParts;
  #state: ServiceState = 'starting';
  #error: ErrorReport | null = null;
  #host: { host: string; port: number } | null = null;
  /** Tells one run of the container from the next. */
  #startedAt = '';
  #finishedAt = '';
  #acts: Promise<unknown> = Promise.resolve();
  /** The look that waits for its turn; one is enough, whatever happens until then. */
  #nextLook: { hint: Hint } | null = null;
  /** Ends the look that is under way. */
  #looking = new AbortController();
  /** Wakes whoever waits for the service to become ready, so that it looks whether it still runs. */
  #wake = new AbortController();
  #closed = false;

  constructor(parts: ServiceContainerParts) {
    this.#parts = parts;
    this.name = containerName(parts.session, parts.request.id);
  }

  get id(): string {
    return this.#parts.request.id;
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** Tells the container's present run from those before and after. */
  get run(): string {
    return this.#startedAt;
  }

  /** When the run before the present one ended, in Docker's form. */
  get finishedAt(): string {
    return this.#finishedAt;
  }

  view(): Omit<EngineService, 'faults'> {
    const { request, service, image } = this.#parts;
    return {
      id: request.id, kind: request.kind, state: this.#state, error: this.#error, runs: image,
      endpoint: this.#host === null ? null : this.#endpoint(this.#host),
      shellEndpoint: this.#endpoint({ host: request.id, port: service.container.port }),
    };
  }

  /** Starts the container (it exists) and resolves when it answers. @throws BackbenchError with the reason */
  start(signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      this.#set('starting');
      await this.#parts.daemon.call({ operation: `start ${this.name}`, signal, finish: true }, (docker, abortSignal) =>
        docker.getContainer(this.name).start({ abortSignal }));
      await this.#untilReady(signal);
    });
  }

  /** Stops it if it runs, starts it again, resolves when it answers. The data stays. */
  restart(signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      this.#set('starting');
      const { State } = await this.#inspect(signal);
      if (State.Paused) await unpauseContainer(this.#parts.daemon, this.name, signal);
      await this.#parts.daemon.call(
        { operation: `restart ${this.name}`, deadlineMs: STOP_DEADLINE_MS, signal, finish: true },
        (docker, abortSignal) => docker.getContainer(this.name).restart({ t: STOP_GRACE_S, abortSignal }),
      );
      await this.#untilReady(signal);
    });
  }

  /** Ends its processes at once; the daemon's event makes it count as failed. */
  async kill(signal: AbortSignal): Promise<void> {
    await this.#parts.daemon.call({ operation: `kill ${this.name}`, signal }, (docker, abortSignal) => docker.getContainer(this.name).kill({ abortSignal }));
  }

  /** Takes it up where it is: running, or paused and then resumed. Resolves when it answers. */
  takeUp(paused: boolean, signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      if (paused) await unpauseContainer(this.#parts.daemon, this.name, signal);
      this.#remember(await this.#inspect(signal));
      await this.#parts.onTakeUp(signal);
      await this.#untilReady(signal);
    });
  }

  pause(signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      if (this.#state !== 'ready' && this.#state !== 'starting') return;
      await pauseContainer(this.#parts.daemon, this.name, signal);
      this.#set('paused');
    });
  }

  /** Undoes {@link pause}; resolves when it answers again. @throws BackbenchError when it ended meanwhile */
  unpause(signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      // What it was may be news to us: somebody resumed it, or it was killed.
      const state = this.#state === 'paused' ? 'paused' : (await this.#inspect(signal)).State.Status;
      if (state === 'paused') await unpauseContainer(this.#parts.daemon, this.name, signal);
      await this.#untilReady(signal);
    });
  }

  stop(signal: AbortSignal): Promise<void> {
    return this.#act(signal, async () => {
      if (this.#state === 'paused') await unpauseContainer(this.#parts.daemon, this.name, signal);
      await stopContainer(this.#parts.daemon, this.name, STOP_GRACE_S, signal);
      this.#set('stopped');
    });
  }

  /** It was stopped or removed by whoever calls. */
  stopped(): void {
    this.#set('stopped');
  }

  /**
   * Something happened to the container: looks at it once the acts under way have ended.
   * @param ended it may no longer run, so whoever waits for it to answer must look at once
   */
  hint(hint: Hint, ended: boolean): void {
    if (this.#closed) return;
    if (ended) {
      this.#wake.abort();
      this.#wake = new AbortController();
    }
    if (this.#nextLook !== null) {
      // The stronger reason counts: a stop that was meant is no failure.
      if (hint !== 'event') this.#nextLook.hint = hint;
      return;
    }
    const look = { hint };
    this.#nextLook = look;
    this.#acts = this.#acts.then(() => this.#takeLook(look)).catch((error: unknown) => { this.#fail(error); });
  }

  /** The daemon can't be reached. What it was is seen again when the daemon is back. */
  daemonGone(reason: string): void {
    this.#set('failed', { code: 'DOCKER_FAILED', details: { operation: 'listen to events', reason } });
  }

  /** No more looks; waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#looking.abort();
    await this.#acts.catch(() => undefined);
  }

  #endpoint(place: { host: string; port: number }): Endpoint {
    const { request, service } = this.#parts;
    return { ...place, user: service.user, password: request.password, database: service.database };
  }

  /** Runs an act after those before it. Its failure is the service's state. */
  #act(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    // A look may wait long for an answer; the act will tell the state itself.
    this.#looking.abort();
    this.#nextLook = null;
    const run = this.#acts.then(async () => {
      if (signal.aborted) throw new BackbenchError('CANCELLED', {});
      try {
        await act();
      } catch (error) {
        this.#fail(error);
        throw error;
      }
    });
    this.#acts = run.catch(() => undefined);
    return run;
  }

  async #takeLook(look: { hint: Hint }): Promise<void> {
    if (this.#closed || this.#nextLook !== look) return;
    // From here on a new event asks for a new look.
    this.#nextLook = null;
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    try {
      await this.#apply(await this.#inspect(signal), look.hint, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #apply(info: ContainerInspectInfo, hint: Hint, signal: AbortSignal): Promise<void> {
    const { State } = info;
    const sameRun = State.StartedAt === this.#startedAt;
    if (State.Paused) {
      this.#remember(info);
      this.#set('paused');
    } else if (State.Running) {
      if (sameRun && this.#state === 'ready') return;
      if (!sameRun) this.#set('starting');
      await this.#untilReady(signal);
    } else if (hint !== 'event' || this.#state === 'stopped') {
      this.#set('stopped');
    } else if (this.#error?.code !== 'SERVICE_EXITED' || info.State.FinishedAt !== this.#finishedAt) {
      this.#remember(info);
      this.#set('failed', (await exitedError(this.#parts.daemon, this.id, info)).toReport());
    }
  }

  async #untilReady(signal: AbortSignal): Promise<void> {
    const { daemon, service, request, scratchFolder, onWarning } = this.#parts;
    await untilReady({
      daemon, service: request.id, signal,
      woken: () => this.#wake.signal,
      inspect: async () => {
        const info = await this.#inspect(signal);
        this.#remember(info);
        return info;
      },
      place: () => this.#host,
      driver: (endpoint) => service.driver(endpoint, { scratchFolder, onWarning }),
      endpoint: (place) => this.#endpoint(place),
    });
    this.#set('ready');
  }

  async #inspect(signal: AbortSignal): Promise<ContainerInspectInfo> {
    try {
      return await this.#parts.daemon.call({ operation: `inspect ${this.name}`, signal }, (docker, abortSignal) =>
        docker.getContainer(this.name).inspect({ abortSignal }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
      throw new BackbenchError('DOCKER_FAILED', { operation: `inspect ${this.name}`, reason: `the container ${this.name} is gone; somebody removed it` });
    }
  }

  #remember(info: ContainerInspectInfo): void {
    this.#startedAt = info.State.StartedAt;
    this.#finishedAt = info.State.FinishedAt;
    this.#host = info.State.Running ? reachedAt(info, this.#parts.session, this.#parts.service.container.port) : this.#host;
  }

  #fail(error: unknown): void {
    const report = toErrorReport(error);
    // An act that was called off leaves the service as it was; a look will tell how that is.
    if (report.code === 'CANCELLED') this.hint('event', false);
    else this.#set('failed', report);
  }

  #set(state: ServiceState, error: ErrorReport | null = null): void {
    if (this.#state === state && error === null && this.#error === null) return;
    this.#state = state;
    this.#error = error;
    this.#parts.onChange();
  }
}
