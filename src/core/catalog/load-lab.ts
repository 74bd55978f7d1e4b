/** Reads one lab folder into a lab, or into the list of what is wrong with it. Never throws for a bad lab. */
import { closeSync, constants, lstatSync, openSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { LabProblem } from '../../shared/errors.ts';
import { labSchema, type Lab, type Variant } from '../../shared/lab-format.ts';
import { NOT_UTF8, unreadable } from './lab-files.ts';
import { labProblems } from './lab-problems.ts';
import { drawValues, fillValues, valueProblems, valueSpecs, type LearnerValues } from './learner-values.ts';
import { readLabTreeSync, type LabTree } from './lab-tree.ts';
import { schemaProblems } from './schema-problems.ts';
import { knownYaml, readYaml, type YamlSource } from './yaml-source.ts';
import type { YamlValues } from './yaml-values.ts';

/** In bytes. A lab of twelve steps with all its hints is a tenth of this. */
export const MAX_YAML_BYTES = 512 * 1024;
/** The file that makes a folder a lab. */
export const LAB_FILE = 'lab.yaml';
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
  /** For a lab of a pack: where its commands may run. */
  packed?: { commands: boolean };
}

/** A lab with what its author's tools need: the places in lab.yaml and the list of its files. */
export interface ReadLab extends LoadedLab {
  source: YamlSource;
  tree: LabTree;
}

/**
 * In one go, so that no change can come in between: a lab of the course takes some ten milliseconds.
 * @param folder the lab folder, absolute; the folder above it names the stage
 * @param learner whose values are put in
 * @param kept what the YAML is known to say
 */
export function loadLabSync(folder: string, learner: string = ANYBODY, kept?: YamlValues): { loaded: LoadedLab } | { problems: LabProblem[] } {
  const result = readLabSync(folder, learner, kept);
  if ('problems' in result) return result;
  const { lab, values } = result.read;
  return { loaded: { lab, folder, values } };
}

/** As {@link loadLabSync}, in its turn with other work. @throws the signal's reason, nothing else */
export async function loadLab(folder: string, signal: AbortSignal, learner: string = ANYBODY): Promise<{ loaded: LoadedLab } | { problems: LabProblem[] }> {
  await inTurn(signal);
  return loadLabSync(folder, learner);
}

/** As {@link loadLab}, keeping what was read on the way. */
export async function readLab(folder: string, signal: AbortSignal, learner: string = ANYBODY): Promise<{ read: ReadLab } | { problems: LabProblem[] }> {
  await inTurn(signal);
  return readLabSync(folder, learner);
}

async function inTurn(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

function readLabSync(folder: string, learner: string, kept?: YamlValues): { read: ReadLab } | { problems: LabProblem[] } {
  try {
    const text = labText(folder);
    if ('problems' in text) return text;
    const known = kept?.find(text.text);
    const yaml = known === undefined ? readYaml(LAB_FILE, text.text) : { source: knownYaml(LAB_FILE, text.text, known) };
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
    const tree = readLabTreeSync(folder);
    const problems = labProblems(parsed.data, source, tree, { folder: basename(folder), stage: basename(dirname(folder)) });
    if (problems.length === 0 && known === undefined) kept?.keep(text.text, source.value);
    return problems.length > 0 ? { problems: inOrder(problems) } : { read: { lab: parsed.data, folder, values, source, tree } };
  } catch (error) {
    return { problems: [{ file: LAB_FILE, message: `The lab could not be read: ${error instanceof Error ? error.message : String(error)}.` }] };
  }
}

function labText(folder: string): { text: string } | { problems: LabProblem[] } {
  const path = join(folder, LAB_FILE);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const wrong = (message: string): { problems: LabProblem[] } => ({ problems: [{ file: LAB_FILE, message }] });
  if (stat === undefined) return wrong('There is no lab.yaml in this folder. Write one, or move the folder out of the labs.');
  if (stat.isSymbolicLink()) return wrong('This is a symbolic link. Put the file itself here.');
  if (!stat.isFile()) return wrong('This is not a file.');
  if (stat.size > MAX_YAML_BYTES) return wrong(`The file has ${String(stat.size)} bytes; the limit is ${String(MAX_YAML_BYTES)}. Move lessons and data into files of their own.`);
  let bytes: Buffer;
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      bytes = readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return wrong(unreadable(error));
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return wrong(NOT_UTF8);
  }
}

/** As a person would mend them: from the top of the file downwards, other files after it. */
function inOrder(problems: LabProblem[]): LabProblem[] {
  return problems.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0) || 0);
}
