/** The API client of a lab: its requests, given and saved, and the sending of one. */
import type { ApiRequestsView, ApiSendEvent } from '../../shared/api-client/api-views.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import { needsBaseUrl } from '../../shared/api-client/variables.ts';
import { readFile } from 'node:fs/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { latest } from '../latest.ts';
import type { LabSession } from '../session/lab-session.ts';
import { resolveInside } from '../workspace/safe-path.ts';
import { loadCollection } from './collection-file.ts';
import { labValues } from './lab-values.ts';
import { connectInLab } from './reach.ts';

/** Longest silence before the answer and within it, in milliseconds; whoever wants to wait no longer cancels. */
const QUIET_MS = 60_000;
/** How often progress is told, in milliseconds. */
const TELL_MS = 100;

/** The requests now and after every change of the file. */
export async function* watchRequests(session: LabSession, signal: AbortSignal): AsyncGenerator<ApiRequestsView, void, void> {
  const workspace = await session.workspace();
  yield* latest((listener) => workspace.onChange(listener), async () => ({
    given: session.loaded.lab.requests, ...await loadCollection(workspace),
  }), signal);
}

/**
 * Sends a request: how much of the answer is there, then all of it.
 * @param values of the learner: captured, of the environment, of the file; they go before the lab's own
 * @throws BackbenchError SESSION_NOT_OPEN, API_REQUEST_INVALID, API_VALUES_MISSING, API_ADDRESS_REFUSED, API_NO_ANSWER, CANCELLED
 */
export async function* sendInLab(
  session: LabSession, request: ApiRequest, values: Readonly<Record<string, string>>, signal: AbortSignal,
): AsyncGenerator<ApiSendEvent, void, void> {
  const environment = session.environment();
  const workspace = await session.workspace();
  const left = new AbortController();
  const inner = AbortSignal.any([signal, left.signal]);
  const told: { progress: ApiSendEvent | null } = { progress: null };
  let wake = Promise.withResolvers<void>();
  const work = labValues(environment, needsBaseUrl(request, values), inner).then(async (own) => (await import('./perform-request.ts')).performRequest(request, new Map([...own, ...Object.entries(values)]), {
    signal: inner, quietMs: QUIET_MS,
    connect: (host, port, abort) => connectInLab(environment, `${host}:${String(port)}`, host, port, abort),
    readFile: async (path) => {
      try {
        return await readFile((await resolveInside(workspace.folder, path)).absolute);
      } catch (error) {
        throw error instanceof BackbenchError ? error : new BackbenchError('FILE_NOT_FOUND', { path }, { cause: error });
      }
    },
    readText: async (path) => (await workspace.read(path)).text,
    onProgress: (now) => {
      told.progress = { type: 'receiving', ...now };
      wake.resolve();
    },
  }));
  const done = work.then(() => 'done' as const, () => 'done' as const);
  try {
    while (await Promise.race([done, wake.promise.then(() => 'news' as const)]) === 'news') {
      wake = Promise.withResolvers<void>();
      if (told.progress !== null) yield told.progress;
      await Promise.race([done, new Promise((resolve) => { setTimeout(resolve, TELL_MS); })]);
    }
    yield { type: 'response', response: await work };
  } finally {
    left.abort();
    await done;
  }
}
