/**
 * The API client's requests as they are written down: in a lab's `requests`, and in the learner's own file
 * `requests.yaml`. Every text may hold `{{name}}`, see variables.ts.
 */
import { z } from 'zod';
import { relativePath } from '../names.ts';

/** The file of the workspace that holds the learner's saved requests. */
export const REQUESTS_FILE = 'requests.yaml';

/** Longest text of a field, and of a body, in characters: far above what is typed by hand. */
export const MAX_FIELD_LENGTH = 20_000;
const BODY_LENGTH = 1_000_000;
/** More requests than this are not one lab's. */
export const MAX_REQUESTS = 500;

const field = z.string().max(MAX_FIELD_LENGTH);

/** Letters, digits, `_`, `-` and dots, beginning with a letter or `_`. */
export const apiVariableName = z.string().regex(/^[A-Za-z_][\w.-]{0,59}$/, 'a name of letters, digits, _ and -');

/** A row of a table: a header, a parameter, a field of a form, a captured value. */
export const apiPairSchema = z.strictObject({
  name: field,
  value: field.default(''),
  /** Kept, and not sent. */
  off: z.boolean().default(false),
});
export type ApiPair = z.infer<typeof apiPairSchema>;
const pairs = z.array(apiPairSchema).max(100);

const partSchema = z.strictObject({
  name: field,
  value: field.default(''),
  /** A file of the workspace that is sent instead of the value. */
  file: relativePath.optional(),
  off: z.boolean().default(false),
});
export type ApiPart = z.infer<typeof partSchema>;

const bodySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('json'), text: z.string().max(BODY_LENGTH) }),
  /** Sent as application/x-www-form-urlencoded. */
  z.strictObject({ type: z.literal('form'), fields: pairs }),
  z.strictObject({ type: z.literal('multipart'), parts: z.array(partSchema).max(100) }),
  z.strictObject({ type: z.literal('raw'), text: z.string().max(BODY_LENGTH), contentType: z.string().max(200).default('text/plain') }),
]);
export type ApiBody = z.infer<typeof bodySchema>;

/**
 * Signing in by the authorization code with PKCE (RFC 6749, RFC 7636). Neither the secret nor a token stands in the file:
 * both are values of variables, whose names are here.
 */
export const oauthSchema = z.strictObject({
  type: z.literal('oauth'),
  authorizationUrl: field,
  tokenUrl: field,
  clientId: field,
  /** Holds the client secret; absent for a public client. */
  secretVariable: apiVariableName.optional(),
  /** Apart by blanks; empty to leave the choice to the provider. */
  scope: field.default(''),
  /** Holds the access token after signing in. */
  tokenVariable: apiVariableName.default('access_token'),
  /** Where the provider sends the browser back to on this machine; a free port where it is absent. */
  redirectPort: z.number().int().min(1024).max(65_535).optional(),
});
export type ApiOauth = z.infer<typeof oauthSchema>;

const authSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), user: field, password: field }),
  z.strictObject({ type: z.literal('bearer'), token: field }),
  z.strictObject({ type: z.literal('api-key'), name: field, value: field, in: z.enum(['header', 'query']).default('header') }),
  oauthSchema,
]);
export type ApiAuth = z.infer<typeof authSchema>;

/** How a test compares. `schema` names a JSON Schema file, `openapi` an OpenAPI document of the workspace. */
export const API_TEST_OPERATORS = [
  'equals', 'not-equals', 'contains', 'matches', 'exists', 'missing', 'type', 'count', 'above', 'below', 'schema', 'openapi',
] as const;
export type ApiTestOperator = (typeof API_TEST_OPERATORS)[number];

export const apiTestSchema = z.strictObject({
  /** `status`, `time` (milliseconds), `body`, `header <name>`, or a JSON path such as `$.items[0].sku`. */
  of: field,
  is: z.enum(API_TEST_OPERATORS),
  value: field.default(''),
  off: z.boolean().default(false),
});
export type ApiTest = z.infer<typeof apiTestSchema>;

/** Methods that the client offers; any other token of HTTP may be typed. */
export const API_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

export const API_KINDS = ['http', 'websocket', 'events'] as const;
export type ApiKind = (typeof API_KINDS)[number];

export const apiRequestSchema = z.strictObject({
  /** What it is called in the list; unique in its file. */
  name: z.string().trim().min(1).max(120),
  /** A request with one answer, a WebSocket, or a stream of server-sent events. The body of a WebSocket is its next message. */
  kind: z.enum(API_KINDS).default('http'),
  method: z.string().regex(/^[A-Z][A-Z-]{0,19}$/, 'a method in capital letters, such as GET').default('GET'),
  /** A whole address, or a path below `{{baseUrl}}`. */
  url: field,
  query: pairs.default([]),
  headers: pairs.default([]),
  auth: authSchema.default({ type: 'none' }),
  body: bodySchema.default({ type: 'none' }),
  /** Variable name to where its value is in the answer: a JSON path, or `header <name>`. */
  capture: pairs.default([]),
  tests: z.array(apiTestSchema).max(100).default([]),
});
export type ApiRequest = z.infer<typeof apiRequestSchema>;

const variablesSchema = z.record(apiVariableName, field);

/** A file of saved requests. */
export const apiCollectionSchema = z.strictObject({
  /** Values for `{{name}}`, in every environment. */
  variables: variablesSchema.default({}),
  /** Values by environment; they go before `variables`. */
  environments: z.record(z.string().trim().min(1).max(60), variablesSchema).default({}),
  requests: z.array(apiRequestSchema).max(MAX_REQUESTS).default([]),
}).refine(({ requests }) => new Set(requests.map((each) => each.name)).size === requests.length, { message: 'Two requests have the same name.', path: ['requests'] });
export type ApiCollection = z.infer<typeof apiCollectionSchema>;

/** The request with what says nothing left out, as it is written into a file. */
export function shortRequest(request: ApiRequest): Record<string, unknown> {
  const rows = (list: readonly { off: boolean; value?: string }[]): unknown[] =>
    list.map((row) => Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== undefined && !(key === 'off' && value === false))));
  const { name, kind, method, url, query, headers, auth, body, capture, tests } = request;
  return {
    name, ...(kind === 'http' ? {} : { kind }), method, url,
    ...(query.length === 0 ? {} : { query: rows(query) }),
    ...(headers.length === 0 ? {} : { headers: rows(headers) }),
    ...(auth.type === 'none' ? {} : { auth }),
    ...(body.type === 'none' ? {} : { body: body.type === 'form' ? { ...body, fields: rows(body.fields) } : body.type === 'multipart' ? { ...body, parts: rows(body.parts) } : body }),
    ...(capture.length === 0 ? {} : { capture: rows(capture) }),
    ...(tests.length === 0 ? {} : { tests: rows(tests) }),
  };
}
