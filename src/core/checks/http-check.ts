/**
 * Checks of the learner's own program: it is started on a free port with a fresh copy of the seed data, and a
 * flow of requests must be answered as expected. What the learner has in the database has no part in it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpCheck, HttpRequestSpec } from '../../shared/check-format/http.ts';
import type { Evidence, Reason } from '../../shared/verdict.ts';
import { exitedOutcome, logEvidence, startApp, type RunningApp } from './app-process.ts';
import type { CheckContext, CheckTools } from './check-context.ts';
import { exchange, requestText, responseText, type HttpRequest, type HttpResponse } from './http-exchange.ts';
import { describeMatcher } from './describe-matcher.ts';
import { readPath } from './json-path.ts';
import { findDifference } from './match.ts';
import { labFault, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';
import { fillTemplate, fillText } from './template.ts';
import { writtenValue } from './written-value.ts';

/** Longest wait for one answer, in milliseconds: what a person would call hanging. */
const REQUEST_TIMEOUT_MS = 10_000;
/** A program that dies cuts its connections first; its end is known a moment later. */
const EXIT_NOTICE_MS = 300;
/** Between tries to reach a program that has just started. */
const RETRY_MS = 100;
/** Exchanges shown before the one that failed. */
const EARLIER_EXCHANGES = 2;

/** @throws what the engine or the data's copy throws; the signal's reason */
export async function checkHttp(check: HttpCheck, tools: CheckTools): Promise<Outcome> {
  const { context } = tools;
  if (context.app === null) return labFault('This lab does not say how the program is started.');
  const spec = context.specs.find((each) => each.kind === 'postgres');
  const copy = spec === undefined ? null : await context.drivers.get(spec.id)?.pristineCopy(tools.signal) ?? null;
  const flow = new Flow(check, tools, copy === null || spec === undefined ? undefined : { service: spec.id, name: copy.database });
  try {
    return await flow.run();
  } finally {
    await flow.dispose();
    await copy?.dispose().catch((error: unknown) => { context.onWarning?.(`a copy of the data could not be removed: ${String(error)}`); });
  }
}

/** Time for starting the program as often as the check asks, in milliseconds. */
export function httpTimeLimit(check: HttpCheck, { app }: Pick<CheckContext, 'app'>): number {
  const starts = 1 + check.requests.filter((request) => request.restart).length;
  return starts * (app?.startTimeout ?? 0) * 1000;
}

/** One run of a check's requests, in order. */
class Flow {
  readonly #check: HttpCheck;
  readonly #tools: CheckTools;
  readonly #database: { service: string; name: string } | undefined;
  readonly #captured = new Map<string, unknown>();
  readonly #exchanges: Evidence[] = [];
  #app: RunningApp | null = null;
  /** True until the program has had its first request. */
  #isFresh = false;

  constructor(check: HttpCheck, tools: CheckTools, database: { service: string; name: string } | undefined) {
    this.#check = check;
    this.#tools = tools;
    this.#database = database;
  }

  async run(): Promise<Outcome> {
    let deadline = performance.now() + this.#tools.deadlineMs;
    for (const spec of this.#check.requests) {
      if (this.#app === null || spec.restart) {
        // The time that the program takes to start has a limit of its own.
        const before = performance.now();
        const failure = await this.#start();
        if (failure !== null) return failure;
        deadline += performance.now() - before;
      }
      const failure = await this.#one(spec, Math.max(1, Math.min(REQUEST_TIMEOUT_MS, deadline - performance.now())));
      if (failure !== null) return failure;
    }
    return PASSED;
  }

  async dispose(): Promise<void> {
    const app = this.#app;
    this.#app = null;
    await app?.process.dispose();
  }

  async #start(): Promise<NotYet | null> {
    await this.dispose();
    const { context, signal } = this.#tools;
    if (context.app === null) throw new Error('there is no program to start');
    const started = await startApp(context.app, this.#database, context, signal);
    if ('verdict' in started) return { ...started, evidence: [...started.evidence, ...this.#exchanges.slice(-1)] };
    this.#app = started.app;
    this.#isFresh = true;
    return null;
  }

  async #one(spec: HttpRequestSpec, timeoutMs: number): Promise<NotYet | null> {
    const app = this.#app;
    if (app === null) throw new Error('the program is not running');
    const request = this.#request(spec);
    const { signal } = this.#tools;
    let result = await exchange(app.process, request, timeoutMs, signal);
    // A proxy in between may have taken the first connection before the program listened. Nobody saw that request.
    while (this.#isFresh && 'failure' in result && result.cut && app.ended() === null && performance.now() < app.startDeadline) {
      await Promise.race([app.process.exited, wait(RETRY_MS, undefined, { signal })]);
      result = await exchange(app.process, request, timeoutMs, signal);
    }
    this.#isFresh = false;
    if ('failure' in result) return this.#noAnswer(spec, request, result.failure, app);
    const { response } = result;
    const shown: Evidence = { kind: 'http', name: spec.name, request: requestText(request), response: responseText(response) };
    const fault = findFault(spec, response, this.#captured) ?? this.#capture(spec, response);
    if (fault !== null) {
      const log = response.status >= 500 ? logEvidence(this.#spec, app) : [];
      const got = [response.body, responseText({ ...response, body: '' }), ...app.process.tail()].join('\n');
      return notYet(fault.reason, [fault.evidence, ...this.#exchanges.slice(-EARLIER_EXCHANGES), shown, ...log], { got });
    }
    this.#exchanges.push(shown);
    return null;
  }

  get #spec(): { command: string[]; startTimeout: number } {
    return this.#tools.context.app ?? { command: [], startTimeout: 0 };
  }

  #request(spec: HttpRequestSpec): HttpRequest {
    const headers = Object.fromEntries(Object.entries(spec.headers).map(([name, value]) => [name.toLowerCase(), fillText(value, this.#captured)]));
    const path = fillText(spec.path, this.#captured, (value) => encodeURIComponent(String(value)));
    if (spec.json === undefined) return { method: spec.method, path, headers, body: spec.body === undefined ? null : fillText(spec.body, this.#captured) };
    return { method: spec.method, path, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(fillTemplate(spec.json, this.#captured)) };
  }

  async #noAnswer(spec: HttpRequestSpec, request: HttpRequest, failure: string, app: RunningApp): Promise<NotYet> {
    await Promise.race([app.process.exited, new Promise((resolve) => { setTimeout(resolve, EXIT_NOTICE_MS); })]);
    const shown: Evidence = { kind: 'http', name: spec.name, request: requestText(request), response: failure };
    const earlier = this.#exchanges.slice(-EARLIER_EXCHANGES);
    if (app.ended() !== null) {
      const outcome = exitedOutcome(this.#spec, app);
      return { ...outcome, evidence: [...earlier, shown, ...outcome.evidence] };
    }
    return notYet('no-response', [...earlier, shown, ...logEvidence(this.#spec, app)], { got: [failure, ...app.process.tail()].join('\n') });
  }

  #capture(spec: HttpRequestSpec, response: HttpResponse): Fault | null {
    for (const [name, source] of Object.entries(spec.capture)) {
      const header = /^header:(.+)$/.exec(source)?.[1];
      const value = header === undefined ? readPath(asJson(response.body), source) : response.headers[header];
      if (value === undefined || value === null) {
        return header === undefined
          ? fault('body-differs', source, 'a value, which a later request needs', writtenValue(value))
          : fault('header-differs', header, 'a value, which a later request needs', 'nothing');
      }
      this.#captured.set(name, value);
    }
    return null;
  }
}

interface Fault {
  reason: Reason;
  evidence: Evidence;
}

const fault = (reason: Reason, path: string, expected: string, got: string): Fault => ({ reason, evidence: { kind: 'value', path, expected, got } });

/** The first thing in a response that is not as expected: status, then headers, then body. */
function findFault({ expect, method }: HttpRequestSpec, response: HttpResponse, captured: ReadonlyMap<string, unknown>): Fault | null {
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
  if (expect.json !== undefined && method !== 'HEAD') {
    const value = asJson(response.body);
    const wanted = fillTemplate(expect.json, captured);
    if (value === undefined || response.cut) return fault('body-not-json', 'body', describeMatcher(wanted), response.body === '' ? 'an empty body' : response.body.slice(0, 500));
    const difference = findDifference(value, wanted);
    if (difference !== null) return fault('body-differs', difference.path, difference.expected, writtenValue(difference.got));
  }
  if (expect.body !== undefined && !new RegExp(expect.body, 's').test(response.body)) {
    return fault('body-differs', 'body', `a text that matches /${expect.body}/`, response.body === '' ? 'an empty body' : response.body.slice(0, 500));
  }
  return null;
}

const writtenHeader = (value: unknown): string => (typeof value === 'string' ? value : 'no such header');

/** The body as JSON; undefined when it is none. */
function asJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
