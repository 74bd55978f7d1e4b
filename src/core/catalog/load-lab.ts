/** Reads one lab folder into a lab, or into the list of what is wrong with it. Never throws for a bad lab. */
import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BackbenchError, type LabProblem } from '../../shared/errors.ts';
import { labSchema, type Lab, type Variant } from '../../shared/lab-format.ts';
import { readLabFile } from './lab-files.ts';
import { labProblems } from './lab-problems.ts';
import { drawValues, fillValues, valueProblems, valueSpecs, type LearnerValues } from './learner-values.ts';
import { readLabTree, type LabTree } from './lab-tree.ts';
import { schemaProblems } from './schema-problems.ts';
import { knownYaml, readYaml, type YamlSource } from './yaml-source.ts';
import type { YamlValues } from './yaml-values.ts';

/** In bytes. A lab of twelve steps with all its hints is a tenth of this. */
const MAX_YAML_BYTES = 512 * 1024;
const FILE = 'lab.yaml';
/** Where it does not matter who the learner is. */
const ANYBODY = 'anybody';

/** A lab that can be used, and where it lies. Its lessons, seeds and answers are read when they are needed, by readLabFile. */
export interface LoadedLab {
  lab: Lab;
  /** Absolute. */
  folder: string;
  /** The variant that the lab was resolved for (resolve-variant.ts); its files lie over the lab's own. */
  variant?: Variant;
  /** What its learner has for `{{value.name}}`; lab.yaml has them in already. */
  values: LearnerValues;
}

/** A lab with what its author's tools need: the places in lab.yaml and the list of its files. */
export interface ReadLab extends LoadedLab {
  source: YamlSource;
  tree: LabTree;
}

/**
 * @param folder the lab folder, absolute; the folder above it names the stage
 * @param learner whose values are put in
 * @param kept what the YAML is known to say
 * @throws the signal's reason, nothing else
 */
export async function loadLab(
  folder: string, signal: AbortSignal, learner: string = ANYBODY, kept?: YamlValues,
): Promise<{ loaded: LoadedLab } | { problems: LabProblem[] }> {
  const result = await readLab(folder, signal, learner, kept);
  if ('problems' in result) return result;
  const { lab, values } = result.read;
  return { loaded: { lab, folder, values } };
}

/** As {@link loadLab}, keeping what was read on the way. */
export async function readLab(
  folder: string, signal: AbortSignal, learner: string = ANYBODY, kept?: YamlValues,
): Promise<{ read: ReadLab } | { problems: LabProblem[] }> {
  try {
    const text = await labText(folder);
    if ('problems' in text) return text;
    const known = kept?.find(text.text);
    const yaml = known === undefined ? readYaml(FILE, text.text) : { source: knownYaml(FILE, text.text, known) };
    if ('problems' in yaml) return yaml;
    const { source } = yaml;
    const specs = valueSpecs(source.value);
    const values = drawValues(specs ?? {}, learner, basename(folder));
    const parsed = labSchema.safeParse(fillValues(source.value, values));
    if (!parsed.success) {
      // Without the values, the fields that they stand for would be complained about as well.
      const issues = parsed.error.issues.filter((issue) => specs !== null || issue.path[0] === 'values');
      return { problems: inOrder(schemaProblems(labSchema, source, issues)) };
    }
    const marks = valueProblems(source.value, parsed.data.values);
    if (marks.length > 0) return { problems: inOrder(marks.map(({ path, message }) => source.problem(path, message))) };
    const tree = await readLabTree(folder, signal);
    const problems = labProblems(parsed.data, source, tree, { folder: basename(folder), stage: basename(dirname(folder)) });
    if (problems.length === 0 && known === undefined) kept?.keep(text.text, source.value);
    return problems.length > 0 ? { problems: inOrder(problems) } : { read: { lab: parsed.data, folder, values, source, tree } };
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
