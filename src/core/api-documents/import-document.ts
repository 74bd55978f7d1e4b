/** Importing: what a document would bring, taking it into the learner's file, and taking it back. */
import type { ApiDocumentEntry, DocumentSource, Imported, ImportPreview } from '../../shared/api-client/import-views.ts';
import { apiRequestSchema, apiVariableName, MAX_FIELD_LENGTH, MAX_REQUESTS, type ApiRequest } from '../../shared/api-client/request-format.ts';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import { changeCollection } from '../api-client/collection-file.ts';
import { shortRequest } from '../../shared/api-client/request-format.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { importOpenApi } from './import-openapi.ts';
import { importPostman } from './import-postman.ts';
import { openApiProblem } from './openapi-problem.ts';
import { readDocument } from './read-document.ts';
import { uniqueName } from './unique-names.ts';

/** Files that are looked at for documents, and how large each may be, in bytes: a workspace holds a few dozen small ones. */
const MAX_FILES = 200;
const MAX_LOOKED_BYTES = 1_000_000;

export async function documentText(workspace: Pick<Workspace, 'read'>, source: DocumentSource): Promise<{ name: string; text: string }> {
  return source.from === 'text' ? source : { name: source.path, text: (await workspace.read(source.path)).text };
}

/**
 * Reads a document; nothing is written.
 * @throws BackbenchError API_DOCUMENT_UNREADABLE, API_DOCUMENT_EMPTY; what the workspace throws
 */
export async function previewImport(workspace: Pick<Workspace, 'read'>, source: DocumentSource): Promise<ImportPreview> {
  const { name, text } = await documentText(workspace, source);
  const { kind, root, title } = readDocument(name, text);
  const preview = kind === 'postman' ? importPostman(root, title) : importOpenApi(root, title, source.from === 'workspace' ? source.path : null, await openApiProblem(root));
  const fitting = whatFits(preview);
  if (fitting.requests.length === 0) throw new BackbenchError('API_DOCUMENT_EMPTY', { name });
  return fitting;
}

/** Without what a file of requests can't hold. */
function whatFits(preview: ImportPreview): ImportPreview {
  const left = [...preview.left];
  const requests: ApiRequest[] = [];
  for (const request of preview.requests) {
    if (!apiRequestSchema.safeParse(request).success) left.push({ where: request.name, reason: 'too-long', detail: '' });
    else if (requests.length === MAX_REQUESTS) {
      left.push({ where: preview.title, reason: 'too-many', detail: String(preview.requests.length - MAX_REQUESTS) });
      break;
    } else requests.push(request);
  }
  const variables = Object.fromEntries(Object.entries(preview.variables).filter(([name, value]) => apiVariableName.safeParse(name).success && value.length <= MAX_FIELD_LENGTH));
  return { ...preview, title: preview.title.slice(0, 200), requests, variables, left };
}

/**
 * Adds requests and variables in one write. Nothing that is there is changed: a name that is taken gets a number, a
 * variable that has a value keeps it.
 * @throws BackbenchError API_FILE_UNREADABLE, API_FILE_FULL; what the workspace throws
 */
export async function importRequests(workspace: Pick<Workspace, 'read' | 'write'>, requests: readonly ApiRequest[], variables: Readonly<Record<string, string>>): Promise<Imported> {
  let imported: Imported = { requests: [], variables: [] };
  await changeCollection(workspace, (document, present) => {
    if (present.requests.length + requests.length > MAX_REQUESTS) throw new BackbenchError('API_FILE_FULL', { limit: MAX_REQUESTS });
    const taken = new Set(present.requests.map(({ name }) => name));
    const named = requests.map((request) => ({ ...request, name: uniqueName(request.name, taken) }));
    const fresh = Object.entries(variables).filter(([name]) => !(name in present.variables));
    if (document.get('requests', true) == null) document.set('requests', document.createNode([]));
    for (const request of named) document.addIn(['requests'], document.createNode(shortRequest(request)));
    for (const [name, value] of fresh) document.setIn(['variables', name], value);
    imported = { requests: named.map(({ name }) => name), variables: fresh.map(([name]) => name) };
  });
  return imported;
}

/** Takes an import back; what else was done to the file stays. @throws as {@link importRequests} */
export async function undoImport(workspace: Pick<Workspace, 'read' | 'write'>, { requests, variables }: Imported): Promise<void> {
  const gone = new Set(requests);
  await changeCollection(workspace, (document, present) => {
    for (const [at, { name }] of [...present.requests.entries()].reverse()) if (gone.has(name)) document.deleteIn(['requests', at]);
    for (const name of variables) if (document.hasIn(['variables', name])) document.deleteIn(['variables', name]);
  });
}

/** The documents that lie in the workspace, by their path. */
export async function findDocuments(workspace: Pick<Workspace, 'list' | 'read'>): Promise<ApiDocumentEntry[]> {
  const files = (await workspace.list()).filter(({ kind, path, bytes }) => kind === 'file' && bytes <= MAX_LOOKED_BYTES && /\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)(?:package(?:-lock)?|tsconfig)\.json$/.test(path));
  const found: ApiDocumentEntry[] = [];
  for (const { path } of files.slice(0, MAX_FILES)) {
    try {
      const { text } = await workspace.read(path);
      // A quick look first: most files are something else.
      if (!/"?openapi"?\s*:|getpostman\.com/.test(text)) continue;
      const { kind, title } = readDocument(path, text);
      found.push({ path, kind, title: title.slice(0, 200) });
    } catch (error) {
      if (!isCode(error, 'API_DOCUMENT_UNREADABLE') && !isCode(error, 'FILE_NOT_FOUND') && !isCode(error, 'FILE_NOT_TEXT') && !isCode(error, 'FILE_TOO_LARGE')) throw error;
    }
  }
  return found.sort((a, b) => a.path.localeCompare(b.path));
}
