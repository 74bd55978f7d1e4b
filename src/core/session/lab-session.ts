/**
 * One lab of one learner, in one of its variants: its services, files, checks and progress. Everything that changes it goes
 * through here, one act at a time, and every change is told to whoever watches.
 */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import type { FaultKind } from '../../shared/faults.ts';
import type { EngineKind, Lab, ServiceKind } from '../../shared/lab-format.ts';
import type { CheckpointView, RestorePreview, Timeline as TimelineView } from '../../shared/timeline-view.ts';
import { overallVerdict } from '../../shared/verdict.ts';
import type { CheckReport, SessionView } from '../../shared/views.ts';
import { referenceText } from '../answers/reference-text.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import type { CallOptions, Endpoint, Environment, Progress } from '../engines/engine.ts';
import { createNotices } from '../latest.ts';
import type { LabProgress } from '../progress/lab-progress.ts';
import { isLeft, sessionName, type SessionKey } from '../progress/session-table.ts';
import { createSeenTable } from '../progress/seen-table.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createActs, type Acts } from './acts.ts';
import { chooseEngine } from './choose-engine.ts';
import type { LabSessionParts } from './lab-session-parts.ts';
import { assertFits } from './memory-limit.ts';
import { RunningLab } from './running-lab.ts';
import { SessionRecord } from './session-record.ts';
import { sessionView, type SessionStatus } from './session-view.ts';
import { createSessionWorkspace, type SessionWorkspace } from './session-workspace.ts';
import { StepChecks } from './step-checks.ts';
import type { Looked } from './usage-watch.ts';
import { timelineTable, type TimelinePlace } from './open-timeline.ts';
import { timelineView, type Timeline } from './timeline.ts';

export class LabSession {
  /** The course's lab, when this attempt began with another version of it. */
  readonly newer: Lab | null;
  readonly #parts: LabSessionParts;
  readonly #record: SessionRecord;
  readonly #acts: Acts;
  readonly #workspace: SessionWorkspace;
  readonly #running: RunningLab;
  readonly #checks: StepChecks;
  readonly #notices = createNotices();
  /** The copy of the lab that is being made for this attempt. */
  #keeping: Promise<void> = Promise.resolve();
  #state: SessionView['state'] = 'closed';
  #error: ErrorReport | null = null;

  /**
   * @param loaded resolved for a variant, where the lab has any
   * @param newer the course's lab, when this attempt began with another version
   */
  constructor(loaded: LoadedLab, parts: LabSessionParts, newer: Lab | null = null) {
    this.newer = newer;
    this.#parts = parts;
    this.#record = new SessionRecord(loaded, { log: parts.log, table: parts.table, onChange: this.#notices.notify });
    this.#acts = createActs(sessionName(this.key), parts.timings, this.#notices.notify);
    this.#workspace = createSessionWorkspace(() => this.loaded, this.#place, parts.dataFolder);
    this.#running = new RunningLab({ ...parts, record: this.#record, place: this.#place, onChange: this.#notices.notify });
    this.#checks = new StepChecks({
      record: this.#record, buildCache: parts.buildCache, seen: createSeenTable(parts.db, parts.databasePath, this.id),
      live: () => this.#running.opened(), workspace: () => this.workspace(),
    });
  }

  get key(): SessionKey {
    return this.#record.key;
  }

  /** Resolved for {@link key}'s variant. */
  get loaded(): LoadedLab {
    return this.#record.loaded;
  }

  /** Goes on with the lab as its author has it now. What runs stays as it is. */
  adopt(loaded: LoadedLab): void {
    this.#record.adopt(loaded);
    this.#running.timeline?.adopt(loaded);
    this.#notices.notify();
  }

  /** Names everything that this session starts. */
  get id(): string {
    return this.#record.row.id;
  }

  get state(): SessionView['state'] {
    return this.#state;
  }

  get progress(): LabProgress {
    return this.#record.progress;
  }

  /** Called after every change of {@link view}. Returns its off switch. */
  onChange(listener: () => void): () => void {
    return this.#notices.subscribe(listener);
  }

  view(): SessionView {
    const status: SessionStatus = {
      state: this.#state, engine: this.#running.live?.environment.engine ?? null, error: this.#error,
      activity: this.#acts.activity, checking: this.#checks.running, services: this.#running.live?.environment.services() ?? null,
    };
    return sessionView(this.loaded, this.progress, status, this.#parts.services, this.timeline().undo !== null, this.newer);
  }

  /**
   * Starts the services, or takes them up where they were, and fills those that are new.
   * @param engine forces an engine for this start
   * @throws BackbenchError with the reason, SET_BY_ADMINISTRATOR for another engine than the policy's; what this call started is stopped again
   */
  async start(engine: EngineKind | null, signal: AbortSignal): Promise<void> {
    await this.#acts.run('starting', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state === 'parked') await this.#unpark(signal, onProgress);
      if (this.#state === 'open') return;
      this.#setState('starting');
      try {
        await (await this.workspace()).addGenerated({ signal, onProgress });
        await this.#open(await this.#choose(engine, signal), { signal, onProgress });
        this.#setState('open');
      } catch (error) {
        const report = toErrorReport(error);
        this.#setState(report.code === 'CANCELLED' ? 'closed' : 'failed', report.code === 'CANCELLED' ? null : report);
        throw error;
      }
    });
  }

  async park(signal: AbortSignal): Promise<void> {
    await this.#acts.run('parking', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state !== 'open') return;
      await this.#running.opened().environment.park({ signal, onProgress });
      this.#setState('parked');
    });
  }

  async resume(signal: AbortSignal): Promise<void> {
    await this.#acts.run('resuming', this.loaded.lab.id, signal, async (onProgress) => {
      if (this.#state === 'parked') await this.#unpark(signal, onProgress);
    });
  }

  /** Stops the services, those that another process started included. Files and data stay for the next start. */
  async stop(signal: AbortSignal): Promise<void> {
    await this.#acts.run('stopping', this.loaded.lab.id, signal, async (onProgress) => {
      await this.#running.stop({ signal, onProgress });
      this.#setState('closed');
    });
  }

  /** Stops what an ended process left running, unless somebody has taken it up. Files and data stay for the next start. */
  async stopLeft(signal: AbortSignal): Promise<void> {
    await this.#acts.run('stopping', this.loaded.lab.id, signal, async () => {
      const row = this.#record.written();
      if (row !== null && isLeft(row)) await this.#running.stop({ signal });
    });
  }

  /** Lets go of the services without stopping them; a later start takes them up. */
  async detach(): Promise<void> {
    const live = await this.#running.letGo();
    if (live === null) return;
    await live.environment.detach();
    this.#setState('closed');
  }

  /** The states that can be brought back; what was there when the lab ran last while nothing runs. */
  timeline(): TimelineView {
    if (this.#running.timeline !== null) return this.#running.timeline.view();
    const { engine } = this.#record.row;
    return timelineView(this.loaded.lab, engine === null ? null : timelineTable(this.#place, engine), this.#record.stepNow);
  }

  /** Files and data of all services back to the start of the step or of the lab. {@link undo} takes it back. */
  async reset(scope: 'step' | 'lab', signal: AbortSignal): Promise<void> {
    await this.#acts.run('resetting', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.reset(scope, signal)));
  }

  /** @throws BackbenchError CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED, EXAM_FORBIDS; nothing is changed then */
  async restore(checkpoint: number, signal: AbortSignal): Promise<void> {
    this.#mustAllowState(this.timeline().checkpoints.find(({ id }) => id === checkpoint) ?? null);
    await this.#acts.run('restoring', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.restore(checkpoint, 'before-restore', signal)));
  }

  /** To the start of a step, with the reference answers of the steps before. @throws BackbenchError STEP_NOT_FOUND, EXAM_FORBIDS */
  async jump(step: string, signal: AbortSignal): Promise<void> {
    this.#record.step(step);
    this.#parts.exam.mustAllow(this.key.lab, 'reference');
    await this.#acts.run('jumping', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.jump(step, signal)));
  }

  /** Takes the last reset, restore or jump back that is not taken back yet. @throws BackbenchError NOTHING_TO_UNDO, EXAM_FORBIDS */
  async undo(signal: AbortSignal): Promise<void> {
    this.#mustAllowState(this.timeline().undo);
    await this.#acts.run('undoing', this.loaded.lab.id, signal, (onProgress) => this.#travel(signal, onProgress, (timeline) => timeline.undo(signal)));
  }

  /** A file as the reference answer of a step leaves it. @throws BackbenchError EXAM_FORBIDS and as {@link referenceText} does */
  referenceText(step: string, path: string, signal: AbortSignal): Promise<string | null> {
    this.#parts.exam.mustAllow(this.key.lab, 'reference');
    return referenceText(this.loaded, step, path, signal);
  }

  /** What restoring a checkpoint would change. @throws BackbenchError SESSION_NOT_OPEN, CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED */
  async preview(checkpoint: number): Promise<RestorePreview> {
    if (this.#running.timeline === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    return this.#running.timeline.preview(checkpoint);
  }

  /** A file as it was when the present step began; null when there was none. @throws BackbenchError SESSION_NOT_OPEN, CHECKPOINT_DAMAGED, FILE_TOO_LARGE, FILE_NOT_TEXT */
  async startText(path: string): Promise<string | null> {
    if (this.#running.timeline === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    return this.#running.timeline.startText(path);
  }

  /**
   * The step counts as entered when this is called; the promise settles when its start is kept.
   * @throws BackbenchError STEP_NOT_FOUND; when the start could not be kept
   */
  async goToStep(step: string, signal: AbortSignal): Promise<void> {
    this.#record.step(step);
    if (this.#record.stepNow === step && this.progress.step !== null) return;
    this.#record.append({ type: 'step-entered', step });
    if (this.#running.timeline === null || this.#state !== 'open') return;
    await this.#acts.run('keeping', step, signal, async () => {
      await this.#running.timeline?.stepEntered(signal);
      await this.#checks.lookBefore(this.#running.timeline?.startIsNew === true, signal);
    });
  }

  /** Runs a step's checks. The result is on the disk before it is returned or shown. */
  async check(stepId: string, signal: AbortSignal): Promise<CheckReport> {
    const step = this.#record.step(stepId);
    return this.#acts.run('checking', stepId, signal, async (onProgress) => {
      await this.#running.timeline?.settle();
      // Grading is of the work, on services that are well.
      await this.#running.live?.environment.clearFaults({ signal });
      const results = await this.#checks.run(step, signal, onProgress);
      const verdict = overallVerdict(results);
      this.#record.append({ type: 'attempt', step: stepId, verdict, results });
      const labPassed = verdict === 'passed' && this.loaded.lab.steps.every((each) => this.progress.stepsPassed.has(each.id));
      return { lab: this.loaded.lab.id, step: stepId, verdict, results, labPassed };
    });
  }

  /** Shows a check's next hint. @throws BackbenchError CHECK_NOT_FOUND, NO_MORE_HINTS, EXAM_FORBIDS */
  hint(checkId: string): string {
    this.#parts.exam.mustAllow(this.key.lab, 'hint');
    return this.#record.hint(checkId);
  }

  /** Keeps the learner's answer to a question. @throws BackbenchError CHECK_NOT_FOUND for a check that asks nothing */
  answer(checkId: string, value: AnswerValue): void {
    this.#record.answer(checkId, value);
  }

  async restartService(service: string, signal: AbortSignal): Promise<void> {
    await this.#acts.run('repairing', service, signal, async (onProgress) => {
      if (!this.loaded.lab.services.some((spec) => spec.id === service)) throw new BackbenchError('SERVICE_UNKNOWN', { service });
      await this.#running.opened().environment.restart(service, { signal, onProgress });
    });
  }

  /**
   * Brings a fault on a service, or takes it back.
   * @throws BackbenchError SESSION_NOT_OPEN, SERVICE_UNKNOWN, FAULT_UNAVAILABLE, FAULT_FAILED
   */
  async setFault({ service, fault, active }: { service: string; fault: FaultKind; active: boolean }, signal: AbortSignal): Promise<void> {
    await this.#acts.run('disturbing', service, signal, async () => {
      if (this.#state !== 'open') throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
      await this.#running.opened().environment.setFault(service, fault, active, { signal });
    });
  }

  /** The running environment. @throws BackbenchError SESSION_NOT_OPEN */
  environment(): Environment {
    return this.#running.opened().environment;
  }

  /** For {@link watchUsage}. */
  looked(): Looked {
    return { open: () => (this.#state === 'open' ? this.#running.live : null), onChange: (listener) => this.onChange(listener) };
  }

  /** @throws BackbenchError SESSION_NOT_OPEN, SERVICE_UNKNOWN */
  driver(service: string): ServiceDriver {
    const driver = this.#running.opened().drivers.get(service);
    if (driver === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service });
    return driver;
  }

  /** Where a service is reached now. @throws BackbenchError SESSION_NOT_OPEN, SERVICE_UNKNOWN, SERVICE_UNREACHABLE */
  endpoint(service: string): { kind: ServiceKind; endpoint: Endpoint } {
    const found = this.environment().services().find(({ id }) => id === service);
    if (found === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service });
    if (found.endpoint === null) throw new BackbenchError('SERVICE_UNREACHABLE', { service, reason: 'it does not run', log: [] });
    return { kind: found.kind, endpoint: found.endpoint };
  }

  /** The learner's files, made on first use from what the lab starts with. */
  workspace(): Promise<Workspace> {
    return this.#workspace.open();
  }

  /** In an exam nobody goes back to work from before it; the lab's own start is the same for all. @throws BackbenchError EXAM_FORBIDS */
  #mustAllowState(checkpoint: CheckpointView | null): void {
    const { exam } = this.#parts;
    if (checkpoint === null || checkpoint.reason === 'start' || checkpoint.at >= (exam.underWay()?.begunAt ?? 0)) return;
    exam.mustAllow(this.key.lab, 'earlier-state');
  }

  /** An act of the timeline, on services that run. */
  async #travel(signal: AbortSignal, onProgress: (progress: Progress) => void, act: (timeline: Timeline) => Promise<void>): Promise<void> {
    if (this.#state === 'parked') await this.#unpark(signal, onProgress);
    if (this.#running.timeline === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.loaded.lab.id });
    await this.#running.live?.environment.clearFaults({ signal });
    await act(this.#running.timeline);
    await this.#checks.lookBefore(true, signal);
  }

  /** Where the timeline is recorded. */
  get #place(): TimelinePlace {
    return { db: this.#parts.db, databasePath: this.#parts.databasePath, session: this.id };
  }

  /** Ends everything of this session in this process. */
  async close(signal: AbortSignal): Promise<void> {
    if (this.#parts.owner === null) await this.detach();
    else await this.stop(signal);
    await this.#keeping;
    await this.#workspace.dispose();
  }

  async #choose(engine: EngineKind | null, signal: AbortSignal): Promise<EngineKind> {
    const forced = this.#parts.forcedEngine(engine);
    const limitMb = this.#parts.memoryLimitMb();
    assertFits(this.loaded.lab, limitMb, limitMb === null ? [] : await this.#parts.heldElsewhere(this.id, signal));
    return chooseEngine(this.loaded.lab, this.#parts.engines, { forced, before: this.#record.row.engine }, signal);
  }

  async #open(kind: EngineKind, options: CallOptions): Promise<void> {
    await this.#running.open(kind, await this.workspace(), options, async (timeline) => {
      await this.#checks.lookBefore(timeline.startIsNew, options.signal);
      this.#record.append({ type: 'lab-opened', engine: kind });
    });
    this.#keep();
  }

  /** In the background: nobody has to wait for it, and without it the attempt goes on with what the course has. */
  #keep(): void {
    const { attempts, onWarning } = this.#parts;
    this.#keeping = attempts.keep(this.id, this.loaded).catch((error: unknown) => {
      onWarning(`${this.loaded.lab.id} could not be kept as it is: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  async #unpark(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    await this.#running.opened().environment.resume({ signal, onProgress });
    this.#setState('open');
  }

  #setState(state: SessionView['state'], error: ErrorReport | null = null): void {
    this.#state = state;
    this.#error = error;
    this.#notices.notify();
  }
}
