/**
 * The labs as the app opens them: the heads of all at once, from the index where a lab.yaml is the same as before, and
 * a whole lab when it is asked for. So a course of thousands is there in the time that one lab takes to be read.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { twice, type BrokenLab, type Catalog } from './catalog.ts';
import { findLabs, type FoundLab } from './find-labs.ts';
import { HeadIndex, stampOf } from './head-index.ts';
import { headOf, type LabHead } from './lab-head.ts';
import { LAB_FILE, loadLabSync, MAX_YAML_BYTES, type LoadedLab } from './load-lab.ts';
import { readHead } from './read-head.ts';
import type { YamlValues } from './yaml-values.ts';

/** Between two looks at whether to stop: some milliseconds of work. */
const LABS_AT_ONCE = 50;

export interface CatalogOptions {
  /** Absolute. */
  labsFolder: string;
  /** Labs of packs: each stands in for the course's of the same id when it is newer. */
  packed?: readonly FoundLab[];
  /** The index of heads, absolute; need not exist. */
  indexFile: string;
  /** What the labs that were opened last say. */
  kept?: YamlValues;
  /** Whose values labs have. */
  learner: string;
  /** A lab turned out to be broken, or other than its head said, when it was opened. */
  onChange: () => void;
}

/**
 * A lab whose head can't be told is read as a whole at once. What is wrong elsewhere in a lab shows when it is opened.
 * @throws BackbenchError LABS_FOLDER_UNUSABLE when the folder itself can't be read; the signal's reason
 */
export async function openCatalog({ labsFolder, packed = [], indexFile, kept, learner, onChange }: CatalogOptions, signal: AbortSignal): Promise<Catalog> {
  const found = await findLabs(labsFolder, signal);
  const index = new HeadIndex(indexFile, labsFolder);
  const heads = new Map<string, LabHead>();
  const places = new Map<string, FoundLab>();
  const whole = new Map<string, LoadedLab>();
  const broken: BrokenLab[] = [...found.stray];
  /** One for all files: making thousands takes longer than reading them. */
  const room = Buffer.allocUnsafe(MAX_YAML_BYTES + 1);
  for (const [count, lab] of [...found.labs, ...packed].entries()) {
    if (count % LABS_AT_ONCE === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
    if (places.has(lab.name) && lab.packed === undefined) {
      broken.push({ lab: lab.name, problems: [twice(lab.name)] });
      continue;
    }
    // An older pack must not take an update of the course back.
    if (lab.packed !== undefined && (heads.get(lab.name)?.version ?? 0) >= lab.packed.version) continue;
    if (lab.packed !== undefined) whole.delete(lab.name);
    const head = headAt(lab);
    if (Array.isArray(head)) broken.push({ lab: lab.name, problems: head });
    else {
      heads.set(lab.name, head);
      places.set(lab.name, lab);
    }
  }
  index.save();
  return {
    heads, broken,
    lab: (id) => whole.get(id) ?? open(placeOf(id)),
    folder: (id) => placeOf(id).folder,
  };

  function placeOf(id: string): FoundLab {
    const place = places.get(id);
    if (place !== undefined) return place;
    const problems = broken.find((each) => each.lab === id)?.problems;
    throw problems === undefined ? new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...heads.keys()] }) : new BackbenchError('LAB_INVALID', { lab: id, problems });
  }

  function headAt(lab: FoundLab): LabHead | LabProblem[] {
    const path = join(lab.folder, LAB_FILE);
    const stamp = stampOf(path);
    const known = stamp === null ? undefined : index.find(keyOf(lab), stamp);
    if (known !== undefined && known !== null) return known;
    const head = known === null || stamp === null || stamp[0] > MAX_YAML_BYTES ? null : plainHead(path, stamp[0], lab, room);
    if (head !== null && stamp !== null) {
      index.keep(keyOf(lab), stamp, head);
      return head;
    }
    const result = loadLabSync(lab.folder, learner);
    if ('problems' in result) return result.problems;
    whole.set(lab.name, withOrigin(lab, result.loaded));
    const whose = headOf(result.loaded.lab);
    // A head that holds a learner's own values is no other learner's.
    if (stamp !== null && Object.keys(result.loaded.lab.values).length === 0) index.keep(keyOf(lab), stamp, whose);
    return whose;
  }

  function open(found: FoundLab): LoadedLab {
    const { name, folder } = found;
    const result = loadLabSync(folder, learner, kept);
    if ('problems' in result) {
      heads.delete(name);
      places.delete(name);
      broken.push({ lab: name, problems: result.problems });
      const stamp = stampOf(join(folder, LAB_FILE));
      if (stamp !== null) index.keep(keyOf(found), stamp, null);
      index.save();
      onChange();
      throw new BackbenchError('LAB_INVALID', { lab: name, problems: result.problems });
    }
    const loaded = withOrigin(found, result.loaded);
    whole.set(name, loaded);
    const head = headOf(result.loaded.lab);
    if (!isDeepStrictEqual(head, heads.get(name))) {
      heads.set(name, head);
      onChange();
    }
    return loaded;
  }
}

/** Remembers where a lab came from: it decides about its commands. */
const withOrigin = ({ packed }: FoundLab, loaded: LoadedLab): LoadedLab => (packed === undefined ? loaded : { ...loaded, packed: { commands: packed.commands } });

/** A pack's lab has a folder of its own for each content. */
const keyOf = ({ stage, name, folder, packed }: FoundLab): string => (packed === undefined ? `${stage}/${name}` : folder);

/** @returns null where only the whole lab can tell */
function plainHead(path: string, size: number, { name, stage }: FoundLab, room: Buffer): LabHead | null {
  try {
    const file = openSync(path, 'r');
    try {
      // Room for one more byte shows a file that grows.
      const bytes = room.subarray(0, readSync(file, room, 0, size + 1, 0));
      const head = bytes.length === size ? readHead(bytes) : null;
      // The whole lab says where it is wrong.
      return head?.id === name && head.stage === stage ? head : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
