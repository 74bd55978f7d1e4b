/** Assignments as the window shows them, and its acts on files that were chosen. */
import { randomUUID } from 'node:crypto';
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import type { AssignmentOffer, AssignmentView, AssignmentWords } from '../../shared/assignments-contract.ts';
import { BackbenchError, type ErrorReport } from '../../shared/errors.ts';
import type { ChosenFiles } from '../chosen-files.ts';
import { examView } from '../exam/exam-span.ts';
import { fingerprint } from '../packs/pack-header.ts';
import type { Assignments } from './assignments.ts';

export class AssignmentDesk {
  readonly #assignments: Assignments;
  readonly #chosen: ChosenFiles;
  /** What was found last, by the name that the window has for it. */
  #offers = new Map<string, AssignmentFile>();

  constructor({ assignments, chosen }: { assignments: Assignments; chosen: ChosenFiles }) {
    this.#assignments = assignments;
    this.#chosen = chosen;
  }

  async view(): Promise<AssignmentView[]> {
    return (await this.#assignments.list()).map(({ file, fingerprint: print, teacher, progress }) => ({
      words: assignmentWords(file), fingerprint: print, teacher, state: progress.state, passed: progress.passed, doneAt: progress.doneAt, exam: examView(progress.exam),
      labs: progress.labs.map(({ lab, state }) => ({ ...lab, state })),
    }));
  }

  /** @throws BackbenchError PATH_REFUSED for a token that nobody gave, PLACE_NOT_FOUND */
  async look(tokens: readonly string[]): Promise<{ found: AssignmentOffer[]; refused: { file: string; error: ErrorReport }[] }> {
    const { found, refused } = await this.#assignments.look(tokens.map((token) => this.#chosen.take('read', token)));
    this.#offers = new Map();
    return {
      refused: refused.map(({ name, error }) => ({ file: name, error })),
      found: found.map(({ name, file, ...rest }) => {
        const offer = randomUUID();
        this.#offers.set(offer, file);
        return { offer, file: name, words: assignmentWords(file), ...rest };
      }),
    };
  }

  /** @throws BackbenchError ASSIGNMENT_KEY_UNKNOWN also for another fingerprint than the file's, ASSIGNMENT_UNKNOWN for what was not offered, and as adding does */
  async add(offer: string, trust: { fingerprint: string; name: string } | null): Promise<void> {
    const file = this.#offers.get(offer);
    if (file === undefined) throw new BackbenchError('ASSIGNMENT_UNKNOWN', { id: offer, known: [] });
    const print = fingerprint(file.key);
    if (trust !== null) {
      if (trust.fingerprint !== print) throw new BackbenchError('ASSIGNMENT_KEY_UNKNOWN', { title: file.assignment.title, fingerprint: print });
      await this.#assignments.trust(file.key, trust.name);
    }
    await this.#assignments.add(file);
  }
}

export function assignmentWords({ assignment: { id, number, title, note, due, work, labs } }: AssignmentFile): AssignmentWords {
  return { id, number, title, note, dueAt: due.at, work, labs };
}
