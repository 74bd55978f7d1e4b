/** Turns what the schema refuses into problems that say where, what, and how to mend it. */
import { z } from 'zod';
import type { LabProblem } from '../../shared/errors.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/** @returns one problem for each issue; unknown fields each get their own line */
export function schemaProblems(schema: z.ZodType, source: YamlSource, issues: readonly Issue[]): LabProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, source.value, issue.path);
      return issue.keys.map((key) => source.problem([...issue.path, key], unknownField(key, known)));
    }
    return [source.problem(issue.path, describe(issue, valueAt(source.value, issue.path)))];
  });
}

function describe(issue: Issue, value: unknown): string {
  const place = pathText(issue.path);
  if (value === undefined && issue.code !== 'custom') return `The field ${place} is missing. ${wanted(issue)}`;
  return `The field ${place} is not right. ${wanted(issue)}`;
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': return `Give it ${article(issue.expected)}.`;
    case 'invalid_value': return `Give it one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? `Give it one of: ${issue.options.map(String).join(', ')}.` : 'None of the allowed forms fits.';
    case 'too_small': return `It must be at least ${size(issue.minimum, issue.origin)}.`;
    case 'too_big': return `It must be at most ${size(issue.maximum, issue.origin)}.`;
    case 'invalid_format': return `It must be: ${issue.message}.`;
    default: return `${issue.message}.`;
  }
}

function size(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${String(limit)} characters long`;
  if (origin === 'array') return `${String(limit)} ${limit === 1 ? 'item' : 'items'} long`;
  return String(limit);
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list (lines that begin with "-")',
    object: 'fields of its own', record: 'names with values',
  };
  return names[type] ?? `a value of type ${type}`;
}

function unknownField(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const mend = near === null
    ? known.length > 0 ? `Known here: ${known.join(', ')}.` : 'Take it out.'
    : `Did you mean "${near}"?`;
  return `There is no field "${key}" here. ${mend}`;
}

/** `steps[0].checks[1].kind`, or "at the top" for the empty path. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`)).join('').replace(/^\./, '');
  return text === '' ? 'at the top' : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}

/** The fields that the schema knows at a path; empty where it can't be told. */
function knownKeys(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  let present = value;
  for (const part of [...path, null]) {
    at = unwrap(at, present);
    if (part === null) break;
    if (at instanceof z.ZodObject) at = (at.shape as Record<PropertyKey, unknown>)[part];
    else if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else return [];
    present = valueAt(present, [part]);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** Looks through defaults and optionals, and picks the form of a union by its `kind`. */
function unwrap(schema: unknown, value: unknown): unknown {
  let at = schema;
  while (at instanceof z.ZodDefault || at instanceof z.ZodOptional) at = at.unwrap();
  if (!(at instanceof z.ZodDiscriminatedUnion)) return at;
  const key = at.def.discriminator;
  return at.options.find((option) => option instanceof z.ZodObject
    && (option.shape as Record<string, z.ZodType | undefined>)[key]?.safeParse(valueAt(value, [key])).success === true);
}

/** The known word that differs by the fewest single letters, when it is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const each of known) {
    const distance = editDistance(word.toLowerCase(), each.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [each, distance];
  }
  return best;
}

/** Levenshtein's distance, plus one for two letters swapped (the commonest slip of all). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same, swapped));
    }
  }
  return cell(a.length, b.length);
}
