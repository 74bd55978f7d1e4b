/** What an http check expects of one answer, and the first thing that is not so. */
import type { HttpRequestSpec } from '../../shared/check-format/http.ts';
import type { Evidence, Reason } from '../../shared/verdict.ts';
import { hasPattern } from './author-pattern.ts';
import { writtenCookies } from './cookie-jars.ts';
import { describeMatcher } from './describe-matcher.ts';
import type { HttpResponse } from './http-exchange.ts';
import { schemaFault } from './json-schema.ts';
import { readPath } from './json-path.ts';
import { findDifference } from './match.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { fillTemplate } from './template.ts';
import { writtenValue } from './written-value.ts';

export interface Fault {
  reason: Reason;
  evidence: Evidence;
}

/** A fault with expected and got side by side. */
export const fault = (reason: Reason, path: string, expected: string, got: string): Fault => ({ reason, evidence: { kind: 'value', path, expected, got } });

/** The first thing in a response that is not as expected: status, then headers and cookies, then body. */
export function findFault({ expect, method }: HttpRequestSpec, response: HttpResponse, captured: ReadonlyMap<string, unknown>): Fault | null {
  const { status } = expect;
  if (status !== undefined && !(Array.isArray(status) ? status : [status]).includes(response.status)) {
    return fault('status-differs', 'status', Array.isArray(status) ? status.join(' or ') : String(status), String(response.status));
  }
  for (const [name, matcher] of Object.entries(expect.headers)) {
    const wanted = fillTemplate(matcher, captured);
    // Headers are text: a captured number is written out.
    const difference = findDifference(response.headers[name], typeof wanted === 'number' ? String(wanted) : wanted);
    if (difference !== null) return fault('header-differs', name, difference.expected, writtenHeader(difference.got));
  }
  for (const [name, matcher] of Object.entries(expect.cookies)) {
    const difference = findDifference(writtenCookies(response.setCookies)[name], fillTemplate(matcher, captured));
    if (difference !== null) return fault('header-differs', `set-cookie ${name}${difference.path.slice(1)}`, difference.expected, writtenValue(difference.got));
  }
  if (expect.json !== undefined && method !== 'HEAD') {
    const value = asJson(response.body);
    const wanted = fillTemplate(expect.json, captured);
    if (value === undefined || response.cut) return fault('body-not-json', 'body', describeMatcher(wanted), response.body === '' ? 'an empty body' : response.body.slice(0, 500));
    const difference = findDifference(value, wanted);
    if (difference !== null) return fault('body-differs', difference.path, difference.expected, writtenValue(difference.got));
  }
  if (expect.schema !== undefined && method !== 'HEAD') {
    const value = asJson(response.body);
    if (value === undefined || response.cut) return fault('body-not-json', 'body', 'JSON', response.body === '' ? 'an empty body' : response.body.slice(0, 500));
    const found = schemaFault(expect.schema, value);
    if (found !== null) return fault('body-differs', found.path, found.expected, writtenValue(readPath(value, found.path)));
  }
  if (expect.body !== undefined && !hasPattern(expect.body, 's', response.body)) {
    return fault('body-differs', 'body', `a text that matches /${expect.body}/`, response.body === '' ? 'an empty body' : response.body.slice(0, 500));
  }
  return null;
}

const writtenHeader = (value: unknown): string => (typeof value === 'string' ? value : 'no such header');

/** The body as JSON; undefined when it is none. */
export function asJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether an answer is as the learner's own OpenAPI document says. */
export function conformanceFault(document: OpenApiDocument, request: { method: string; path: string }, response: HttpResponse): Fault | null {
  const json = asJson(response.body);
  const found = document.faultOf({ ...request, status: response.status, contentType: response.headers['content-type'] ?? '', json });
  return found === null ? null : fault('openapi-differs', found.path, found.expected, found.got ?? writtenValue(readPath(json, found.path)));
}
