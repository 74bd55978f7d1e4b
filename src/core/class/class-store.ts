/**
 * A class is the set of progress files that came in, under their hashes, and nothing else: whatever is shown is derived
 * from them. So the same file may come twice, in any order and from any machine, and two machines of a teacher agree as
 * soon as both have the same files.
 */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import { filesBelow } from '../files-below.ts';
import { openProgressFile, type OpenedProgress } from '../progress/open-progress-file.ts';
import { readProgressFile } from '../progress/progress-file.ts';
import { isUnfinished, makeFolder, writeDurably } from '../workspace/durable-files.ts';
import { errno } from '../workspace/file-errors.ts';
import { countingFiles, type ClassFile } from './merge-histories.ts';

/** new: a learner the class did not know. newer: goes on from what it knew. beside: stands beside that. known: said nothing new. */
export type ImportOutcome = 'new' | 'newer' | 'beside' | 'known' | 'refused';

export interface Imported {
  /** Relative to where the import looked. */
  file: string;
  outcome: ImportOutcome;
  /** Null when it was refused. */
  learner: { name: string; device: string } | null;
  /** Why it was refused. */
  error: ErrorReport | null;
}

/** Hears of each file when it is done: its number from 1, and how many there are. */
export type OnFile = (imported: Imported, at: number, of: number) => void;

export interface ClassStore {
  /** Takes in every progress file at these places, each a folder with all below it or one file. @throws BackbenchError PLACE_NOT_FOUND for a place that is not there */
  import(places: readonly string[], signal: AbortSignal, onFile?: OnFile): Promise<Imported[]>;
  /** Takes in one progress file as its bytes, under the same rules. @throws BackbenchError DISK_FULL */
  receive(bytes: Buffer, signal: AbortSignal): Promise<Imported>;
  /** The files that count, and those of the store that can't be read any more. */
  files(signal: AbortSignal): Promise<{ files: ClassFile[]; damaged: string[] }>;
  /** Takes away all files by this device. @returns how many there were */
  erase(device: string, signal: AbortSignal): Promise<number>;
}

export const PROGRESS_ENDING = '.bbprogress';

/** A stick with a year's files of a school stays below. */
const MOST_FILES = 5_000;

/** @param folder of this class, absolute; made when it is needed */
export function openClassStore(folder: string): ClassStore {
  async function files(signal: AbortSignal): Promise<{ files: ClassFile[]; damaged: string[] }> {
    const found: ClassFile[] = [];
    const damaged: string[] = [];
    for (const name of await namesIn(folder)) {
      signal.throwIfAborted();
      try {
        const { bytes, file } = await openProgressFile(join(folder, name));
        if (`${idOf(bytes)}${PROGRESS_ENDING}` === name) found.push({ id: idOf(bytes), file });
        else damaged.push(name);
      } catch (error) {
        // Taken away by another import in this moment: what says more took its place.
        if (!(error instanceof BackbenchError && error.code === 'PLACE_NOT_FOUND')) damaged.push(name);
      }
    }
    return { files: found, damaged };
  }

  async function take({ bytes, file }: OpenedProgress, known: ClassFile[]): Promise<{ outcome: ImportOutcome; learner: Imported['learner']; now: ClassFile[] }> {
    const learner = { name: file.pseudonym, device: file.device };
    const added: ClassFile = { id: idOf(bytes), file };
    const before = known.filter((each) => each.file.device === file.device);
    if (before.some((each) => each.id === added.id)) return { outcome: 'known', learner, now: known };
    const counting = countingFiles([...before, added]);
    if (!counting.has(added.id)) return { outcome: 'known', learner, now: known };
    makeFolder(folder);
    await writeDurably(join(folder, `${added.id}${PROGRESS_ENDING}`), bytes);
    const old = before.filter((each) => !counting.has(each.id));
    for (const each of old) await rm(join(folder, `${each.id}${PROGRESS_ENDING}`), { force: true });
    const outcome = before.length === 0 ? 'new' : old.length > 0 ? 'newer' : 'beside';
    return { outcome, learner, now: [...known.filter((each) => !old.includes(each)), added] };
  }

  /** @throws BackbenchError DISK_FULL: what concerns this machine is no fault of the file's */
  function refusal(file: string, error: unknown): Imported {
    if (errno(error) === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path: folder }, { cause: error });
    return { file, outcome: 'refused', learner: null, error: toErrorReport(error) };
  }

  return {
    files,
    async erase(device, signal) {
      const theirs = (await files(signal)).files.filter((each) => each.file.device === device);
      for (const { id } of theirs) await rm(join(folder, `${id}${PROGRESS_ENDING}`), { force: true });
      return theirs.length;
    },
    async receive(bytes, signal) {
      const name = 'progress';
      try {
        const opened = { bytes, file: await readProgressFile(bytes, name) };
        const { outcome, learner } = await take(opened, (await files(signal)).files);
        return { file: name, outcome, learner, error: null };
      } catch (error) {
        return refusal(name, error);
      }
    },
    async import(places, signal, onFile) {
      const paths: { path: string; file: string }[] = [];
      for (const place of places) for (const path of await filesBelow(place, PROGRESS_ENDING, MOST_FILES)) paths.push({ path, file: relative(place, path) || basename(path) });
      let known = (await files(signal)).files;
      const imported: Imported[] = [];
      for (const { path, file } of paths) {
        signal.throwIfAborted();
        try {
          const { outcome, learner, now } = await take(await openProgressFile(path), known);
          known = now;
          imported.push({ file, outcome, learner, error: null });
        } catch (error) {
          imported.push(refusal(file, error));
        }
        const newest = imported.at(-1);
        if (newest !== undefined) onFile?.(newest, imported.length, paths.length);
      }
      return imported;
    },
  };
}

const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(PROGRESS_ENDING) && !isUnfinished(name)).toSorted();
}
