/** `{{name}}` in a request: which names a text uses, and the text with their values put in. */
import type { ApiRequest } from './request-format.ts';

const MARK = /\{\{\s*(\$?[A-Za-z_][\w.-]*)\s*\}\}/g;

/** Values by name. */
export type ApiValues = ReadonlyMap<string, string>;

/** The names that a text uses, each once, in their order. */
export function usedNames(text: string): string[] {
  return [...new Set([...text.matchAll(MARK)].map((match) => match[1] ?? ''))];
}

/** Puts values in; a name without one stays as it stands. */
export function fillVariables(text: string, values: ApiValues): string {
  return text.replaceAll(MARK, (mark, name: string) => values.get(name) ?? mark);
}

/** The names used anywhere in what a request sends and compares with. Rows that are off don't count. */
export function requestNames(request: ApiRequest): string[] {
  return usedNames(textsOf(withoutOff(request)).join('\n'));
}

/** Whatever is on: rows that are off are left out, and signing in is the token that it brought. */
export function withoutOff(request: ApiRequest): ApiRequest {
  const on = <T extends { off: boolean }>(rows: readonly T[]): T[] => rows.filter((row) => !row.off);
  const { auth, body } = request;
  return {
    ...request, auth: auth.type === 'oauth' ? { type: 'bearer', token: `{{${auth.tokenVariable}}}` } : auth, query: on(request.query), headers: on(request.headers), capture: on(request.capture), tests: on(request.tests),
    body: body.type === 'form' ? { ...body, fields: on(body.fields) } : body.type === 'multipart' ? { ...body, parts: on(body.parts) } : body,
  };
}

/** The request with values in all its texts but its name. */
export function fillRequest(request: ApiRequest, values: ApiValues): ApiRequest {
  return { ...mapTexts(request, (text) => fillVariables(text, values)), name: request.name };
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each as unknown, change)])) as T;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsOf);
}

/** Whether the request goes to the learner's own program, whose port must be looked for. */
export function needsBaseUrl(request: ApiRequest, values: Readonly<Record<string, string>>): boolean {
  return values['baseUrl'] === undefined && (request.url.trim().startsWith('/') || requestNames(request).includes('baseUrl'));
}
