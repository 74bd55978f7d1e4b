/** What is recorded of one session: its row, the learner's events, and the progress that follows from them. */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { Check } from '../../shared/check-format/check.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { Lab, Step } from '../../shared/lab-format.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import { isRunning } from '../process-identity.ts';
import type { EventLog, LabEvent, LoggedEvent } from '../progress/event-log.ts';
import { deriveProgress, type LabProgress } from '../progress/lab-progress.ts';
import type { SessionKey, SessionRow, SessionTable } from '../progress/session-table.ts';
import { currentStep } from './session-view.ts';

export interface SessionRecordParts {
  log: EventLog;
  table: SessionTable;
  /** Told after each event. */
  onChange: () => void;
}

export class SessionRecord {
  #loaded: LoadedLab;
  readonly key: SessionKey;
  readonly #parts: SessionRecordParts;
  #row: SessionRow;
  #progress: LabProgress;

  /** @param loaded resolved for a variant, where the lab has any */
  constructor(loaded: LoadedLab, parts: SessionRecordParts) {
    this.#loaded = loaded;
    this.#parts = parts;
    this.key = { lab: loaded.lab.id, variant: loaded.variant?.id ?? null };
    this.#row = parts.table.ensure(this.key, loaded.lab.services.map((service) => service.id));
    this.#progress = deriveProgress(this.events());
  }

  get loaded(): LoadedLab {
    return this.#loaded;
  }

  get lab(): Lab {
    return this.#loaded.lab;
  }

  /** Goes on with the lab as its author has it now. */
  adopt(loaded: LoadedLab): void {
    this.#loaded = loaded;
  }

  get row(): SessionRow {
    return this.#row;
  }

  get progress(): LabProgress {
    return this.#progress;
  }

  events(): LoggedEvent[] {
    return this.#parts.log.of(this.key.lab, this.key.variant);
  }

  /** The id of the step that the learner is in. */
  get stepNow(): string {
    return currentStep(this.lab, this.#progress);
  }

  /** @throws BackbenchError STEP_NOT_FOUND */
  step(id: string): Step {
    const step = this.lab.steps.find((each) => each.id === id);
    if (step === undefined) throw new BackbenchError('STEP_NOT_FOUND', { lab: this.lab.id, step: id });
    return step;
  }

  /** Commits an event, then derives and tells what follows from it. */
  append(event: LabEvent): void {
    const { lab, variant } = this.key;
    this.#parts.log.append({ id: lab, version: this.lab.version, variant }, event);
    this.#progress = deriveProgress(this.events());
    this.#parts.onChange();
  }

  /** @returns a check's next hint, which counts as shown. @throws BackbenchError CHECK_NOT_FOUND, NO_MORE_HINTS */
  hint(checkId: string): string {
    const { hints } = this.#check(checkId);
    const index = this.#progress.checks.get(checkId)?.hintsShown ?? 0;
    const hint = hints[index];
    if (hint === undefined) throw new BackbenchError('NO_MORE_HINTS', { check: checkId });
    this.append({ type: 'hint-shown', check: checkId, index });
    return hint;
  }

  /** Keeps the learner's answer to a question; Check looks at it. @throws BackbenchError CHECK_NOT_FOUND for a check that asks nothing */
  answer(checkId: string, value: AnswerValue): void {
    const check = this.#check(checkId);
    if (check.kind !== 'answer') throw new BackbenchError('CHECK_NOT_FOUND', { lab: this.lab.id, check: checkId });
    this.append({ type: 'answered', check: checkId, value });
  }

  #check(id: string): Check {
    const check = this.lab.steps.flatMap((step) => step.checks).find((each) => each.id === id);
    if (check === undefined) throw new BackbenchError('CHECK_NOT_FOUND', { lab: this.lab.id, check: id });
    return check;
  }

  /** What runs, and for whom. */
  update(change: Partial<Pick<SessionRow, 'engine' | 'running' | 'owner'>>): void {
    this.#row = { ...this.#row, ...change };
    this.#parts.table.update(this.key, change);
  }

  /** The row as any process wrote it last. */
  written(): SessionRow | null {
    return this.#parts.table.get(this.key);
  }

  /** Who looks after what is started: this process, unless it only visits a session that another living one supervises. */
  supervisor(mine: string | null): string | null {
    const before = this.written()?.owner ?? null;
    return mine === null && before !== null && isRunning(before) ? before : mine;
  }
}
