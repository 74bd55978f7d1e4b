/** What the schema can't say about a check of kind `http`. */
import type { HttpCheck, HttpExpect, HttpRequestSpec } from '../../shared/check-format/http.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { MAIN } from '../../shared/lab-variants.ts';
import { matcherProblemsAt, regexProblems, type CheckProblem } from './check-problem.ts';
import { parsePath } from './json-path.ts';
import { schemaProblem } from './json-schema.ts';
import { templateNames } from './template.ts';

export function httpProblems(check: HttpCheck, lab: Lab): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (lab.app === undefined) problems.push({ path: [], message: 'An http check starts the learner\'s program. Say how in "app".' });
  const captured = new Set<string>();
  const streams = new Set<string>();
  const killed = new Set<string>();
  const beside = Object.keys(lab.app?.beside ?? {});
  for (const [index, request] of check.requests.entries()) {
    const at = (found: CheckProblem): void => { problems.push({ path: ['requests', index, ...found.path], message: found.message }); };
    for (const found of [...shapeProblems(request, check), ...expectProblems(request)]) at(found);
    if (request.on !== undefined && !streams.has(request.on)) at({ path: ['on'], message: `No earlier request opens a stream as "${request.on}".` });
    if (request.as !== undefined && streams.has(request.as)) at({ path: ['as'], message: `There is a stream "${request.as}" already. Give each its own name.` });
    if (request.as !== undefined) streams.add(request.as);
    // A restart ends every stream that was open, and starts what was killed.
    if (request.restart) {
      streams.clear();
      killed.clear();
    }
    for (const key of ['to', 'kill', 'start'] as const) {
      const name = request[key];
      if (name === undefined) continue;
      if (!beside.includes(name) && (name !== MAIN || key === 'to')) at({ path: [key], message: `The app has no program "${name}" beside it. It has: ${beside.join(', ') || 'none, see app.beside'}.` });
      else if (key === 'start' && !killed.delete(name)) at({ path: [key], message: `"${name}" runs already: programs start with the app. Only one that was killed is started again.` });
    }
    const needed = request.on === undefined && request.kill === undefined && request.start === undefined ? request.to ?? MAIN : request.kill;
    if (needed !== undefined && killed.has(needed)) at({ path: [], message: `"${needed}" was killed before this and does not run.` });
    if (request.kill !== undefined) killed.add(request.kill);
    const { path, headers, json, body, expect, receives, closes } = request;
    for (const name of templateNames([path, headers, json, body, expect, receives, closes])) {
      if (name === 'n' && request.times !== undefined) continue;
      if (!captured.has(name)) at({ path: [], message: `{{${name}}} is used, but no earlier request captures "${name}".` });
    }
    for (const [name, source] of Object.entries(request.capture)) {
      captured.add(name);
      if (!/^header:[a-z0-9-]+$/.test(source) && parsePath(source) === null) {
        at({ path: ['capture', name], message: 'Capture from a JSON path such as $.id or $.items[0].sku, or from header:location.' });
      }
    }
    for (const name of templateNames(request.prints ?? [])) {
      if (!captured.has(name)) at({ path: ['prints'], message: `{{${name}}} is used, but neither this request nor an earlier one captures "${name}".` });
    }
  }
  return problems;
}

/** Which fields belong together. */
function shapeProblems(request: HttpRequestSpec, check: HttpCheck): CheckProblem[] {
  const problems: CheckProblem[] = [];
  const say = (path: string[], message: string): void => { problems.push({ path, message }); };
  if (request.json !== undefined && request.body !== undefined) say([], 'Give "json" or "body", not both.');
  if ((request.open === undefined) !== (request.as === undefined)) say([], '"open" and "as" belong together: the kind of stream, and its name.');
  if (request.eventually !== undefined && (request.method !== 'GET' && request.method !== 'HEAD' || request.times !== undefined || request.open !== undefined || request.on !== undefined)) {
    say(['eventually'], 'Only one GET can be asked again: other requests change something each time.');
  }
  if (request.kill !== undefined || request.start !== undefined) {
    const unused = (['path', 'on', 'open', 'times', 'browser', 'json', 'body', 'to', 'receives', 'prints', 'printsNot'] as const).filter((key) => request[key] !== undefined);
    if (unused.length > 0 || request.restart || (request.kill !== undefined && request.start !== undefined)) say([], 'An entry with "kill" or "start" does nothing else.');
    return problems;
  }
  if (request.on !== undefined) {
    const unused = (['path', 'open', 'times', 'browser'] as const).filter((key) => request[key] !== undefined);
    if (unused.length > 0 || request.restart) say([], `With "on", nothing is requested: take out ${[...unused, ...(request.restart ? ['restart'] : [])].join(', ')}.`);
    if (request.json === undefined && request.body === undefined && request.receives === undefined && request.closes === undefined && !request.close) {
      say([], 'Nothing is done on this stream. Give "json", "body", "receives", "closes" or "close".');
    }
    if (hasExpectations(request.expect)) say(['expect'], 'With "on", say in "receives" what must come.');
    return problems;
  }
  if (request.prints !== undefined && request.eventually !== undefined) say(['prints'], 'A request that is asked again prints its lines each time. Take out "eventually" or "prints".');
  if (request.path === undefined) say([], 'The field "path" is missing. Give it a path such as /products, or say in "on" which stream is meant.');
  if (request.receives !== undefined || request.closes !== undefined || request.close) say([], '"receives", "closes" and "close" are about a stream. Say in "on" which one.');
  if (request.open !== undefined && (request.times !== undefined || request.method !== 'GET' || request.json !== undefined || request.body !== undefined)) {
    say([], 'A stream is opened by one GET without a body.');
  }
  if (request.expect.statuses !== undefined && request.times === undefined) say(['expect', 'statuses'], '"statuses" counts the answers of many requests. Give "times", or use "status".');
  if (!hasExpectations(request.expect) && Object.keys(request.capture).length === 0 && request.prints === undefined && request.printsNot === undefined && check.openapi === undefined) {
    say(['expect'], 'This request expects nothing. Name at least a status.');
  }
  return problems;
}

function hasExpectations({ status, statuses, json, schema, body, headers, cookies }: HttpExpect): boolean {
  return [status, statuses, json, schema, body].some((each) => each !== undefined) || Object.keys(headers).length > 0 || Object.keys(cookies).length > 0;
}

function expectProblems({ method, expect, prints, printsNot }: HttpRequestSpec): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (method === 'HEAD' && (expect.json !== undefined || expect.body !== undefined || expect.schema !== undefined)) {
    problems.push({ path: ['expect'], message: 'The answer to HEAD has no body.' });
  }
  for (const [name, matcher] of Object.entries(expect.headers)) {
    if (name !== name.toLowerCase()) problems.push({ path: ['expect', 'headers', name], message: 'Write header names in lower case.' });
    problems.push(...matcherProblemsAt(matcher, ['expect', 'headers', name]));
  }
  for (const [name, matcher] of Object.entries(expect.cookies)) problems.push(...matcherProblemsAt(matcher, ['expect', 'cookies', name]));
  const notSchema = expect.schema === undefined ? null : schemaProblem(expect.schema);
  if (notSchema !== null) problems.push({ path: ['expect', 'schema'], message: `This is not a JSON Schema: ${notSchema}.` });
  return [
    ...problems, ...matcherProblemsAt(expect.statuses, ['expect', 'statuses']), ...matcherProblemsAt(expect.json, ['expect', 'json']),
    ...regexProblems(expect.body, ['expect', 'body'], 's'), ...regexProblems(printsNot, ['printsNot'], ''),
    ...(prints ?? []).flatMap((matcher, index) => matcherProblemsAt(matcher, ['prints', index])),
  ];
}
