/** The assignments that a teacher made for a class: signed files beside the progress files that come back. */
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ASSIGNMENT_ENDING, type Assignment, type AssignmentFile } from '../../shared/assignment-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { assignmentText, openAssignment, signAssignment } from '../assignments/assignment-file.ts';
import type { KeyPair } from '../packs/signing-keys.ts';
import { isUnfinished, makeFolder, writeDurably } from '../workspace/durable-files.ts';
import { errno } from '../workspace/file-errors.ts';

/** What a teacher says; the rest follows. */
export type AssignmentDraft = Pick<Assignment, 'title' | 'note' | 'due' | 'work'> & {
  /** The assignment that it replaces; null for a new one. */
  id: string | null;
  labs: readonly { lab: string; variant: string | null }[];
};

export interface ClassAssignments {
  /** By the time that they are due. A file that can't be read any more is left out. */
  list(): Promise<AssignmentFile[]>;
  /** Signs and keeps one. @throws BackbenchError LAB_NOT_FOUND, VARIANT_UNKNOWN, ASSIGNMENT_UNKNOWN, INPUT_REFUSED, DISK_FULL */
  make(draft: AssignmentDraft, keys: KeyPair): Promise<AssignmentFile>;
  /** @throws BackbenchError ASSIGNMENT_UNKNOWN */
  get(id: string): Promise<AssignmentFile>;
  /** Takes one out of the class; where it was given out it stays. @throws BackbenchError ASSIGNMENT_UNKNOWN */
  remove(id: string): Promise<void>;
}

/** @param folder of the class, absolute @param heads of the labs of this machine's course @param now milliseconds since 1970 */
export function openClassAssignments(folder: string, heads: () => ReadonlyMap<string, LabHead>, now: () => number): ClassAssignments {
  const pathOf = (id: string): string => join(folder, `${id}${ASSIGNMENT_ENDING}`);
  const list = async (): Promise<AssignmentFile[]> => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (errno(error) === 'ENOENT') return [];
      throw error;
    });
    const files: AssignmentFile[] = [];
    for (const name of names.toSorted()) {
      if (!name.endsWith(ASSIGNMENT_ENDING) || isUnfinished(name)) continue;
      const file = await openAssignment(join(folder, name)).catch(() => null);
      if (file !== null && name === `${file.assignment.id}${ASSIGNMENT_ENDING}`) files.push(file);
    }
    return files.toSorted((a, b) => a.assignment.due.at - b.assignment.due.at);
  };
  const get = async (id: string): Promise<AssignmentFile> => {
    const files = await list();
    const found = files.find(({ assignment }) => assignment.id === id);
    if (found === undefined) throw new BackbenchError('ASSIGNMENT_UNKNOWN', { id, known: files.map(({ assignment }) => assignment.id) });
    return found;
  };
  return {
    list, get,
    async make({ id, labs, ...draft }, keys) {
      const before = id === null ? null : (await get(id)).assignment;
      const file = signAssignment({
        id: before?.id ?? newId(draft.title), number: (before?.number ?? 0) + 1, title: draft.title, note: draft.note,
        labs: labs.map(({ lab, variant }) => assigned(heads(), lab, variant)), due: draft.due, work: draft.work, issuedAt: now(),
      }, keys);
      makeFolder(folder);
      await writeDurably(pathOf(file.assignment.id), assignmentText(file)).catch((error: unknown) => {
        if (errno(error) === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path: folder }, { cause: error });
        throw error;
      });
      return file;
    },
    async remove(id) {
      await get(id);
      await rm(pathOf(id), { force: true });
    },
  };
}

function assigned(heads: ReadonlyMap<string, LabHead>, lab: string, variant: string | null): Assignment['labs'][number] {
  const head = heads.get(lab);
  if (head === undefined) throw new BackbenchError('LAB_NOT_FOUND', { lab, known: [...heads.keys()] });
  if (variant !== null && !head.variants.some(({ id }) => id === variant)) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'labs', message: `${head.title} has no variant "${variant}".` }] });
  }
  return { lab, variant, title: head.title };
}

/** What a person can read, and what no other assignment has. */
function newId(title: string): string {
  const words = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 24).replaceAll(/^-|-$/g, '');
  return `${words === '' ? 'assignment' : words}-${randomBytes(3).toString('hex')}`;
}
