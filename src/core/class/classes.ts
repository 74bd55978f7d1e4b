/** The classes of a teacher: each a folder of progress files in the data folder. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { classReport, namesOf, type ClassReport } from './class-report.ts';
import { makeFolder } from '../workspace/durable-files.ts';
import { errno } from '../workspace/file-errors.ts';
import { openClassAssignments, type ClassAssignments } from './class-assignments.ts';
import { openClassStore, type ClassStore, type Imported, type OnFile } from './class-store.ts';
import { learnerTimeline, type TimelineRow } from './learner-timeline.ts';
import { learnersOf, type ClassLearner } from './merge-histories.ts';

export interface Classes {
  /** The names of the classes, by name. */
  list(): Promise<string[]>;
  /** Makes an empty class; one that is there stays as it is. @throws BackbenchError INPUT_REFUSED for a name that can't be one */
  create(name: string): Promise<void>;
  /** Takes a class away, with all that came into it. @throws BackbenchError INPUT_REFUSED */
  remove(name: string): Promise<void>;
  /** @throws BackbenchError PLACE_NOT_FOUND, DISK_FULL, INPUT_REFUSED for a name that can't be one */
  import(name: string, places: readonly string[], signal: AbortSignal, onFile?: OnFile): Promise<Imported[]>;
  /** Takes in one progress file that was handed in. @throws BackbenchError DISK_FULL, INPUT_REFUSED for a name that can't be one */
  receive(name: string, bytes: Buffer): Promise<Imported>;
  /** @returns the report, kept files that can't be read any more, and the work that came along, by device */
  report(name: string, signal: AbortSignal): Promise<ClassReport & { damaged: string[]; work: ReadonlyMap<string, ClassLearner['file']['work']> }>;
  /** @param learner a name as the report has it, or the beginning of a device's key @throws BackbenchError LEARNER_UNKNOWN */
  learner(name: string, learner: string, signal: AbortSignal): Promise<{ name: string; device: string; rows: TimelineRow[] }>;
  /** The file that counts for a learner. @throws BackbenchError LEARNER_UNKNOWN */
  file(name: string, learner: string, signal: AbortSignal): Promise<ClassLearner['file']>;
  /** The same, with what was found in it. @throws BackbenchError LEARNER_UNKNOWN */
  history(name: string, learner: string, signal: AbortSignal): Promise<ClassLearner & { name: string }>;
  /** What the class is asked to do. @throws BackbenchError INPUT_REFUSED */
  assignments(name: string): ClassAssignments;
  /** Takes a learner out of the class, with all that came from them. @throws BackbenchError LEARNER_UNKNOWN */
  erase(name: string, learner: string, signal: AbortSignal): Promise<{ name: string; device: string; files: number }>;
}

/** A name that every file system takes; letters of any script. */
const CLASS_NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _-]{0,59}$/u;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

const isClassName = (name: string): boolean => CLASS_NAME.test(name) && !name.endsWith(' ') && !RESERVED.test(name);

/** Of a device's key, in characters: fewer name nobody. */
const SHORTEST_KEY = 4;

/** Reading what a class has and writing one file, in milliseconds. */
const RECEIVE_DEADLINE_MS = 60_000;

/** @param heads of the labs of this machine's course */
export function createClasses(dataFolder: string, heads: () => ReadonlyMap<string, LabHead>): Classes {
  const folder = join(dataFolder, 'classes');
  const folderOf = (name: string): string => {
    if (!isClassName(name)) {
      throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'class', message: 'A class is named with up to 60 letters, digits, spaces and hyphens.' }] });
    }
    return join(folder, name);
  };
  const store = (name: string): ClassStore => openClassStore(folderOf(name));
  const assignments = (name: string): ClassAssignments => openClassAssignments(folderOf(name), heads, Date.now);
  const learners = async (name: string, signal: AbortSignal): Promise<{ learners: ClassLearner[]; damaged: string[] }> => {
    const { files, damaged } = await store(name).files(signal);
    return { learners: learnersOf(files, Date.now()), damaged };
  };
  const one = async (name: string, wanted: string, signal: AbortSignal): Promise<{ name: string; learner: ClassLearner }> => {
    const found = (await learners(name, signal)).learners;
    const names = namesOf(found);
    const matching = found.filter(({ device }) => names.get(device) === wanted || (wanted.length >= SHORTEST_KEY && device.startsWith(wanted)));
    const [only] = matching;
    if (only === undefined || matching.length > 1) throw new BackbenchError('LEARNER_UNKNOWN', { learner: wanted, known: [...names.values()] });
    return { name: names.get(only.device) ?? only.file.pseudonym, learner: only };
  };
  return {
    assignments,
    async list() {
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        if (errno(error) === 'ENOENT') return [];
        throw error;
      });
      return entries.filter((entry) => entry.isDirectory() && isClassName(entry.name)).map((entry) => entry.name).toSorted((a, b) => a.localeCompare(b));
    },
    async create(name) {
      makeFolder(folderOf(name));
    },
    async remove(name) {
      await rm(folderOf(name), { recursive: true, force: true });
    },
    import: async (name, places, signal, onFile) => store(name).import(places, signal, onFile),
    receive: async (name, bytes) => store(name).receive(bytes, AbortSignal.timeout(RECEIVE_DEADLINE_MS)),
    async report(name, signal) {
      const found = await learners(name, signal);
      return { ...classReport(found.learners, heads(), await assignments(name).list(), Date.now()), damaged: found.damaged, work: new Map(found.learners.map(({ device, file }) => [device, file.work])) };
    },
    async learner(name, wanted, signal) {
      const found = await one(name, wanted, signal);
      return { name: found.name, device: found.learner.device, rows: learnerTimeline(found.learner) };
    },
    file: async (name, wanted, signal) => (await one(name, wanted, signal)).learner.file,
    async history(name, wanted, signal) {
      const found = await one(name, wanted, signal);
      return { ...found.learner, name: found.name };
    },
    async erase(name, wanted, signal) {
      const found = await one(name, wanted, signal);
      return { name: found.name, device: found.learner.device, files: await store(name).erase(found.learner.device, signal) };
    },
  };
}
