// The document at work, before there is a server. It answers with the examples of openapi.yaml (a *mock*), and it
// judges what the document allows. There is nothing to change in this file.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import express from 'express';
import { load } from 'js-yaml';

const FILE = 'openapi.yaml';

/** Reads the document anew for each request: whatever was saved last counts. */
function readDocument() {
  const document = load(readFileSync(FILE, 'utf8'));
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema(document, 'document');
  return { document, ajv };
}

/** Follows `$ref` and gives back the value with the place where it stands. */
function at(document, place) {
  let value = document;
  for (const part of place) value = value?.[part];
  if (value?.$ref === undefined) return { value, place };
  return at(document, value.$ref.slice(2).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** The operation that a request is for; null when the document has none. */
function findOperation(document, method, path) {
  for (const template of Object.keys(document.paths ?? {})) {
    const pattern = new RegExp(`^${template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`);
    const found = pattern.exec(path);
    const place = ['paths', template, method.toLowerCase()];
    if (found === null || at(document, place).value === undefined) continue;
    const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    return { template, place, params: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1])])) };
  }
  return null;
}

/** What is wrong with a value at this schema; null when nothing is. */
function fault({ ajv }, place, value) {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = ajv.getSchema(`document#/${pointer}`);
  return validate(value) ? null : ajv.errorsText(validate.errors, { dataVar: 'value' });
}

/** A parameter arrives as text; where the schema wants a number or a truth value, the text is read as one. */
function readText(text, types) {
  if (types.includes('integer') || types.includes('number')) return text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
  return types.includes('boolean') && ['true', 'false'].includes(text) ? text === 'true' : text;
}

/** Why the document refuses this request; null when it takes it. */
function requestFault(parts, { method, path, query = {}, body }) {
  const { document } = parts;
  const operation = findOperation(document, method, path);
  if (operation === null) return `the document has no ${method} ${path}`;
  const places = [operation.place.slice(0, 2), operation.place].flatMap((place) =>
    (at(document, [...place, 'parameters']).value ?? []).map((_, index) => at(document, [...place, 'parameters', index]).place));
  for (const place of places) {
    const { value: parameter } = at(document, place);
    const text = parameter.in === 'path' ? operation.params[parameter.name] : parameter.in === 'query' ? query[parameter.name] : undefined;
    if (text === undefined) {
      if (parameter.required === true) return `${parameter.name} is missing`;
      continue;
    }
    const schema = at(document, [...place, 'schema']);
    const found = fault(parts, schema.place.map(String), readText(text, [schema.value?.type].flat()));
    if (found !== null) return `${parameter.name}: ${found}`;
  }
  const request = at(document, [...operation.place, 'requestBody']);
  if (body === undefined) return request.value?.required === true ? 'the body is missing' : null;
  if (request.value === undefined) return 'there is no body in the document';
  return fault(parts, at(document, [...request.place, 'content', 'application/json', 'schema']).place.map(String), body);
}

/** Why the document refuses this answer; null when it is as it says. */
function answerFault(parts, { method, path, status, body }) {
  const operation = findOperation(parts.document, method, path);
  if (operation === null) return `the document has no ${method} ${path}`;
  const response = at(parts.document, [...operation.place, 'responses', String(status)]);
  if (response.value === undefined) return `the document has no answer ${status} to ${method} ${path}`;
  const schema = at(parts.document, [...response.place, 'content', 'application/json', 'schema']);
  if (schema.value === undefined) return `the answer ${status} to ${method} ${path} has no schema`;
  return fault(parts, schema.place.map(String), body);
}

/** The example of an operation's first answer that is a success. */
function exampleOf({ document }, operation) {
  const responses = at(document, [...operation.place, 'responses']).value ?? {};
  const status = Object.keys(responses).find((code) => code.startsWith('2'));
  const media = at(document, [...at(document, [...operation.place, 'responses', status]).place, 'content', 'application/json']).value;
  const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value ?? media?.schema?.example ?? media?.schema?.examples?.[0];
  return status === undefined || example === undefined ? null : { status: Number(status), example };
}

const app = express();
app.use(express.json());

app.post('/__request', (request, response) => {
  const why = requestFault(readDocument(), request.body);
  response.json(why === null ? { taken: true } : { taken: false, why });
});

app.post('/__answer', (request, response) => {
  const why = answerFault(readDocument(), request.body);
  response.json(why === null ? { allowed: true } : { allowed: false, why });
});

app.use((request, response) => {
  const parts = readDocument();
  const operation = findOperation(parts.document, request.method, request.path);
  if (operation === null) return response.status(501).json({ error: `${FILE} has no ${request.method} ${request.path}` });
  const why = requestFault(parts, { method: request.method, path: request.path, query: request.query, body: request.body });
  if (why !== null) return response.status(400).json({ error: why });
  const found = exampleOf(parts, operation);
  if (found === null) return response.status(501).json({ error: `${request.method} ${operation.template} has no success with an example` });
  response.status(found.status).json(found.example);
});

// Four parameters tell Express that this is for errors.
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  response.status(500).json({ error: `${FILE}: ${error.message}` });
});

const port = Number(process.env.PORT ?? 4010);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`the mock listens on http://127.0.0.1:${port}`);
});
