/**
 * Checks of the learner's own program: it is started on a free port with a fresh copy of the seed data, and a
 * flow of requests must be answered as expected. What the learner has in the database has no part in it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpCheck, HttpRequestSpec } from '../../shared/check-format/http.ts';
import { MAIN } from '../../shared/lab-variants.ts';
import type { Evidence } from '../../shared/verdict.ts';
import { exitedOutcome, logEvidence, type RunningApp } from './app-process.ts';
import { AppPrograms } from './app-programs.ts';
import { appBuildFailure } from './build.ts';
import type { CheckTools } from './check-context.ts';
import { readLearnerFile } from './learner-file.ts';
import { CookieJars } from './cookie-jars.ts';
import { exchange, requestText, responseText, type HttpRequest, type HttpResponse } from './http-exchange.ts';
import { asJson, conformanceFault, fault, findFault, type Fault } from './http-expectations.ts';
import { printedFault } from './http-printed.ts';
import { openEventStream, openWebSocket, type OpenStream } from './http-streams.ts';
import { readPath } from './json-path.ts';
import { describeMatcher } from './describe-matcher.ts';
import { findDifference } from './match.ts';
import { openApiDocument, type OpenApiDocument } from './openapi-document.ts';
import { labFault, message, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';
import { copyServices } from './service-copies.ts';
import { fillTemplate, fillText } from './template.ts';
import { writtenValue } from './written-value.ts';

/** Longest wait for one answer, in milliseconds: what a person would call hanging. */
const REQUEST_TIMEOUT_MS = 10_000;
/** A program that dies cuts its connections first; its end is known a moment later. */
const EXIT_NOTICE_MS = 300;
/** What a program prints about its own failure comes through a pipe of its own, a moment after the answer. */
const LOG_NOTICE_MS = 50;
/** Between looks for it, in milliseconds: after this long without another line it has all come. */
const LOG_LOOK_MS = 8;
/** Between tries to reach a program that has just started, and to get what becomes true later. */
const RETRY_MS = 100;
/** Exchanges shown before the one that failed. */
const EARLIER_EXCHANGES = 2;

/** @throws what the engine or the data's copy throws; the signal's reason */
export async function checkHttp(check: HttpCheck, tools: CheckTools): Promise<Outcome> {
  const { context } = tools;
  if (context.app === null) return labFault('This lab does not say how the program is started.');
  const document = check.openapi === undefined ? null : await learnersDocument(check.openapi, tools);
  if (document !== null && 'verdict' in document) return document;
  const unbuilt = await appBuildFailure(tools);
  if (unbuilt !== null) return unbuilt;
  const copies = await copyServices(context, tools.signal);
  const addressed = new Set(check.requests.flatMap((request) => request.to ?? []));
  const programs = new AppPrograms({ app: context.app, context, databases: copies.databases, addressed, signal: tools.signal });
  const flow = new Flow(check, tools, document, programs);
  try {
    return await flow.run();
  } finally {
    await flow.dispose();
    await copies.dispose();
  }
}

async function learnersDocument(path: string, tools: CheckTools): Promise<OpenApiDocument | NotYet> {
  const file = await readLearnerFile(path, tools);
  if ('verdict' in file) return file;
  if (file.text.trim() === '') return notYet('file-empty', [], { source: file.text });
  const result = await openApiDocument(file.text);
  return 'document' in result ? result.document : notYet('openapi-invalid', [message(path, result.problem)], { source: file.text });
}

/** One run of a check's requests, in order. */
class Flow {
  readonly #check: HttpCheck;
  readonly #tools: CheckTools;
  readonly #document: OpenApiDocument | null;
  readonly #jars = new CookieJars();
  readonly #streams = new Map<string, OpenStream>();
  readonly #captured = new Map<string, unknown>();
  readonly #exchanges: Evidence[] = [];
  readonly #programs: AppPrograms;
  /** Programs that have had a request. */
  readonly #met = new WeakSet<RunningApp>();
  /** What each program had printed when it was asked last. */
  readonly #printed = new WeakMap<RunningApp, string>();

  constructor(check: HttpCheck, tools: CheckTools, document: OpenApiDocument | null, programs: AppPrograms) {
    this.#check = check;
    this.#tools = tools;
    this.#document = document;
    this.#programs = programs;
  }

  async run(): Promise<Outcome> {
    let deadline = performance.now() + this.#tools.deadlineMs;
    for (const [index, spec] of this.#check.requests.entries()) {
      const toStart = index === 0 || spec.restart ? 'all' : spec.start;
      if (toStart !== undefined) {
        // The time that programs take to start has a limit of its own.
        const before = performance.now();
        const failure = await (toStart === 'all' ? this.#startAll() : this.#programs.start(toStart));
        if (failure !== null) return { ...failure, evidence: [...failure.evidence, ...this.#exchanges.slice(-1)] };
        deadline += performance.now() - before;
      }
      if (spec.start !== undefined) continue;
      if (spec.kill !== undefined) {
        await this.#programs.kill(spec.kill);
        continue;
      }
      const failure = await this.#step(spec, deadline);
      if (failure !== null) return { ...failure, evidence: [...failure.evidence, ...this.#programs.besideEvidence()] };
    }
    return PASSED;
  }

  async dispose(): Promise<void> {
    this.#closeStreams();
    await this.#programs.dispose();
  }

  #closeStreams(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  #startAll(): Promise<NotYet | null> {
    this.#closeStreams();
    return this.#programs.startAll();
  }

  async #step(spec: HttpRequestSpec, deadline: number): Promise<NotYet | null> {
    const { process } = this.#programs.get(spec.to ?? MAIN);
    const { next } = process.printed(Infinity);
    const failure = await this.#act(spec, deadline);
    if (failure !== null) return failure;
    const fault = await printedFault(spec, process, next, this.#captured, this.#tools.signal);
    return fault === null ? null : { ...fault, evidence: [...fault.evidence, ...this.#exchanges.slice(-1)] };
  }

  async #act(spec: HttpRequestSpec, deadline: number): Promise<NotYet | null> {
    const app = this.#programs.get(spec.to ?? MAIN);
    if (spec.on !== undefined) return this.#onStream(spec, spec.on, app);
    const timeoutMs = (): number => Math.max(1, Math.min(REQUEST_TIMEOUT_MS, deadline - performance.now()));
    if (spec.open !== undefined) return this.#open(spec, app, timeoutMs());
    if (spec.times !== undefined) return this.#many(spec, spec.times, app, timeoutMs());
    const until = Math.min(deadline, performance.now() + (spec.eventually ?? 0) * 1000);
    for (;;) {
      // Asked before the look: what is not true after the end of a program that would bring it about, won't be.
      const isOver = this.#programs.hasEnded();
      const failure = await this.#one(spec, app, timeoutMs());
      if (failure === null || isOver || performance.now() >= until) return failure;
      await wait(RETRY_MS, undefined, { signal: this.#tools.signal });
    }
  }

  async #one(spec: HttpRequestSpec, app: RunningApp, timeoutMs: number): Promise<NotYet | null> {
    const request = this.#request(spec, app);
    this.#printed.set(app, printedBy(app));
    const { signal } = this.#tools;
    let result = await exchange(app.process, request, timeoutMs, signal);
    // A proxy in between may have taken the first connection before the program listened. Nobody saw that request.
    while (!this.#met.has(app) && 'failure' in result && result.cut && app.ended() === null && performance.now() < app.startDeadline) {
      await Promise.race([app.process.exited, wait(RETRY_MS, undefined, { signal })]);
      result = await exchange(app.process, request, timeoutMs, signal);
    }
    this.#met.add(app);
    if ('failure' in result) return this.#noAnswer(spec, request, result.failure, app);
    return this.#judged(spec, request, result.response, app);
  }

  /** Keeps what the answer brings, and says what is wrong with it. */
  async #judged(spec: HttpRequestSpec, request: HttpRequest, response: HttpResponse, app: RunningApp): Promise<NotYet | null> {
    if (spec.browser !== undefined) this.#jars.keep(spec.browser, urlOf(app, request), response.setCookies);
    const shown: Evidence = { kind: 'http', name: spec.name, request: requestText(request), response: responseText(response) };
    const found = findFault(spec, response, this.#captured)
      ?? (this.#document === null ? null : conformanceFault(this.#document, request, response))
      ?? this.#capture(spec, response);
    if (found === null) {
      this.#exchanges.push(shown);
      return null;
    }
    if (response.status >= 500) await this.#logCome(app);
    const log = response.status >= 500 ? logEvidence(this.#spec(spec), app) : [];
    const got = [response.body, responseText({ ...response, body: '' }), ...app.process.tail()].join('\n');
    return notYet(found.reason, [found.evidence, ...this.#exchanges.slice(-EARLIER_EXCHANGES), shown, ...log], { got });
  }

  /** Waits until the program has printed something since the request was made, and no more follows; a program that prints nothing costs the whole wait. */
  async #logCome(app: RunningApp): Promise<void> {
    const until = performance.now() + LOG_NOTICE_MS;
    const before = this.#printed.get(app) ?? '';
    for (let last = before; performance.now() < until;) {
      const now = printedBy(app);
      if (now !== before && now === last) return;
      last = now;
      await wait(LOG_LOOK_MS, undefined, { signal: this.#tools.signal });
    }
  }

  /** The same request many times at once. */
  async #many(spec: HttpRequestSpec, times: number, app: RunningApp, timeoutMs: number): Promise<NotYet | null> {
    this.#printed.set(app, printedBy(app));
    const requests = Array.from({ length: times }, (_, index) => this.#request(spec, app, new Map([...this.#captured, ['n', index + 1]])));
    const results = await Promise.all(requests.map((request) => exchange(app.process, request, timeoutMs, this.#tools.signal)));
    const counts: Record<string, number> = {};
    for (const [index, result] of results.entries()) {
      const request = requests[index];
      if (request === undefined) continue;
      if ('failure' in result) return this.#noAnswer(spec, request, result.failure, app);
      const status = String(result.response.status);
      counts[status] = (counts[status] ?? 0) + 1;
      const failure = await this.#judged(spec, request, result.response, app);
      if (failure !== null) return failure;
    }
    const { statuses } = spec.expect;
    const difference = statuses === undefined ? null : findDifference(counts, statuses);
    if (difference === null) return null;
    const found = fault('status-differs', `${String(times)} requests at once: statuses${difference.path.slice(1)}`, difference.expected, writtenValue(difference.got));
    return notYet(found.reason, [found.evidence, ...this.#exchanges.slice(-EARLIER_EXCHANGES)], { got: JSON.stringify(counts) });
  }

  async #open(spec: HttpRequestSpec, app: RunningApp, timeoutMs: number): Promise<NotYet | null> {
    const request = this.#request(spec, app);
    this.#printed.set(app, printedBy(app));
    const open = spec.open === 'websocket' ? openWebSocket : openEventStream;
    const stream = await open(app.process, request, timeoutMs, this.#tools.signal);
    if ('failure' in stream) return this.#noAnswer(spec, request, stream.failure, app);
    this.#streams.set(spec.as ?? '', stream);
    return this.#judged(spec, request, stream.head, app);
  }

  async #onStream(spec: HttpRequestSpec, name: string, app: RunningApp): Promise<NotYet | null> {
    const stream = this.#streams.get(name);
    if (stream === undefined) throw new Error(`no stream ${name}`);
    const withinMs = spec.within * 1000;
    const refused = (path: string, expected: string, got: string): NotYet => notYet('stream-differs', [
      { kind: 'value', path, expected, got }, ...this.#exchanges.slice(-EARLIER_EXCHANGES), ...logEvidence(this.#spec(spec), app),
    ], { got: [got, ...app.process.tail()].join('\n') });
    const sent = spec.json === undefined ? spec.body : JSON.stringify(fillTemplate(spec.json, this.#captured));
    if (sent !== undefined && !stream.send(fillText(sent, this.#captured))) return refused(spec.name, 'an open connection to send on', 'it is closed');
    if (spec.receives !== undefined) {
      const messages = await stream.next(spec.receives.length, withinMs);
      const shown: Evidence = { kind: 'http', name: spec.name, request: sent ?? '(listening)', response: messages.map((each) => JSON.stringify(each)).join('\n') };
      for (const [index, matcher] of spec.receives.entries()) {
        const difference = index < messages.length
          ? findDifference(messages[index], fillTemplate(matcher, this.#captured))
          : { path: '$', expected: describeMatcher(fillTemplate(matcher, this.#captured)), got: undefined };
        if (difference !== null) {
          return refused(`${spec.name}: message ${String(index + 1)}${difference.path.slice(1)}`, difference.expected, difference.got === undefined ? `nothing within ${String(spec.within)} s` : writtenValue(difference.got));
        }
      }
      this.#exchanges.push(shown);
    }
    if (spec.closes !== undefined) {
      const code = await stream.closed(withinMs);
      const difference = findDifference(code, spec.closes);
      if (difference !== null) return refused(`${spec.name}: close code`, difference.expected, code === null ? 'still open' : String(code));
    }
    if (spec.close) stream.close();
    return null;
  }

  /** The program that a request is for. */
  #spec(request: HttpRequestSpec): { command: string[] } {
    return this.#programs.spec(request.to ?? MAIN);
  }

  #request(spec: HttpRequestSpec, app: RunningApp, captured: ReadonlyMap<string, unknown> = this.#captured): HttpRequest {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(spec.headers)) headers[name.toLowerCase()] = fillText(value, captured);
    const path = fillText(spec.path ?? '/', captured, (value) => encodeURIComponent(String(value)));
    if (spec.browser !== undefined) {
      const cookies = this.#jars.header(spec.browser, urlOf(app, { path }));
      if (cookies !== '') headers['cookie'] ??= cookies;
    }
    if (spec.json === undefined) return { method: spec.method, path, headers, body: spec.body === undefined ? null : fillText(spec.body, captured) };
    return { method: spec.method, path, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(fillTemplate(spec.json, captured)) };
  }

  async #noAnswer(spec: HttpRequestSpec, request: HttpRequest, failure: string, app: RunningApp): Promise<NotYet> {
    await Promise.race([app.process.exited, new Promise((resolve) => { setTimeout(resolve, EXIT_NOTICE_MS); })]);
    const shown: Evidence = { kind: 'http', name: spec.name, request: requestText(request), response: failure };
    const earlier = this.#exchanges.slice(-EARLIER_EXCHANGES);
    if (app.ended() !== null) {
      const outcome = exitedOutcome(this.#spec(spec), app);
      return { ...outcome, evidence: [...earlier, shown, ...outcome.evidence] };
    }
    return notYet('no-response', [...earlier, shown, ...logEvidence(this.#spec(spec), app)], { got: [failure, ...app.process.tail()].join('\n') });
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

/** Browsers know a program by its host and port; over the loopback address they also send cookies marked secure. */
function urlOf({ process }: RunningApp, { path }: { path: string }): string {
  return `http://${process.host.includes(':') ? `[${process.host}]` : process.host}:${String(process.port)}${path}`;
}

/** The newest that a program has printed, on both outputs. */
const printedBy = (app: RunningApp): string => app.process.tail().join('\n');
