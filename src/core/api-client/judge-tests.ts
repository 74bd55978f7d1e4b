/** The tests of a saved request: what each looks at in the answer, and whether it is as it says. */
import { parse } from 'yaml';
import type { ApiTestResult } from '../../shared/api-client/api-views.ts';
import type { ApiTest } from '../../shared/api-client/request-format.ts';
import { hasPattern } from '../checks/author-pattern.ts';
import { isPlainObject } from '../checks/json-value.ts';
import { parsePath, readPath } from '../checks/json-path.ts';
import { schemaFault, schemaProblem } from '../checks/json-schema.ts';
import { openApiDocument } from '../checks/openapi-document.ts';

/** What tests look at. */
export interface JudgedAnswer {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: string;
  ms: number;
  /** The request's, for tests against an OpenAPI document. */
  method: string;
  path: string;
}

/** Values longer than this are cut in what is told, in characters. */
const MAX_TOLD = 300;

/** @param readFile reads a text of the workspace @returns one result a test, in their order */
export async function judgeTests(tests: readonly ApiTest[], answer: JudgedAnswer, readFile: (path: string) => Promise<string>): Promise<ApiTestResult[]> {
  const results: ApiTestResult[] = [];
  for (const test of tests) results.push({ test, ...await judge(test, answer, readFile) });
  return results;
}

type Judged = Omit<ApiTestResult, 'test'>;

async function judge(test: ApiTest, answer: JudgedAnswer, readFile: (path: string) => Promise<string>): Promise<Judged> {
  try {
    if (test.is === 'schema' || test.is === 'openapi') return await judgeDocument(test, answer, readFile);
    const found = valueOf(test.of, answer);
    if ('problem' in found) return { passed: false, expected: found.problem, got: 'nothing was compared' };
    return compare(test, found.value);
  } catch (error) {
    return { passed: false, expected: `${test.of} ${test.is} ${test.value}`, got: error instanceof Error ? error.message : String(error) };
  }
}

/** What a test looks at; `undefined` where the answer has no such thing. */
export function valueOf(of: string, answer: Pick<JudgedAnswer, 'status' | 'headers' | 'body' | 'ms'>): { value: unknown } | { problem: string } {
  const what = of.trim();
  if (what === 'status') return { value: answer.status };
  if (what === 'time') return { value: Math.round(answer.ms) };
  if (what === 'body') return { value: answer.body };
  const header = /^header[ :]\s*(\S+)$/i.exec(what)?.[1]?.toLowerCase();
  if (header !== undefined) {
    const values = answer.headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => value);
    return { value: values.length === 0 ? undefined : values.join(', ') };
  }
  if (parsePath(what) === null) return { problem: `"${of}" names nothing in an answer: write status, time, body, header <name>, or a path such as $.items[0].id` };
  const json = asJson(answer.body);
  return { value: json === undefined ? undefined : readPath(json, what) };
}

function compare({ of, is, value: wanted }: ApiTest, value: unknown): Judged {
  const got = told(value);
  const says = (passed: boolean, expected: string): Judged => ({ passed, expected: `${of} ${expected}`, got });
  switch (is) {
    case 'equals':
      return says(isSame(value, wanted), `equals ${wanted}`);
    case 'not-equals':
      return says(value !== undefined && !isSame(value, wanted), `is there and does not equal ${wanted}`);
    case 'contains':
      return says(contains(value, wanted), `contains ${wanted}`);
    case 'matches':
      return says(value !== undefined && hasPattern(wanted, 's', written(value)), `matches /${wanted}/`);
    case 'exists':
      return says(value !== undefined, 'is there');
    case 'missing':
      return says(value === undefined, 'is not there');
    case 'type':
      return says(typesOf(value).includes(wanted.trim()), `is of type ${wanted}`);
    case 'count':
      return says(countOf(value) === Number(wanted) && wanted.trim() !== '', `has ${wanted} items`);
    case 'above':
      return says(numberOf(value) > Number(wanted), `is above ${wanted}`);
    case 'below':
      return says(numberOf(value) < Number(wanted), `is below ${wanted}`);
    case 'schema':
    case 'openapi':
      throw new Error('judged against its document');
  }
}

async function judgeDocument({ is, value: path, of }: ApiTest, answer: JudgedAnswer, readFile: (path: string) => Promise<string>): Promise<Judged> {
  const text = await readFile(path).catch(() => null);
  if (text === null) return { passed: false, expected: `a file ${path === '' ? 'whose name stands in the test' : path} in the workspace`, got: 'no such file' };
  if (is === 'openapi') {
    const document = await openApiDocument(text);
    if ('problem' in document) return { passed: false, expected: `${path} is an OpenAPI document`, got: document.problem };
    const contentType = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    const fault = document.document.faultOf({ method: answer.method, path: answer.path, status: answer.status, contentType, json: asJson(answer.body) });
    if (fault === null) return { passed: true, expected: `as ${path} says`, got: 'as it says' };
    return { passed: false, expected: `${fault.path}: ${fault.expected}`, got: fault.got ?? told(readPath(asJson(answer.body), fault.path)) };
  }
  const schema: unknown = parse(text, { maxAliasCount: 100 });
  const problem = isPlainObject(schema) ? schemaProblem(schema) : 'it is not an object';
  if (problem !== null || !isPlainObject(schema)) return { passed: false, expected: `${path} is a JSON Schema`, got: problem ?? '' };
  const json = asJson(answer.body);
  const found = of === 'body' ? { value: json } : valueOf(of, answer);
  if ('problem' in found) return { passed: false, expected: found.problem, got: 'nothing was compared' };
  if (found.value === undefined) return { passed: false, expected: `${of} is JSON as ${path} says`, got: json === undefined ? 'no JSON' : 'nothing there' };
  const fault = schemaFault(schema, found.value);
  if (fault === null) return { passed: true, expected: `as ${path} says`, got: 'as it says' };
  return { passed: false, expected: `${fault.path} ${fault.expected}`, got: told(readPath(found.value, fault.path)) };
}

/** A text equals itself; anything else, the JSON that is written. */
function isSame(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value === wanted;
  if (value === undefined) return false;
  const json = asJson(wanted);
  return json !== undefined && JSON.stringify(sorted(json)) === JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function contains(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.includes(wanted);
  if (Array.isArray(value)) return value.some((item) => isSame(item, wanted));
  return isPlainObject(value) && Object.hasOwn(value, wanted);
}

function typesOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['list', 'array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['number', 'integer'] : ['number'];
  return [typeof value];
}

function countOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isPlainObject(value) ? Object.keys(value).length : Number.NaN;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN);

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function told(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = written(value);
  return text.length > MAX_TOLD ? `${text.slice(0, MAX_TOLD)}…` : text;
}

/** The text as JSON; undefined when it is none. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
