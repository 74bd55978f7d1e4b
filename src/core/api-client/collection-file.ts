/** The learner's saved requests in `requests.yaml` of their workspace. What is changed is changed in place: comments of the rest stay. */
import { isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import type { ApiRequestsView } from '../../shared/api-client/api-views.ts';
import { apiCollectionSchema, REQUESTS_FILE, shortRequest, type ApiCollection, type ApiRequest } from '../../shared/api-client/request-format.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How often aliases may be used: the same limit as for a lab's own YAML. */
const MAX_ALIAS_COUNT = 100;
/** Another program may save in the same moment; then the change is made once more on what it saved. */
const ATTEMPTS = 3;
const EMPTY: ApiCollection = { variables: {}, environments: {}, requests: [] };
const HEAD = '# Saved requests of the API client. Write here, or save from the panel.\n';

export type ReadCollection = { collection: ApiCollection } | { problem: NonNullable<ApiRequestsView['problem']> };

/** @param text the file's */
export function readCollection(text: string): ReadCollection {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return { problem: { message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''), line: lines.linePos(error.pos[0]).line } };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
  } catch (thrown) {
    return { problem: { message: thrown instanceof Error ? thrown.message : String(thrown), line: null } };
  }
  const parsed = apiCollectionSchema.safeParse(value ?? {});
  if (parsed.success) return { collection: parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const node = document.getIn(path, true) as { range?: [number, number, number] | null } | undefined;
  const at = node?.range?.[0];
  return { problem: { message: `${path.map(String).join('.')}: ${issue?.message ?? 'this is no file of requests'}`, line: at === undefined ? null : lines.linePos(at).line } };
}

/** What the workspace holds; no file is an empty collection. */
export async function loadCollection(workspace: Pick<Workspace, 'read'>): Promise<Pick<ApiRequestsView, 'saved' | 'problem'>> {
  try {
    const read = readCollection((await workspace.read(REQUESTS_FILE)).text);
    return 'problem' in read ? { saved: EMPTY, problem: read.problem } : { saved: read.collection, problem: null };
  } catch (error) {
    if (isCode(error, 'FILE_NOT_FOUND')) return { saved: EMPTY, problem: null };
    if (isCode(error, 'FILE_NOT_TEXT') || isCode(error, 'FILE_TOO_LARGE')) return { saved: EMPTY, problem: { message: 'This is no text that can be read.', line: null } };
    throw error;
  }
}

/**
 * Keeps a request.
 * @param replaces the name that it had in the file; null for a new one
 * @param before a new one stands before the request of this name; null for the end
 * @throws BackbenchError API_FILE_UNREADABLE, API_NAME_TAKEN; what the workspace throws
 */
export async function saveRequest(workspace: Pick<Workspace, 'read' | 'write'>, request: ApiRequest, replaces: string | null, before: string | null = null): Promise<void> {
  await changeCollection(workspace, (document, { requests }) => {
    if (request.name !== replaces && requests.some((each) => each.name === request.name)) throw new BackbenchError('API_NAME_TAKEN', { name: request.name });
    const at = requests.findIndex((each) => each.name === replaces);
    const node = document.createNode(shortRequest(request));
    const list = document.get('requests', true);
    if (!isSeq(list)) document.set('requests', document.createNode([shortRequest(request)]));
    else if (at < 0) list.items.splice(placeBefore(requests, before), 0, node);
    else list.set(at, node);
  });
}

/** @throws as {@link saveRequest} */
export async function removeRequest(workspace: Pick<Workspace, 'read' | 'write'>, name: string): Promise<void> {
  await changeCollection(workspace, (document, { requests }) => {
    const at = requests.findIndex((each) => each.name === name);
    if (at >= 0) document.deleteIn(['requests', at]);
  });
}

/**
 * Gives a request another place in the file, with what is written about it. One that is not there any more is left alone.
 * @param before the name of the one that follows it then; null for the end
 * @throws as {@link saveRequest}
 */
export async function moveRequest(workspace: Pick<Workspace, 'read' | 'write'>, name: string, before: string | null): Promise<void> {
  await changeCollection(workspace, (document, { requests }) => {
    const at = requests.findIndex((each) => each.name === name);
    const list = document.get('requests', true);
    if (at < 0 || !isSeq(list)) return;
    const [node] = list.items.splice(at, 1);
    list.items.splice(placeBefore(requests.toSpliced(at, 1), before), 0, node);
  });
}

function placeBefore(requests: readonly ApiRequest[], name: string | null): number {
  const at = requests.findIndex((each) => each.name === name);
  return at < 0 ? requests.length : at;
}

/** Sets the variables for every environment (null) or for one. @throws as {@link saveRequest} */
export async function saveVariables(workspace: Pick<Workspace, 'read' | 'write'>, environment: string | null, variables: Readonly<Record<string, string>>): Promise<void> {
  await changeCollection(workspace, (document) => {
    if (environment === null) document.set('variables', document.createNode(variables));
    else document.setIn(['environments', environment], document.createNode(variables));
  });
}

/**
 * Changes the file once more on what another program saved meanwhile.
 * @throws BackbenchError API_FILE_UNREADABLE; what `act` and the workspace throw; nothing is written then
 */
export async function changeCollection(workspace: Pick<Workspace, 'read' | 'write'>, act: (document: Document, collection: ApiCollection) => void): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const present = await workspace.read(REQUESTS_FILE).catch((error: unknown) => {
      if (isCode(error, 'FILE_NOT_FOUND')) return null;
      throw error;
    });
    const text = present?.text ?? HEAD;
    const read = readCollection(text);
    // What can't be read is not written over: somebody was about to say something with it.
    if ('problem' in read) throw new BackbenchError('API_FILE_UNREADABLE', { file: REQUESTS_FILE, message: read.problem.message, line: read.problem.line });
    const document = parseDocument(text);
    if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
    act(document, read.collection);
    try {
      await workspace.write(REQUESTS_FILE, document.toString({ lineWidth: 0 }), present?.hash ?? null);
      return;
    } catch (error) {
      if (!isCode(error, 'FILE_CHANGED') || attempt === ATTEMPTS) throw error;
    }
  }
}
