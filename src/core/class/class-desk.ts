/** The desk of the screen "Classes": a teacher's classes as the window shows them, and its acts on files that were chosen. */
import type { ClassView, ClassTimelineRow, Collected } from '../../shared/class-contract.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { writeChosen, type ChosenFiles } from '../chosen-files.ts';
import { assignmentText } from '../assignments/assignment-file.ts';
import { assignmentWords } from '../assignments/assignment-desk.ts';
import { createNotices, latest } from '../latest.ts';
import { fingerprint } from '../packs/pack-header.ts';
import type { KeyPair } from '../packs/signing-keys.ts';
import type { AssignmentDraft } from './class-assignments.ts';
import { tableOf, type ClassTable } from './class-csv.ts';
import { classPage } from './class-page.ts';
import type { LabRow } from './class-report.ts';
import type { Imported } from './class-store.ts';
import type { Classes } from './classes.ts';

/** Reading and verifying the files of a class, some hundred at most, in milliseconds. */
const READ_DEADLINE_MS = 60_000;

export interface ClassDeskParts {
  classes: Classes;
  chosen: ChosenFiles;
  catalog: () => Catalog;
  /** What assignments are signed with; made on first use. */
  teacherKey: () => Promise<KeyPair>;
}

export class ClassDesk {
  readonly #parts: ClassDeskParts;
  readonly #notices = createNotices();

  constructor(parts: ClassDeskParts) {
    this.#parts = parts;
  }

  watchAll(signal: AbortSignal): AsyncGenerator<string[], void, void> {
    return latest(this.#notices.subscribe, () => this.#parts.classes.list(), signal);
  }

  /** @throws BackbenchError INPUT_REFUSED for a name that can't be a class's */
  watch(name: string, signal: AbortSignal): AsyncGenerator<ClassView, void, void> {
    return latest(this.#notices.subscribe, () => this.#view(name, AbortSignal.timeout(READ_DEADLINE_MS)), signal);
  }

  async create(name: string): Promise<void> {
    await this.#parts.classes.create(name);
    this.#notices.notify();
  }

  async remove(name: string): Promise<void> {
    await this.#parts.classes.remove(name);
    this.#notices.notify();
  }

  /**
   * Takes files in, and yields each as it is done. What is in when it is aborted stays in.
   * @throws BackbenchError PATH_REFUSED for a token that nobody gave, PLACE_NOT_FOUND, DISK_FULL
   */
  async *collect(name: string, tokens: readonly string[], signal: AbortSignal): AsyncGenerator<{ one: Collected; at: number; of: number }, void, void> {
    const places = tokens.map((token) => this.#parts.chosen.take('read', token));
    const waiting: { one: Collected; at: number; of: number }[] = [];
    const wake = createNotices();
    const left = new AbortController();
    let done = false;
    const work = this.#parts.classes.import(name, places, AbortSignal.any([signal, left.signal]), (one, at, of) => {
      waiting.push({ one, at, of });
      wake.notify();
    }).finally(() => {
      done = true;
      wake.notify();
      this.#notices.notify();
    });
    // Its failure is thrown below, after what was done before it has been told.
    work.catch(() => undefined);
    try {
      for await (const _ of latest(wake.subscribe, () => null, signal)) {
        while (waiting.length > 0) yield waiting.shift() as { one: Collected; at: number; of: number };
        if (done) break;
      }
      await work;
    } finally {
      left.abort();
    }
  }

  /** Takes in what was handed in over the local network. @throws BackbenchError as {@link Classes.receive} */
  async receive(name: string, bytes: Buffer): Promise<Imported> {
    const received = await this.#parts.classes.receive(name, bytes);
    if (received.outcome !== 'refused') this.#notices.notify();
    return received;
  }

  /** @throws BackbenchError LEARNER_UNKNOWN */
  async timeline(name: string, device: string, signal: AbortSignal): Promise<ClassTimelineRow[]> {
    const { heads } = this.#parts.catalog();
    const { rows } = await this.#parts.classes.learner(name, device, signal);
    return rows.map((row) => ({ ...row, title: heads.get(row.lab)?.title ?? row.lab }));
  }

  /** @throws BackbenchError LEARNER_UNKNOWN */
  async erase(name: string, device: string, signal: AbortSignal): Promise<void> {
    await this.#parts.classes.erase(name, device, signal);
    this.#notices.notify();
  }

  /** Signs an assignment and keeps it in the class. @throws BackbenchError as the class's assignments do @returns its id */
  async assign(name: string, draft: AssignmentDraft): Promise<{ id: string }> {
    const { assignment } = await this.#parts.classes.assignments(name).make(draft, await this.#parts.teacherKey());
    this.#notices.notify();
    return { id: assignment.id };
  }

  /** @throws BackbenchError ASSIGNMENT_UNKNOWN */
  async unassign(name: string, id: string): Promise<void> {
    await this.#parts.classes.assignments(name).remove(id);
    this.#notices.notify();
  }

  /** Writes the file for the learners. @throws BackbenchError ASSIGNMENT_UNKNOWN, PATH_REFUSED, DISK_FULL */
  async saveAssignment(name: string, id: string, token: string): Promise<void> {
    const path = this.#parts.chosen.take('save', token);
    await writeChosen(path, assignmentText(await this.#parts.classes.assignments(name).get(id)));
  }

  /** @throws BackbenchError PATH_REFUSED, DISK_FULL */
  async saveTable(name: string, of: ClassTable, token: string, signal: AbortSignal): Promise<void> {
    const path = this.#parts.chosen.take('save', token);
    await writeChosen(path, tableOf(await this.#parts.classes.report(name, signal), of));
  }

  /** @throws BackbenchError PATH_REFUSED, DISK_FULL */
  async savePage(name: string, token: string, signal: AbortSignal): Promise<void> {
    const path = this.#parts.chosen.take('save', token);
    await writeChosen(path, await this.page(name, signal));
  }

  async page(name: string, signal: AbortSignal): Promise<string> {
    return classPage(await this.#parts.classes.report(name, signal), name, Date.now());
  }

  async #view(name: string, signal: AbortSignal): Promise<ClassView> {
    const { learners, labs, damaged, work, assignments: rows } = await this.#parts.classes.report(name, signal);
    const lab = (row: LabRow): ClassView['labs'][number] => ({ ...row, stuck: row.stuck === null ? null : { ...row.stuck, title: this.#checkTitle(row.lab, row.stuck.check) } });
    return {
      learners: learners.map((row) => ({
        ...row, current: row.current === null ? null : lab(row.current),
        work: (work.get(row.device) ?? []).map((each) => ({ lab: each.lab, variant: each.variant, files: each.files.length })),
      })),
      labs: labs.map(lab), damaged,
      assignments: (await this.#parts.classes.assignments(name).list()).map((file) => ({
        words: assignmentWords(file), fingerprint: fingerprint(file.key), rows: rows.filter(({ assignment }) => assignment === file.assignment.id),
      })),
    };
  }

  /** Null for a lab that is not here, or has no such check any more. */
  #checkTitle(id: string, check: string): string | null {
    const catalog = this.#parts.catalog();
    if (!catalog.heads.has(id)) return null;
    try {
      return catalog.lab(id).lab.steps.flatMap((step) => step.checks).find((each) => each.id === check)?.title ?? null;
    } catch {
      // A lab that is broken here is told elsewhere.
      return null;
    }
  }
}
