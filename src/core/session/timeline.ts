/**
 * The timeline of a lab: its checkpoints, and the acts that go from one to another. Reset, going back, jumping ahead
 * and undoing any of these are the same exchange of files and data, see exchange.ts.
 */
import { BackbenchError } from '../../shared/errors.ts';
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { PREVIEW_PATHS } from '../../shared/preview-paths.ts';
import type { CheckpointReason, CheckpointView, RestorePreview, Timeline as TimelineView } from '../../shared/timeline-view.ts';
import { applySolutionsBefore } from '../answers/apply-answer.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import type { Environment } from '../engines/engine.ts';
import type { LabEvent, LoggedEvent } from '../progress/event-log.ts';
import type { Checkpoint, TimelineTable, WorkspaceRecord } from '../progress/timeline-table.ts';
import type { ServiceDriver } from '../services/service.ts';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import { waitForAll } from '../wait-for-all.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
import { bringBack, exchange, PRISTINE_TARGET, type Exchangeable } from './exchange.ts';

/** Acts that can be undone. Further back than this is past what anybody remembers. */
const UNDO_KEPT = 6;
/** Checkpoints of what was undone, to go forward again. */
const FORWARD_KEPT = 4;
/** Measuring takes a few milliseconds; this long means that a service hangs. */
const MEASURE_TIMEOUT_MS = 10_000;

/** Acts that undo takes back. */
const UNDOABLE: ReadonlySet<CheckpointReason> = new Set(['before-reset', 'before-restore', 'before-jump']);

export interface TimelineParts {
  loaded: LoadedLab;
  table: TimelineTable;
  record: WorkspaceRecord;
  workspace: Workspace;
  /** Where the commands of reference answers run. */
  environment: Pick<Environment, 'engine' | 'run'>;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  token: string;
  events(): LoggedEvent[];
  newestEvent(): number;
  /** The step the learner is in now. */
  step(): string;
  /** Commits an event. */
  append(event: LabEvent): void;
  onChange(): void;
  onWarning(text: string): void;
}

/** A session's timeline while its services run. */
export class Timeline {
  readonly #parts: TimelineParts;
  readonly #store: CheckpointStore;
  #loaded: LoadedLab;
  #bytes: number | null = null;
  #startIsNew = false;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
    this.#store = createCheckpointStore(parts);
    this.#loaded = parts.loaded;
  }

  /** Goes on with the lab as its author has it now. */
  adopt(loaded: LoadedLab): void {
    this.#loaded = loaded;
  }

  /**
   * Brings back what an act that failed could not bring back at once. Nothing may look at the lab before that.
   * @throws BackbenchError RESTORE_UNFINISHED, SESSION_BUSY
   */
  async settle(): Promise<void> {
    await this.#store.idle();
    await bringBack(this.#exchangeable());
  }

  /** Calls off what goes on in the background. */
  async close(): Promise<void> {
    await this.#store.close();
  }

  view(): TimelineView {
    return { ...timelineView(this.#loaded.lab, this.#parts.table, this.#parts.step()), bytes: this.#bytes };
  }

  /**
   * After the services were opened: ends what a crash interrupted, forgets what is no longer there, and keeps the
   * state as the start of the present step if there is none yet.
   */
  async opened(signal: AbortSignal): Promise<void> {
    await this.settle();
    await this.#store.reconcile(this.#loaded.lab.id, signal);
    const { table } = this.#parts;
    const loaded = this.#loaded;
    if (!table.all().some((each) => each.reason === 'start')) {
      const [first] = loaded.lab.steps;
      const start = table.add({
        at: Date.now(), reason: 'start', step: first?.id ?? '', parent: null, event: 0, files: PRISTINE_SNAPSHOT,
        data: Object.fromEntries([...this.#parts.drivers.keys()].map((id) => [id, PRISTINE_SNAPSHOT])), undone: false, ready: true,
      });
      if (table.head() === null) table.setHead(start.id);
    }
    await this.stepEntered(signal);
  }

  /** Whether the last {@link stepEntered} found that the step begins now. */
  get startIsNew(): boolean {
    return this.#startIsNew;
  }

  /** Keeps the state as the start of the step that the learner is in, unless that is known already. */
  async stepEntered(signal: AbortSignal): Promise<void> {
    const { table, workspace, drivers } = this.#parts;
    await this.settle();
    const step = this.#parts.step();
    this.#startIsNew = !this.#isKnown(step);
    if (!this.#startIsNew) {
      this.#changed();
      return;
    }
    const checkpoint = table.begin({ reason: 'step-start', step, parent: table.head(), event: this.#parts.newestEvent() }, [...drivers.keys()], { exchange: null });
    try {
      const data: Record<string, string> = {};
      await waitForAll([workspace.capture(checkpoint.files), ...[...drivers].map(async ([id, driver]) => { data[id] = await driver.capture(checkpoint.files, signal); })]);
      table.together(() => {
        table.update(checkpoint.id, { data, ready: true });
        table.setHead(checkpoint.id);
        this.#prune();
      });
    } catch (error) {
      await this.#store.forget(checkpoint).catch(() => {});
      throw error;
    }
    this.#changed();
  }

  /** @throws BackbenchError CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED */
  async restore(id: number, reason: 'before-restore' | 'before-reset', signal: AbortSignal): Promise<void> {
    const target = this.#find(id);
    await this.#exchange(reason, target, signal);
  }

  /** Back to the start of the present step, or of the whole lab. */
  async reset(scope: 'step' | 'lab', signal: AbortSignal): Promise<void> {
    const { table, step } = this.#parts;
    const loaded = this.#loaded;
    const target = scope === 'lab' ? table.all().find((each) => each.reason === 'start') : stepStartOf(loaded.lab, table, step());
    if (target === undefined) throw new BackbenchError('CHECKPOINT_UNKNOWN', { lab: loaded.lab.id, checkpoint: 0 });
    await this.restore(target.id, 'before-reset', signal);
  }

  /** @throws BackbenchError NOTHING_TO_UNDO */
  async undo(signal: AbortSignal): Promise<void> {
    const { table } = this.#parts;
    const loaded = this.#loaded;
    const target = undoTarget(table.all());
    if (target === undefined) throw new BackbenchError('NOTHING_TO_UNDO', { lab: loaded.lab.id });
    await this.#exchange('before-undo', target, signal, () => { table.update(target.id, { undone: true }); });
  }

  /** To the start of a step as the reference answers of the steps before leave it. @throws BackbenchError of applying them; nothing is changed then */
  async jump(step: string, signal: AbortSignal): Promise<void> {
    const { table, workspace, environment, drivers } = this.#parts;
    const loaded = this.#loaded;
    const { steps } = loaded.lab;
    const index = steps.findIndex((each) => each.id === step);
    const start = table.all().find((each) => each.reason === 'start');
    const answers = new Map<string, AnswerValue>();
    await this.#store.idle();
    await exchange(this.#exchangeable(), this.#now('before-jump'), {
      target: PRISTINE_TARGET,
      then: async () => { await applySolutionsBefore(step, { loaded, workspace, environment, drivers, answers }, signal); },
      commit: () => {
        if (start !== undefined) table.setHead(start.id);
        this.#parts.append({
          type: 'jumped', step, steps: steps.slice(0, index).map((each) => each.id),
          cleared: steps.slice(index).flatMap((each) => each.checks.map((check) => check.id)),
        });
        for (const [check, value] of answers) this.#parts.append({ type: 'answered', check, value });
      },
    }, signal);
    await this.stepEntered(signal);
  }

  /** What {@link restore} would change. Changes nothing. @throws BackbenchError CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED */
  async preview(id: number): Promise<RestorePreview> {
    const target = this.#find(id);
    const { added, changed, removed } = await this.#parts.workspace.preview(target.files);
    return {
      checkpoint: id, services: [...this.#parts.drivers.keys()],
      files: {
        added: added.slice(0, PREVIEW_PATHS), changed: changed.slice(0, PREVIEW_PATHS), removed: removed.slice(0, PREVIEW_PATHS),
        total: added.length + changed.length + removed.length,
      },
    };
  }

  /** A file as it was when the present step began; null when there was none. @throws BackbenchError CHECKPOINT_DAMAGED, FILE_TOO_LARGE, FILE_NOT_TEXT */
  async startText(path: string): Promise<string | null> {
    const start = stepStartOf(this.#loaded.lab, this.#parts.table, this.#parts.step());
    return start === undefined ? null : this.#parts.workspace.keptText(start.files, path);
  }

  async #exchange(reason: CheckpointReason, target: Checkpoint, signal: AbortSignal, commit: () => void = () => {}): Promise<void> {
    await this.#store.idle();
    await exchange(this.#exchangeable(), this.#now(reason), {
      target,
      commit: () => {
        commit();
        this.#parts.table.setHead(target.id);
        this.#parts.append({ type: 'restored', checkpoint: target.id, event: target.event });
        this.#prune();
      },
    }, signal);
    this.#changed();
  }

  #now(reason: CheckpointReason): Pick<Checkpoint, 'reason' | 'step' | 'parent' | 'event'> {
    return { reason, step: this.#parts.step(), parent: this.#parts.table.head(), event: this.#parts.newestEvent() };
  }

  #find(id: number): Checkpoint {
    const found = this.#parts.table.get(id);
    if (found?.ready !== true) throw new BackbenchError('CHECKPOINT_UNKNOWN', { lab: this.#loaded.lab.id, checkpoint: id });
    return found;
  }

  #exchangeable(): Exchangeable {
    const { table, workspace, drivers, token } = this.#parts;
    const loaded = this.#loaded;
    return { lab: loaded.lab.id, table, workspace, drivers, token };
  }

  /** A step's start holds until a step before it is passed after it: then the step begins from there. */
  #isKnown(step: string): boolean {
    const { table, events } = this.#parts;
    const { lab } = this.#loaded;
    const start = stepStartOf(lab, table, step);
    if (start === undefined) return false;
    const earlier = new Set(lab.steps.slice(0, lab.steps.findIndex((each) => each.id === step)).map((each) => each.id));
    return !events().some((event) => event.id > start.event && event.type === 'attempt' && event.verdict === 'passed' && earlier.has(event.step));
  }

  /** Lets go of checkpoints beyond what is kept. */
  #prune(): void {
    const { table } = this.#parts;
    const loaded = this.#loaded;
    const ready = table.all().filter((each) => each.ready);
    const starts = new Set(loaded.lab.steps.map((step) => stepStartOf(loaded.lab, table, step.id)?.id));
    const others = ready.filter((each) => each.reason !== 'start' && !starts.has(each.id));
    const canUndo = others.filter((each) => !each.undone && UNDOABLE.has(each.reason));
    const rest = others.filter((each) => !canUndo.includes(each));
    this.#store.letGo([...canUndo.slice(0, -UNDO_KEPT), ...rest.slice(0, -FORWARD_KEPT)]);
  }

  /** Tells the watchers, and makes ready in the background what is likely to be restored next. */
  #changed(): void {
    const { table, drivers, step, onChange } = this.#parts;
    const loaded = this.#loaded;
    const likely = [stepStartOf(loaded.lab, table, step()), undoTarget(table.all())].filter((each) => each !== undefined);
    for (const [id, driver] of drivers) driver.prepare([...new Set(likely.map((each) => each.data[id] ?? PRISTINE_SNAPSHOT))]);
    onChange();
    void this.#measure();
  }

  async #measure(): Promise<void> {
    const { drivers, workspace, onChange } = this.#parts;
    const signal = AbortSignal.timeout(MEASURE_TIMEOUT_MS);
    try {
      const lists = await Promise.all([...drivers.values()].map((driver) => driver.list(signal)));
      const bytes = await workspace.keptBytes() + lists.flat().reduce((sum, each) => sum + each.bytes, 0);
      if (bytes === this.#bytes) return;
      this.#bytes = bytes;
      onChange();
    } catch {
      // The services were stopped meanwhile; what was measured last still stands.
    }
  }
}

/** The checkpoints that led to the present state, newest first. */
function wayOf(table: TimelineTable): Checkpoint[] {
  const byId = new Map(table.all().map((each) => [each.id, each]));
  const way: Checkpoint[] = [];
  for (let id = table.head(); id !== null;) {
    const checkpoint = byId.get(id);
    if (checkpoint === undefined || way.includes(checkpoint)) break;
    way.push(checkpoint);
    id = checkpoint.parent;
  }
  return way;
}

/** The start of a step on the present way; the lab's start is that of the first step. */
function stepStartOf(lab: Lab, table: TimelineTable, step: string): Checkpoint | undefined {
  return wayOf(table).find((each) => each.step === step && (each.reason === 'step-start' || (each.reason === 'start' && lab.steps[0]?.id === step)));
}

const undoTarget = (checkpoints: readonly Checkpoint[]): Checkpoint | undefined =>
  checkpoints.findLast((each) => each.ready && !each.undone && UNDOABLE.has(each.reason));

/** What the record alone tells, also while nothing runs. */
export function timelineView(lab: Lab, table: TimelineTable | null, step: string): TimelineView {
  if (table === null) return { lab: lab.id, checkpoints: [], step, stepStart: null, undo: null, bytes: null };
  const ready = table.all().filter((each) => each.ready);
  const way = new Set(wayOf(table).map((each) => each.id));
  const head = table.head();
  const shown = (each: Checkpoint): CheckpointView =>
    ({ id: each.id, at: each.at, reason: each.reason, step: each.step, onWay: way.has(each.id), isHead: each.id === head });
  const undo = undoTarget(ready);
  return {
    lab: lab.id, checkpoints: ready.map(shown), step, stepStart: stepStartOf(lab, table, step)?.id ?? null,
    undo: undo === undefined ? null : shown(undo), bytes: null,
  };
}
