/**
 * Puts a learner's own values where a lab says `{{value.name}}`: in lab.yaml before it is read as a lab, and in
 * lessons, seeds and answers as they are read. A text that is nothing but one mark takes the value as it is, so
 * that a number stays a number.
 */
import { valuesSchema, type ValueSpecs } from '../../shared/learner-values.ts';
import { isPlainObject } from '../checks/json-value.ts';
import { drawsFor, scaled } from '../generate/random.ts';
import { nearest } from './schema-problems.ts';
import type { YamlPath } from './yaml-source.ts';

/** By name. */
export type LearnerValues = ReadonlyMap<string, string | number>;

const MARK = /\{\{value\.([a-z0-9-]+)\}\}/g;
/** What was probably meant for a mark. */
const NEARLY = /\{\{\s*values?\s*\.[^}]*\}\}/g;
/** Fields that the app, the progress and the folders go by: they must be the same for everyone. */
const FIXED: ReadonlySet<string> = new Set(['schema', 'id', 'version', 'stage', 'kind', 'service', 'step', 'caughtBy', 'lesson', 'seed', 'file', 'path', 'values']);

const WORDS = [
  'amber', 'anchor', 'apricot', 'autumn', 'basil', 'beacon', 'bramble', 'breeze', 'candle', 'canyon', 'cedar', 'clover', 'copper', 'coral',
  'cotton', 'daisy', 'ember', 'falcon', 'fern', 'garnet', 'ginger', 'harbour', 'hazel', 'indigo', 'island', 'ivory', 'jasmine', 'juniper',
  'lantern', 'laurel', 'lemon', 'lotus', 'maple', 'marble', 'meadow', 'monsoon', 'nutmeg', 'ocean', 'olive', 'orchid', 'pepper', 'pine',
  'plum', 'poppy', 'quartz', 'raven', 'river', 'saddle', 'silver', 'summit', 'thistle', 'tulip', 'velvet', 'violet', 'walnut', 'willow',
] as const;

/**
 * @param learner who it is: the same learner gets the same values for ever
 * @param lab the lab's id
 */
export function drawValues(specs: ValueSpecs, learner: string, lab: string): LearnerValues {
  return new Map(Object.entries(specs).map(([name, spec]) => {
    const draw = drawsFor(`${learner}/${lab}/${name}`)(0);
    switch (spec.kind) {
      case 'integer': return [name, spec.min + scaled(draw, spec.max - spec.min + 1)];
      case 'pick': return [name, spec.values[scaled(draw, spec.values.length)] ?? ''];
      case 'word': return [name, WORDS[scaled(draw, WORDS.length)] ?? ''];
    }
  }));
}

/** The `values` of a lab.yaml that was read but not checked; null when they can't be understood. */
export function valueSpecs(yaml: unknown): ValueSpecs | null {
  const parsed = valuesSchema.safeParse(isPlainObject(yaml) ? yaml['values'] ?? {} : {});
  return parsed.success ? parsed.data : null;
}

/** A plain value with every mark in its texts replaced; keys, and marks that name nothing, stay as they are. */
export function fillValues(value: unknown, values: LearnerValues): unknown {
  if (typeof value === 'string') {
    const whole = /^\{\{value\.([a-z0-9-]+)\}\}$/.exec(value)?.[1];
    return whole !== undefined && values.has(whole) ? values.get(whole) : fillText(value, values);
  }
  if (Array.isArray(value)) return value.map((item) => fillValues(item, values));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillValues(item, values)]));
}

/** As {@link fillValues}, for the bytes of a file; what is not text is not touched. */
export function fillBytes(bytes: Buffer, values: LearnerValues): Buffer {
  if (values.size === 0 || !bytes.includes('{{value.')) return bytes;
  // One character a byte: whatever surrounds a mark comes out as it went in.
  const encoded = new Map([...values].map(([name, value]) => [name, Buffer.from(String(value), 'utf8').toString('latin1')]));
  return Buffer.from(fillText(bytes.toString('latin1'), encoded), 'latin1');
}

function fillText(text: string, values: LearnerValues): string {
  return text.replaceAll(MARK, (mark, name: string) => String(values.get(name) ?? mark));
}

/** Marks in a text that stand for nothing. @returns their places (characters from 0) and what is wrong */
export function markProblems(text: string, names: readonly string[]): { at: number; message: string }[] {
  const exact = new Set<number>();
  const problems: { at: number; message: string }[] = [];
  for (const match of text.matchAll(MARK)) {
    exact.add(match.index);
    const name = match[1] ?? '';
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const known = names.length === 0 ? 'This lab has no "values".' : `Values: ${names.join(', ')}.`;
    problems.push({ at: match.index, message: `There is no value "${name}". ${near === null ? known : `Did you mean "${near}"?`}` });
  }
  for (const { index, 0: mark } of text.matchAll(NEARLY)) {
    if (!exact.has(index)) problems.push({ at: index, message: `${mark} is not replaced. Write {{value.name}}, without blanks.` });
  }
  return problems;
}

/** Marks in lab.yaml that stand for nothing, or stand where everyone must have the same; ranges that hold nothing. */
export function valueProblems(yaml: unknown, specs: ValueSpecs): { path: YamlPath; message: string }[] {
  const names = Object.keys(specs);
  const problems: { path: YamlPath; message: string }[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.kind === 'integer' && spec.max <= spec.min) problems.push({ path: ['values', name, 'max'], message: 'max must be above min: else everyone has the same value.' });
    if (spec.kind === 'pick' && new Set(spec.values).size < 2) problems.push({ path: ['values', name, 'values'], message: 'Give at least two different values.' });
  }
  const walk = (value: unknown, path: PropertyKey[], fixed: boolean): void => {
    if (typeof value === 'string') {
      const wrong = markProblems(value, names);
      problems.push(...wrong.map(({ message }) => ({ path: [...path], message })));
      if (fixed && wrong.length === 0 && value.search(MARK) >= 0) problems.push({ path: [...path], message: 'This must be the same for every learner. Write it out.' });
    } else if (Array.isArray(value)) value.forEach((item, index) => { walk(item, [...path, index], fixed); });
    else if (isPlainObject(value)) for (const [key, item] of Object.entries(value)) walk(item, [...path, key], fixed || isFixed(path, key));
  };
  walk(yaml, [], false);
  return problems;
}

/** Whether a field decides what the lab is made of. Below `expect`, `json` and the like any name is just data. */
function isFixed(path: readonly PropertyKey[], key: string): boolean {
  if (!FIXED.has(key)) return false;
  const fields = path.filter((part) => typeof part === 'string');
  return fields.length === 0 || (fields.length === 1 && ['services', 'files', 'steps', 'alternatives', 'mutants', 'variants'].includes(fields[0] ?? ''))
    || (fields.length === 2 && fields[0] === 'steps' && fields[1] === 'checks');
}

/**
 * Of some learners the one whose values differ most from the first's, over all labs: for a verification that shall
 * notice a value that was written out.
 */
export function mostUnlike(first: string, labs: readonly { id: string; values: ValueSpecs }[]): string {
  const candidates = Array.from({ length: 64 }, (_, index) => `${first}/${String(index)}`);
  const same = (learner: string): number => labs.reduce((sum, { id, values }) => {
    const theirs = drawValues(values, learner, id);
    return sum + [...drawValues(values, first, id)].filter(([name, value]) => theirs.get(name) === value).length;
  }, 0);
  return candidates.reduce((best, each) => (same(each) < same(best) ? each : best));
}
