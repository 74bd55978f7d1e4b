/** Checks of saved requests: their tests must pass on the right program, and fail on each faulty one. */
import type { ApiResponse } from '../../shared/api-client/api-views.ts';
import type { ApiCollection, ApiRequest } from '../../shared/api-client/request-format.ts';
import type { RequestsCheck } from '../../shared/check-format/requests.ts';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import { describeError as errorWords } from '../../shared/messages.ts';
import type { Evidence } from '../../shared/verdict.ts';
import { readCollection } from '../api-client/collection-file.ts';
import { performRequest } from '../api-client/perform-request.ts';
import { isLoopback } from '../api-client/reach.ts';
import type { PlacedFile } from '../engines/engine.ts';
import { openSocket } from '../engines/open-socket.ts';
import { hasPattern } from './author-pattern.ts';
import { startApp, type RunningApp } from './app-process.ts';
import type { CheckContext, CheckTools } from './check-context.ts';
import { START_TIMEOUT_S } from './extra-time.ts';
import { readLearnerFile } from './learner-file.ts';
import { labFault, message, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';

/** Longest silence of a program, in milliseconds: what a person would call hanging. */
const QUIET_MS = 10_000;

/** @throws what the engine throws; the signal's reason */
export async function checkRequests(check: RequestsCheck, tools: CheckTools): Promise<Outcome> {
  const { context } = tools;
  const { commands } = context;
  if (commands === undefined) return labFault('The programs of this lab may not run on this machine: its pack is not trusted.');
  const collection = await learnersRequests(check, tools);
  if ('verdict' in collection) return collection;
  const files = await Promise.all(check.files.map(async ({ path, from }) => ({ path, content: await commands.labFile(from) })));
  const program = (env: Record<string, string>): Promise<Run | NotYet> => withProgram({ command: check.run, files }, env, tools, (app) => runAll(collection, app, tools));
  const right = await program({});
  if ('verdict' in right) return right;
  if (right.fault !== null) return notYet('requests-fail', right.fault.evidence, { got: `right: ${right.fault.got}` });
  const lacking = check.sends.find(({ method, path }) => !right.answers.some(({ sent, tests }) => sent.method === method && tests.length > 0 && hasPattern(path, '', pathOf(sent.url))));
  if (lacking !== undefined) {
    const expected = `a request ${lacking.method} whose path matches ${lacking.path}, with at least one test`;
    const got = right.answers.map(({ sent, tests }) => `${sent.method} ${pathOf(sent.url)}, ${String(tests.length)} tests`).join('\n') || 'no requests';
    return notYet('requests-missing', [{ kind: 'value', path: check.file, expected, got }], { got: `missing: ${lacking.method} ${lacking.path}` });
  }
  for (const [name, about] of Object.entries(check.faults)) {
    const faulty = await program({ FAULT: name });
    if ('verdict' in faulty) return labFault(`With the fault "${name}" the lab's program does not start.`);
    if (faulty.fault === null) {
      return notYet('fault-not-caught', [{ kind: 'value', path: 'a faulty program', expected: 'at least one test that fails', got: `${about} All tests passed.` }], { got: `${name}: NOT CAUGHT` });
    }
  }
  return PASSED;
}

async function learnersRequests(check: RequestsCheck, tools: CheckTools): Promise<ApiCollection | NotYet> {
  const file = await readLearnerFile(check.file, tools);
  if ('verdict' in file) return file;
  const read = readCollection(file.text);
  if ('collection' in read) return read.collection;
  const { line, message: text } = read.problem;
  return notYet('query-unreadable', [message(line === null ? check.file : `${check.file}, line ${String(line)}`, text)], { source: file.text });
}

async function withProgram<T>(spec: { command: string[]; files: readonly PlacedFile[] }, env: Record<string, string>, { context, signal }: CheckTools, act: (program: RunningApp) => Promise<T>): Promise<T | NotYet> {
  const started = await startApp({ ...spec, startTimeout: START_TIMEOUT_S }, new Map(), context, signal, env);
  if ('verdict' in started) return started;
  try {
    return await act(started.app);
  } finally {
    await started.app.process.dispose();
  }
}

interface Run {
  answers: ApiResponse[];
  /** The first thing that was not as expected. */
  fault: { evidence: Evidence[]; got: string } | null;
}

/** Sends the requests in order, each with what those before it captured, up to the first that fails. */
async function runAll({ requests, variables }: ApiCollection, { process }: RunningApp, { context, signal }: CheckTools): Promise<Run> {
  const answers: ApiResponse[] = [];
  const values = new Map(Object.entries(variables));
  // Wherever the learner's own program listens: here it is this one.
  values.set('baseUrl', `http://127.0.0.1:${String(process.port)}`);
  // Streams have no answer whose tests could pass.
  for (const [index, request] of requests.filter(({ kind }) => kind === 'http').entries()) {
    values.set('$uuid', crypto.randomUUID()).set('$timestamp', String(1_782_777_600 + index)).set('$randomInt', String(100_000 + index));
    const answer = await sendOne(request, values, process, context, signal);
    if ('evidence' in answer) return { answers, fault: answer };
    answers.push(answer);
    for (const [name, value] of Object.entries(answer.captured)) values.set(name, value);
    const [lost] = answer.notCaptured;
    if (lost !== undefined) return { answers, fault: faultOf(request, answer, `${lost.place} for the variable ${lost.name}`, 'it is not in the answer') };
    const failed = answer.tests.find((test) => !test.passed);
    if (failed !== undefined) return { answers, fault: faultOf(request, answer, failed.expected, failed.got) };
  }
  return { answers, fault: null };
}

async function sendOne(
  request: ApiRequest, values: ReadonlyMap<string, string>, process: RunningApp['process'], { workspace }: CheckContext, signal: AbortSignal,
): Promise<ApiResponse | { evidence: Evidence[]; got: string }> {
  try {
    return await performRequest(request, values, {
      signal, quietMs: QUIET_MS,
      connect: (host, _port, abort) => {
        if (!isLoopback(host)) throw new BackbenchError('API_ADDRESS_REFUSED', { host, url: request.url });
        return openSocket({ host: process.host, port: process.port }, abort);
      },
      readFile: async (path) => Buffer.from((await workspace.read(path)).text),
      readText: async (path) => (await workspace.read(path)).text,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BackbenchError) || isCode(error, 'CANCELLED')) throw error;
    const { title, text } = errorWords(error.toReport());
    return { evidence: [message(request.name, `${title}. ${text}`)], got: `${request.name}: ${title}` };
  }
}

function faultOf(request: ApiRequest, { sent, status, statusText, body }: ApiResponse, expected: string, got: string): { evidence: Evidence[]; got: string } {
  const response = `${String(status)} ${statusText}\n\n${body.kind === 'text' ? body.text : body.hex}`.slice(0, 4_000);
  return {
    evidence: [
      { kind: 'value', path: request.name, expected, got },
      { kind: 'http', name: request.name, request: `${sent.method} ${pathOf(sent.url)}${sent.body === '' ? '' : `\n\n${sent.body}`}`.slice(0, 4_000), response },
    ],
    got: `${request.name}: ${expected}: got ${got}`,
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
