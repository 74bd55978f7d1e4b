/**
 * The assignments of this machine, for all who learn on it: those that were imported as files, and those that packs brought.
 * A pack's become visible with the pack, by the same write. Removing one keeps a note, so that its pack does not bring it back.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { assignmentFileSchema, type AssignmentFile } from '../../shared/assignment-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { slug } from '../../shared/names.ts';
import type { PackDisk } from '../packs/disk.ts';
import { fingerprint } from '../packs/pack-header.ts';
import { readState, writeState } from '../packs/state-file.ts';
import { assignmentText, isSigned } from './assignment-file.ts';

const stateSchema = z.strictObject({
  kept: z.array(assignmentFileSchema),
  /** Up to this number, what packs bring is not shown. */
  removed: z.array(z.strictObject({ id: slug, number: z.number() })),
});
type State = z.infer<typeof stateSchema>;

export interface AssignmentStore {
  /** The newest of each id, the one that is due first at the beginning. One whose signature is wrong is left out. @throws BackbenchError DATA_FOLDER_UNUSABLE */
  list(): Promise<AssignmentFile[]>;
  /**
   * Keeps an assignment; the same again changes nothing. The caller has verified its signature and its key.
   * @throws BackbenchError ASSIGNMENT_KEY_CHANGED, ASSIGNMENT_OLDER, ASSIGNMENT_MIXED, DISK_FULL, DATA_FOLDER_UNUSABLE
   */
  add(file: AssignmentFile): Promise<'new' | 'newer' | 'known'>;
  /** What adding would say. @throws as {@link add} */
  mayAdd(file: AssignmentFile): Promise<'new' | 'newer' | 'known'>;
  /** @throws BackbenchError ASSIGNMENT_UNKNOWN */
  remove(id: string): Promise<void>;
}

/** @param folder of the assignments of this machine, absolute @param packed what installed packs hold now */
export function createAssignmentStore(folder: string, packed: () => readonly AssignmentFile[], disk: PackDisk): AssignmentStore {
  const path = join(folder, 'assignments.json');
  const read = async (): Promise<State> => (await readState(path, stateSchema)) ?? { kept: [], removed: [] };
  const newest = ({ kept, removed }: State): AssignmentFile[] => {
    const shown = new Map<string, AssignmentFile>();
    const gone = new Map(removed.map(({ id, number }) => [id, number]));
    const fromPacks = packed().filter(({ assignment }) => assignment.number > (gone.get(assignment.id) ?? 0));
    for (const file of [...kept, ...fromPacks]) {
      const { id, number } = file.assignment;
      const other = shown.get(id);
      // A pack by another key does not take the place of what is here.
      const replaces = other === undefined || (other.key === file.key && other.assignment.number < number);
      if (replaces && isSigned(file)) shown.set(id, file);
    }
    return [...shown.values()].toSorted((a, b) => a.assignment.due.at - b.assignment.due.at || (a.assignment.id < b.assignment.id ? -1 : 1));
  };
  const look = (state: State, file: AssignmentFile): 'new' | 'newer' | 'known' => {
    const { id, title, number } = file.assignment;
    const before = newest(state).find(({ assignment }) => assignment.id === id);
    if (before === undefined) return 'new';
    if (before.key !== file.key) throw new BackbenchError('ASSIGNMENT_KEY_CHANGED', { title, expected: fingerprint(before.key), found: fingerprint(file.key) });
    const here = before.assignment.number;
    if (number < here) throw new BackbenchError('ASSIGNMENT_OLDER', { title, here, found: number });
    if (number > here) return 'newer';
    if (assignmentText(before) !== assignmentText(file)) throw new BackbenchError('ASSIGNMENT_MIXED', { title, number });
    return 'known';
  };
  return {
    list: async () => newest(await read()),
    mayAdd: async (file) => look(await read(), file),
    async add(file) {
      const state = await read();
      const outcome = look(state, file);
      if (outcome === 'known') return outcome;
      const { id } = file.assignment;
      // Who imports it again wants to see it, whatever was removed before.
      await writeState(path, {
        kept: [...state.kept.filter(({ assignment }) => assignment.id !== id), file], removed: state.removed.filter((each) => each.id !== id),
      } satisfies State, disk);
      return outcome;
    },
    async remove(id) {
      const state = await read();
      const shown = newest(state);
      const found = shown.find(({ assignment }) => assignment.id === id);
      if (found === undefined) throw new BackbenchError('ASSIGNMENT_UNKNOWN', { id, known: shown.map(({ assignment }) => assignment.id) });
      await writeState(path, {
        kept: state.kept.filter(({ assignment }) => assignment.id !== id),
        removed: [...state.removed.filter((each) => each.id !== id), { id, number: found.assignment.number }],
      } satisfies State, disk);
    },
  };
}
