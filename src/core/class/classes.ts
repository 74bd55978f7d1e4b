/** The classes of a teacher: each a folder of progress files in the data folder. */
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { classReport, namesOf, type ClassReport } from './class-report.ts';
import { openClassStore, type Imported } from './class-store.ts';
import { learnerTimeline, type TimelineRow } from './learner-timeline.ts';
import { learnersOf, type ClassLearner } from './merge-histories.ts';

export interface Classes {
  /** @throws BackbenchError PLACE_NOT_FOUND, DISK_FULL, INPUT_REFUSED for a name that can't be one */
  import(name: string, place: string, signal: AbortSignal): Promise<Imported[]>;
  /** @returns the report, and kept files that can't be read any more */
  report(name: string, signal: AbortSignal): Promise<ClassReport & { damaged: string[] }>;
  /** @param learner a name as the report has it, or the beginning of a device's key @throws BackbenchError LEARNER_UNKNOWN */
  learner(name: string, learner: string, signal: AbortSignal): Promise<{ name: string; device: string; rows: TimelineRow[] }>;
  /** Takes a learner out of the class, with all that came from them. @throws BackbenchError LEARNER_UNKNOWN */
  erase(name: string, learner: string, signal: AbortSignal): Promise<{ name: string; device: string; files: number }>;
}

/** A name that every file system takes; letters of any script. */
const CLASS_NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _-]{0,59}$/u;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Of a device's key, in characters: fewer name nobody. */
const SHORTEST_KEY = 4;

/** @param heads of the labs of this machine's course */
export function createClasses(dataFolder: string, heads: () => ReadonlyMap<string, LabHead>): Classes {
  const store = (name: string) => {
    if (!CLASS_NAME.test(name) || name.endsWith(' ') || RESERVED.test(name)) {
      throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'class', message: 'A class is named with up to 60 letters, digits, spaces and hyphens.' }] });
    }
    return openClassStore(join(dataFolder, 'classes', name));
  };
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
    import: async (name, place, signal) => store(name).import(place, signal),
    async report(name, signal) {
      const found = await learners(name, signal);
      return { ...classReport(found.learners, heads()), damaged: found.damaged };
    },
    async learner(name, wanted, signal) {
      const found = await one(name, wanted, signal);
      return { name: found.name, device: found.learner.device, rows: learnerTimeline(found.learner) };
    },
    async erase(name, wanted, signal) {
      const found = await one(name, wanted, signal);
      return { name: found.name, device: found.learner.device, files: await store(name).erase(found.learner.device, signal) };
    },
  };
}
