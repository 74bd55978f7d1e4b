/** An OpenAPI document as a page to read, made in the lab host so that the window need not know the format. */
import type { ApiReference, ApiReferenceEvent, ReferenceContent, ReferenceOperation } from '../../shared/api-client/reference-views.ts';
import { apiRequestSchema } from '../../shared/api-client/request-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { latest } from '../latest.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { importOpenApi } from './import-openapi.ts';
import { openApiProblem } from './openapi-problem.ts';
import { createResolver, operationsOf, type Operation, type Resolver } from './openapi-operations.ts';
import { list, object, plainText, readDocument, type Json } from './read-document.ts';
import { fieldOf, shownText } from './reference-fields.ts';
import { asText, exampleOf } from './sample-value.ts';

/** Operations and schemas on one page; what is more is counted. */
const MAX_OPERATIONS = 300;
const MAX_SCHEMAS = 200;
/** An example that is longer is not read by anybody, in characters. */
const MAX_EXAMPLE = 20_000;

/** The page now and after every change of the workspace that changes it. */
export async function* watchReference(workspace: Pick<Workspace, 'read' | 'onChange'>, path: string, signal: AbortSignal): AsyncGenerator<ApiReferenceEvent, void, void> {
  let before: string | null = null;
  for await (const event of latest((listener) => workspace.onChange(listener), () => referenceEvent(workspace, path), signal)) {
    const now = JSON.stringify(event);
    if (now === before) continue;
    before = now;
    yield event;
  }
}

async function referenceEvent(workspace: Pick<Workspace, 'read'>, path: string): Promise<ApiReferenceEvent> {
  try {
    return { kind: 'page', page: await readReference(path, (await workspace.read(path)).text) };
  } catch (error) {
    if (!(error instanceof BackbenchError)) throw error;
    const { code, details } = error as BackbenchError;
    return { kind: 'problem', code, details: { ...details } };
  }
}

/** @throws BackbenchError API_DOCUMENT_UNREADABLE */
export async function readReference(path: string, text: string): Promise<ApiReference> {
  const { kind, root, title } = readDocument(path, text);
  if (kind !== 'openapi') throw new BackbenchError('API_DOCUMENT_UNREADABLE', { name: path, reason: 'not-openapi', message: '', line: null });
  const resolver = createResolver(root);
  const invalid = await openApiProblem(root);
  const { requests, variables } = importOpenApi(root, title, path, null);
  const all = operationsOf(root, resolver);
  const operations = all.slice(0, MAX_OPERATIONS).flatMap((operation, at): [Operation, ReferenceOperation][] => {
    // One request for each operation, in the same order; one that is too long can't be tried.
    const request = requests[at];
    return request === undefined || !apiRequestSchema.safeParse(request).success ? [] : [[operation, { ...pageOf(operation, root, resolver), request }]];
  });
  const schemas = Object.entries(object(object(root['components'])['schemas']));
  const info = object(root['info']);
  return {
    title, version: asText(info['version']), description: shownText(info['description']), invalid, variables,
    servers: list(root['servers']).map((server) => plainText(object(server)['url'])).filter((url) => url !== ''),
    groups: grouped(operations, list(root['tags']).map(object)),
    schemas: schemas.slice(0, MAX_SCHEMAS).map(([name, schema]) => ({ ...fieldOf(schema, name, false, resolver) })),
    cut: Math.max(0, all.length - operations.length) + Math.max(0, schemas.length - MAX_SCHEMAS),
  };
}

/** In the order of the document's tags, then of the operations. */
function grouped(operations: readonly [Operation, ReferenceOperation][], tags: readonly Json[]): ApiReference['groups'] {
  const groups = new Map<string, ApiReference['groups'][number]>(tags.map((tag) => [plainText(tag['name']), { name: plainText(tag['name']), description: shownText(tag['description']), operations: [] }]));
  for (const [{ tags: [tag = ''] }, operation] of operations) {
    const group = groups.get(tag) ?? { name: tag, description: '', operations: [] };
    groups.set(tag, group);
    group.operations.push(operation);
  }
  return [...groups.values()].filter((group) => group.operations.length > 0).sort((a, b) => Number(a.name === '') - Number(b.name === ''));
}

function pageOf(operation: Operation, root: Json, resolver: Resolver): Omit<ReferenceOperation, 'request'> {
  const { where, method, path, summary, description, deprecated, requestBody } = operation;
  const open = operation.security.length === 0 || operation.security.some((each) => Object.keys(each).length === 0);
  const contents = Object.entries(object(requestBody['content']));
  return {
    id: where, method, path, summary, description: description.slice(0, 4_000), deprecated,
    security: open ? [] : [...new Set(operation.security.flatMap((each) => Object.keys(each)))],
    parameters: operation.parameters.map((parameter) => ({
      in: plainText(parameter['in']), example: asText(parameter['example'] ?? object(Object.values(object(parameter['examples']))[0])['value']),
      field: { ...fieldOf(parameter['schema'] ?? {}, plainText(parameter['name']), parameter['required'] === true, resolver), ...(shownText(parameter['description']) === '' ? {} : { description: shownText(parameter['description']) }) },
    })),
    body: contents.length === 0 ? null : { required: requestBody['required'] === true, description: shownText(requestBody['description']), contents: contents.map(([type, media]) => contentOf(type, media, root, resolver, 'request')) },
    responses: operation.responses.map(([status, response]) => ({
      status, description: shownText(response['description']),
      headers: Object.entries(object(response['headers'])).map(([name, header]) => {
        const whole = resolver.resolve(header);
        return { ...fieldOf(whole['schema'] ?? {}, name, whole['required'] === true, resolver), description: shownText(whole['description']) };
      }),
      contents: Object.entries(object(response['content'])).map(([type, media]) => contentOf(type, media, root, resolver, 'response')),
    })),
  };
}

function contentOf(type: string, given: unknown, root: Json, resolver: Resolver, direction: 'request' | 'response'): ReferenceContent {
  const media = resolver.resolve(given);
  const example = exampleOf(media, root, resolver, direction);
  const text = example === undefined ? null : typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  return {
    type, schema: media['schema'] === undefined ? null : fieldOf(media['schema'], '', false, resolver),
    example: text !== null && text.length > MAX_EXAMPLE ? null : text,
  };
}
