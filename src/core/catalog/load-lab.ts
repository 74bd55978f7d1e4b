/** Reads one lab folder into a lab, or into the list of what is wrong with it. Never throws for a bad lab. */
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { labSchema, type Lab, type Variant } from '../../shared/lab-format.ts';
import { readLabFile } from './lab-files.ts';
import { labProblems } from './lab-problems.ts';
import { readLabTree, type LabTree } from './lab-tree.ts';
import { schemaProblems } from './schema-problems.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** In bytes. A lab of twelve steps with all its hints is a tenth of this. */
const MAX_YAML_BYTES = 512 * 1024;
const FILE = 'lab.yaml';

/** A lab that can be used, and where it lies. Its lessons, seeds and answers are read when they are needed, by readLabFile. */
export interface LoadedLab {
  lab: Lab;
  /** Absolute. */
  folder: string;
  /** The variant that the lab was resolved for (resolve-variant.ts); its files lie over the lab's own. */
  variant?: Variant;
}

/** A lab with what its author's tools need: the places in lab.yaml and the list of its files. */
export interface ReadLab extends LoadedLab {
  source: YamlSource;
  tree: LabTree;
}

/**
 * @param folder the lab folder, absolute; the folder above it names the stage
 * @throws the signal's reason, nothing else
 */
export async function loadLab(folder: string, signal: AbortSignal): Promise<{ loaded: LoadedLab } | { problems: LabProblem[] }> {
  const result = await readLab(folder, signal);
  return 'problems' in result ? result : { loaded: { lab: result.read.lab, folder } };
}

/** As {@link loadLab}, keeping what was read on the way. */
export async function readLab(folder: string, signal: AbortSignal): Promise<{ read: ReadLab } | { problems: LabProblem[] }> {
  try {
    const text = await labText(folder);
    if ('problems' in text) return text;
    const yaml = readYaml(FILE, text.text);
    if ('problems' in yaml) return yaml;
    const parsed = labSchema.safeParse(yaml.source.value);
    if (!parsed.success) return { problems: inOrder(schemaProblems(labSchema, yaml.source, parsed.error.issues)) };
    const tree = await readLabTree(folder, signal);
    const problems = labProblems(parsed.data, yaml.source, tree, { folder: basename(folder), stage: basename(dirname(folder)) });
    return problems.length > 0 ? { problems: inOrder(problems) } : { read: { lab: parsed.data, folder, source: yaml.source, tree } };
  } catch (error) {
    signal.throwIfAborted();
    return { problems: [{ file: FILE, message: `The lab could not be read: ${error instanceof Error ? error.message : String(error)}.` }] };
  }
}

async function labText(folder: string): Promise<{ text: string } | { problems: LabProblem[] }> {
  const stat = await lstat(join(folder, FILE)).catch(() => null);
  const wrong = (message: string): { problems: LabProblem[] } => ({ problems: [{ file: FILE, message }] });
  if (stat === null) return wrong('There is no lab.yaml in this folder. Write one, or move the folder out of the labs.');
  if (stat.size > MAX_YAML_BYTES) return wrong(`The file has ${String(stat.size)} bytes; the limit is ${String(MAX_YAML_BYTES)}. Move lessons and data into files of their own.`);
  try {
    return { text: await readLabFile({ folder, lab: { id: basename(folder) } }, FILE) };
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return { problems: (error as BackbenchError<'LAB_INVALID'>).details.problems };
    throw error;
  }
}

/** As a person would mend them: from the top of the file downwards, other files after it. */
function inOrder(problems: LabProblem[]): LabProblem[] {
  return problems.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0) || 0);
}
