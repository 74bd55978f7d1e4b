/**
 * One lab of one learner, in one of its variants: its services, files, checks and progress. Everything that changes it goes
 * through here, one act at a time, and every change is told to whoever watches.
 */
import { join } from 'node:path';
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import type { Check } from '../../shared/check-format/check.ts';
import type { EngineKind, Lab, ServiceKind, Step } from '../../shared/lab-format.ts';
import type { RestorePreview, Timeline as TimelineView } from '../../shared/timeline-view.ts';
import { overallVerdict, type CheckResult } from '../../shared/verdict.ts';
import type { Activity, CheckReport, SessionView } from '../../shared/views.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import { labFolders } from '../catalog/lab-files.ts';
import type { BuildCache } from '../builds/build-cache.ts';
import { labCommands } from '../catalog/lab-trust.ts';
import type { CheckContext } from '../checks/check-context.ts';
import { runChecks } from '../checks/runner.ts';
import { lookBefore } from '../checks/seen.ts';
import type { Environment, Progress } from '../engines/engine.ts';
import { createNotices } from '../latest.ts';
import { isRunning } from '../process-identity.ts';
import { deriveProgress, type LabProgress } from '../progress/lab-progress.ts';
import type { EventLog, LabEvent } from '../progress/event-log.ts';
import { isLeft, sessionName, type SessionKey, type SessionRow, type SessionTable } from '../progress/session-table.ts';
import { createSeenTable, type SeenTable } from '../progress/seen-table.ts';
import type { Timings } from '../progress/timings.ts';
import type { Db } from '../progress/database.ts';
import type { Service, ServiceDriver } from '../services/service.ts';
import { createGeneratedFiles } from '../workspace/generated-files.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { Attempts } from './attempts.ts';
import { chooseEngine, type Engines } from './choose-engine.ts';
import { createExclusive } from './exclusive.ts';
import { openLive, type Live } from './live.ts';
import { currentStep, sessionView, type SessionStatus } from './session-view.ts';
import { bringFilesBack, openTimeline, timelineTable, type TimelinePlace } from './open-timeline.ts';
import { timelineView, type Timeline } from './timeline.ts';

/** How long undoing a failed start may take, in milliseconds: a clean stop of PostgreSQL with room to spare. */
const UNDO_DEADLINE_MS = 20_000;

export interface LabSessionParts {
  engines: Engines;
  services: Record<ServiceKind, Service>;
  log: EventLog;
  table: SessionTable;
  /** The open database and its file, for the timelines. */
  db: Db;
  databasePath: string;
  timings: Timings;
  dataFolder: string;
  /** This process's token, or null when what it starts shall stay when it ends. */
  owner: string | null;
  /** The engine forced by the settings, or null. */
  forcedEngine: () => EngineKind | null;
  onWarning: (text: string) => void;
  /** The labs of attempts in progress. */
  attempts: Attempts;
  buildCache: BuildCache;
}

export class LabSession {
  #loaded: LoadedLab;
  readonly key: SessionKey;
  /** The course's lab, when this attempt began with another version of it. */
  readonly newer: Lab | null;
  /** The copy of the lab that is being made for this attempt. */
  #keeping: Promise<void> = Promise.resolve();
  readonly #parts: LabSessionParts;
  readonly #exclusive = createExclusive();
  readonly #notices = createNotices();
  #progress: LabProgress;
  #row: SessionRow;
  #live: Live | null = null;
  #timeline: Timeline | null = null;
  /** A promise, so that two who ask at once open it once. */
  #workspace: Promise<Workspace> | null = null;
  #state: SessionView['state'] = 'closed';
  #error: ErrorReport | null = null;
  #activity: Activity | null = null;
  #checking = new Set<string>();

  /**
   * @param loaded resolved for a variant, where the lab has any
   * @param newer the course's lab, when this attempt began with another version
   */
  constructor(loaded: LoadedLab, parts: LabSessionParts, newer: Lab | null = null) {
    this.#loaded = loaded;
    this.newer = newer;
    this.key = { lab: loaded.lab.id, variant: loaded.variant?.id ?? null };
    this.#parts = parts;
    this.#row = parts.table.ensure(this.key, loaded.lab.services.map((service) => service.id));
    this.#progress = deriveProgress(parts.log.of(this.key.lab, this.key.variant));
  }

  /** Resolved for {@link key}'s variant. */
  get loaded(): LoadedLab {
    return this.#loaded;
  }

  /** Goes on with the lab as its author has it now. What runs stays as it is. */
  adopt(loaded: LoadedLab): void {
    this.#loaded = loaded;
    this.#timeline?.adopt(loaded);
    this.#notices.notify();
  }

  /** Names everything that this session starts. */
  get id(): string {
    return this.#row.id;
  }

  get state(): SessionView['state'] {
    return this.#state;
  }

  get progress(): LabProgress {
    return this.#progress;
  }

  /** Called after every change of {@link view}. Returns its off switch. */
  onChange(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  view(): SessionView {
    const status: SessionStatus = {
      state: this.#state, engine: this.#live?.environment.engine ?? null, error: this.#error,
      activity: this.#activity, checking: this.#checking, services: this.#live?.environment.services() ?? null,
    };
    return sessionView(this.loaded, this.#progress, status, this.#parts.services, this.timeline().undo !== null, this.newer);
  }

  /**
   * Starts the services, or takes them up where they were, and fills those that are new.
   * @param engine forces an engine for this start
   * @throws BackbenchError with the reason; what this call started is stopped again
   */
  async start(engine: EngineKind | null, signal: AbortSignal): Promise<void> {
    await this.#act('starting', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state === 'parked') await this.#unpark(signal, onProgress);
      if (this.#state === 'open') return;
      this.#setState('starting');
      try {
        await (await this.workspace()).addGenerated({ signal, onProgress });
        await this.#open(await this.#choose(engine, signal), signal, onProgress);
        this.#setState('open');
      } catch (error) {
        const report = toErrorReport(error);
        this.#setState(report.code === 'CANCELLED' ? 'closed' : 'failed', report.code === 'CANCELLED' ? null : report);
        throw error;
      }
    });
  }

  async park(signal: AbortSignal): Promise<void> {
    await this.#act('parking', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state !== 'open') return;
      await this.#opened().environment.park({ signal, onProgress });
      this.#setState('parked');
    });
  }

  async resume(signal: AbortSignal): Promise<void> {
    await this.#act('resuming', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state === 'parked') await this.#unpark(signal, onProgress);
    });
  }

  /** Stops the services, those that another process started included. Files and data stay for the next start. */
  async stop(signal: AbortSignal): Promise<void> {
    await this.#act('stopping', this.loaded.lab.id, signal, async (onProgress) => {
      const live = this.#live;
      if (live !== null) {
        await this.#letGo(live);
        await live.environment.stop({ signal, onProgress });
        this.#record({ running: false, owner: null });
      } else {
        await this.#stopUnopened(signal);
      }
      this.#setState('closed');
    });
  }

  /** Stops what an ended process left running, unless somebody has taken it up. Files and data stay for the next start. */
  async stopLeft(signal: AbortSignal): Promise<void> {
    await this.#act('stopping', this.loaded.lab.id, signal, async () => {
      const row = this.#parts.table.get(this.key);
      if (row !== null && isLeft(row)) await this.#stopUnopened(signal);
    });
  }

  /** Stops what another process has started of this session. */
  async #stopUnopened(signal: AbortSignal): Promise<void> {
    const { id, engine } = this.#row;
    if (engine !== null) await this.#parts.engines[engine].sweep({ keep: () => true, stop: (each) => each === id }, signal);
    this.#record({ running: false, owner: null });
  }

  /** Lets go of the services without stopping them; a later start takes them up. */
  async detach(): Promise<void> {
    const live = this.#live;
    if (live === null) return;
    await this.#letGo(live);
    await live.environment.detach();
    this.#setState('closed');
  }

  /** The states that can be brought back; what was there when the lab ran last while nothing runs. */
  timeline(): TimelineView {
    if (this.#timeline !== null) return this.#timeline.view();
    const { engine } = this.#row;
    return timelineView(this.loaded.lab, engine === null ? null : timelineTable(this.#place, engine), currentStep(this.loaded.lab, this.#progress));
  }

  /** Files and data of all services back to the start of the step or of the lab. {@link undo} takes it back. */
  async reset(scope: 'step' | 'lab', signal: AbortSignal): Promise<void> {
    await this.#act('resetting', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.reset(scope, signal)));
  }

  /** @throws BackbenchError CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED; nothing is changed then */
  async restore(checkpoint: number, signal: AbortSignal): Promise<void> {
    await this.#act('restoring', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.restore(checkpoint, 'before-restore', signal)));
  }

  /** To the start of a step, with the reference answers of the steps before. @throws BackbenchError STEP_NOT_FOUND */
  async jump(step: string, signal: AbortSignal): Promise<void> {
    this.#step(step);
    await this.#act('jumping', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.jump(step, signal)));
  }

  /** Takes the last reset, restore or jump back that is not taken back yet. @throws BackbenchError NOTHING_TO_UNDO */
  async undo(signal: AbortSignal): Promise<void> {
    await this.#act('undoing', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.undo(signal)));
  }

  /** What restoring a checkpoint would change. @throws BackbenchError SESSION_NOT_OPEN, CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED */
  async preview(checkpoint: number): Promise<RestorePreview> {
    if (this.#timeline === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    return this.#timeline.preview(checkpoint);
  }

  /**
   * The step counts as entered when this is called; the promise settles when its start is kept.
   * @throws BackbenchError STEP_NOT_FOUND; when the start could not be kept
   */
  async goToStep(step: string, signal: AbortSignal): Promise<void> {
    this.#step(step);
    if (currentStep(this.loaded.lab, this.#progress) === step && this.#progress.step !== null) return;
    this.#append({ type: 'step-entered', step });
    if (this.#timeline === null || this.#state !== 'open') return;
    await this.#act('keeping', step, signal, async () => {
      await this.#timeline?.stepEntered(signal);
      await this.#lookBefore(this.#timeline?.startIsNew === true, signal);
    });
  }

  /** Runs a step's checks. The result is on the disk before it is returned or shown. */
  async check(stepId: string, signal: AbortSignal): Promise<CheckReport> {
    const step = this.#step(stepId);
    return this.#act('checking', stepId, signal, async (onProgress) => {
      let results: CheckResult[];
      await this.#timeline?.settle();
      try {
        results = await runChecks(step.checks, {
          ...await this.#checkContext(signal),
          onCheck: (check: Check, index: number) => {
            this.#checking = new Set([check.id]);
            onProgress({ subject: check.id, fraction: index / step.checks.length });
          },
        });
      } finally {
        this.#checking = new Set();
      }
      const verdict = overallVerdict(results);
      this.#append({ type: 'attempt', step: stepId, verdict, results });
      const labPassed = verdict === 'passed' && this.loaded.lab.steps.every((each) => this.#progress.stepsPassed.has(each.id));
      return { lab: this.loaded.lab.id, step: stepId, verdict, results, labPassed };
    });
  }

  /** Shows a check's next hint. @throws BackbenchError CHECK_NOT_FOUND, NO_MORE_HINTS */
  hint(checkId: string): string {
    const check = this.loaded.lab.steps.flatMap((step) => step.checks).find((each) => each.id === checkId);
    if (check === undefined) throw new BackbenchError('CHECK_NOT_FOUND', { lab: this.loaded.lab.id, check: checkId });
    const index = this.#progress.checks.get(checkId)?.hintsShown ?? 0;
    const hint = check.hints[index];
    if (hint === undefined) throw new BackbenchError('NO_MORE_HINTS', { check: checkId });
    this.#append({ type: 'hint-shown', check: checkId, index });
    return hint;
  }

  /**
   * Keeps the learner's answer to a question; Check looks at it.
   * @throws BackbenchError CHECK_NOT_FOUND for a check that asks nothing
   */
  answer(checkId: string, value: AnswerValue): void {
    const check = this.loaded.lab.steps.flatMap((step) => step.checks).find((each) => each.id === checkId);
    if (check?.kind !== 'answer') throw new BackbenchError('CHECK_NOT_FOUND', { lab: this.loaded.lab.id, check: checkId });
    this.#append({ type: 'answered', check: checkId, value });
  }

  async restartService(service: string, signal: AbortSignal): Promise<void> {
    await this.#act('repairing', service, signal, async (onProgress) => {
      if (!this.loaded.lab.services.some((spec) => spec.id === service)) throw new BackbenchError('SERVICE_UNKNOWN', { service });
      await this.#opened().environment.restart(service, { signal, onProgress });
    });
  }

  /** The running environment. @throws BackbenchError SESSION_NOT_OPEN */
  environment(): Environment {
    return this.#opened().environment;
  }

  /** @throws BackbenchError SESSION_NOT_OPEN, SERVICE_UNKNOWN */
  driver(service: string): ServiceDriver {
    const driver = this.#opened().drivers.get(service);
    if (driver === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service });
    return driver;
  }

  /** The learner's files, made on first use from what the lab starts with. */
  workspace(): Promise<Workspace> {
    const [startFolder = '', ...overFolders] = labFolders(this.loaded, 'workspace');
    this.#workspace ??= openWorkspace({
      folder: join(this.#parts.dataFolder, 'workspaces', this.#row.id),
      startFolder, overFolders,
      generated: createGeneratedFiles(this.loaded.lab.files, join(this.#parts.dataFolder, 'generated', this.loaded.lab.id)),
    }).then((workspace) => bringFilesBack(workspace, this.#place)).catch((error: unknown) => {
      this.#workspace = null;
      throw error;
    });
    return this.#workspace;
  }

  /** An act of the timeline, on services that run. */
  async #travel(signal: AbortSignal, onProgress: (progress: Progress) => void, act: (timeline: Timeline) => Promise<void>): Promise<void> {
    if (this.#state === 'parked') await this.#unpark(signal, onProgress);
    if (this.#timeline === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    await act(this.#timeline);
    await this.#lookBefore(true, signal);
  }

  /** Where the timeline is recorded. */
  get #place(): TimelinePlace {
    return { db: this.#parts.db, databasePath: this.#parts.databasePath, session: this.#row.id };
  }

  /** What checks of the present step work with. */
  async #checkContext(signal: AbortSignal): Promise<CheckContext> {
    const { environment, drivers } = this.#opened();
    const { lab } = this.loaded;
    const workspace = await this.workspace();
    return {
      environment, drivers, workspace, specs: lab.services,
      ...labCommands(environment.engine, this.loaded, (request) => this.#parts.buildCache.make({ folder: workspace.folder, ...request })),
      answers: this.#progress.answers, secrets: Object.values(this.#row.passwords), seen: this.#seen.all(), signal,
      repair: async (service) => { await environment.restart(service, { signal }); },
    };
  }

  get #seen(): SeenTable {
    return createSeenTable(this.#parts.db, this.#parts.databasePath, this.#row.id);
  }

  /** Keeps what checks of events see as the step begins. @param isNew whether it begins now */
  async #lookBefore(isNew: boolean, signal: AbortSignal): Promise<void> {
    const { checks } = this.#step(currentStep(this.loaded.lab, this.#progress));
    const edges = checks.filter((check) => check.when === 'edge');
    if (!isNew || edges.length === 0) return;
    this.#seen.put(edges.map((check) => check.id), await lookBefore(edges, await this.#checkContext(signal)));
  }

  /** Ends everything of this session in this process. */
  async close(signal: AbortSignal): Promise<void> {
    if (this.#parts.owner === null) await this.detach();
    else await this.stop(signal);
    await this.#keeping;
    const workspace = this.#workspace;
    this.#workspace = null;
    await (await workspace)?.dispose();
  }

  async #choose(engine: EngineKind | null, signal: AbortSignal): Promise<EngineKind> {
    const forced = engine ?? this.#parts.forcedEngine();
    return chooseEngine(this.loaded.lab, this.#parts.engines, { forced, before: this.#row.engine }, signal);
  }

  async #open(kind: EngineKind, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    // Recorded before the first service starts: whoever sweeps after a crash knows whose it is.
    this.#record({ engine: kind, running: true, owner: this.#supervisor() });
    try {
      this.#live = await openLive(this.loaded, {
        engine: this.#parts.engines[kind], services: this.#parts.services, row: this.#row,
        workspaceFolder: (await this.workspace()).folder, dataFolder: this.#parts.dataFolder,
        onChange: () => { this.#notices.notify(); }, onWarning: this.#parts.onWarning,
      }, { signal, onProgress });
      const live = this.#live;
      this.#timeline = await openTimeline({
        ...this.#place, loaded: this.loaded, key: this.key, log: this.#parts.log, live, workspace: await this.workspace(), onWarning: this.#parts.onWarning,
        step: () => currentStep(this.loaded.lab, this.#progress), append: (event) => { this.#append(event); }, onChange: () => { this.#notices.notify(); },
      }, signal);
      await this.#lookBefore(this.#timeline.startIsNew, signal);
      this.#append({ type: 'lab-opened', engine: kind });
      this.#keep();
    } catch (error) {
      const live = this.#live;
      if (live !== null) {
        await this.#letGo(live);
        await live.environment.stop({ signal: AbortSignal.timeout(UNDO_DEADLINE_MS) });
      }
      this.#record({ running: false, owner: null });
      throw error;
    }
  }

  /** In the background: nobody has to wait for it, and without it the attempt goes on with what the course has. */
  #keep(): void {
    const { attempts, onWarning } = this.#parts;
    this.#keeping = attempts.keep(this.#row.id, this.#loaded).catch((error: unknown) => {
      onWarning(`${this.#loaded.lab.id} could not be kept as it is: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** This process, unless it only visits a session that another living process supervises. */
  #supervisor(): string | null {
    const before = this.#parts.table.get(this.key)?.owner ?? null;
    return this.#parts.owner === null && before !== null && isRunning(before) ? before : this.#parts.owner;
  }

  async #unpark(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    await this.#opened().environment.resume({ signal, onProgress });
    this.#setState('open');
  }

  async #letGo(live: Live): Promise<void> {
    this.#live = null;
    this.#timeline = null;
    await live.letGo();
  }

  #opened(): Live {
    if (this.#live === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    return this.#live;
  }

  #step(id: string): Step {
    const step = this.loaded.lab.steps.find((each) => each.id === id);
    if (step === undefined) throw new BackbenchError('STEP_NOT_FOUND', { lab: this.loaded.lab.id, step: id });
    return step;
  }

  /** Commits an event, then derives and shows what follows from it. */
  #append(event: LabEvent): void {
    const { lab, variant } = this.key;
    this.#parts.log.append({ id: lab, version: this.loaded.lab.version, variant }, event);
    this.#progress = deriveProgress(this.#parts.log.of(lab, variant));
    this.#notices.notify();
  }

  #record(change: Partial<Pick<SessionRow, 'engine' | 'running' | 'owner'>>): void {
    this.#row = { ...this.#row, ...change };
    this.#parts.table.update(this.key, change);
  }

  #setState(state: SessionView['state'], error: ErrorReport | null = null): void {
    this.#state = state;
    this.#error = error;
    this.#notices.notify();
  }

  /** Runs one act: alone, shown while it lasts, timed when it succeeds. */
  async #act<T>(
    doing: Activity['doing'], subject: string, signal: AbortSignal, act: (onProgress: (progress: Progress) => void) => Promise<T>,
  ): Promise<T> {
    return this.#exclusive.run(signal, async () => {
      const since = Date.now();
      const name = `${doing} ${sessionName(this.key)} ${subject}`;
      this.#activity = { doing, subject, fraction: null, since, usuallyMs: this.#parts.timings.usual(name) };
      this.#notices.notify();
      try {
        const result = await act((progress) => {
          if (this.#activity !== null) this.#activity = { ...this.#activity, ...progress };
          this.#notices.notify();
        });
        this.#parts.timings.record(name, Date.now() - since);
        return result;
      } finally {
        this.#activity = null;
        this.#notices.notify();
      }
    });
  }
}
