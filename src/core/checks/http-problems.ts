/** What the schema can't say about a check of kind `http`. */
import type { HttpCheck } from '../../shared/check-format/http.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, regexProblems, type CheckProblem } from './check-problem.ts';
import { parsePath } from './json-path.ts';
import { templateNames } from './template.ts';

export function httpProblems(check: HttpCheck, lab: Lab): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (lab.app === undefined) problems.push({ path: [], message: 'An http check starts the learner\'s program. Say how in "app".' });
  const captured = new Set<string>();
  for (const [index, request] of check.requests.entries()) {
    const path = ['requests', index];
    if (request.json !== undefined && request.body !== undefined) problems.push({ path, message: 'Give "json" or "body", not both.' });
    const { expect } = request;
    if (request.method === 'HEAD' && (expect.json !== undefined || expect.body !== undefined)) {
      problems.push({ path: [...path, 'expect'], message: 'The answer to HEAD has no body.' });
    }
    if (expect.status === undefined && expect.json === undefined && expect.body === undefined && Object.keys(expect.headers).length === 0
      && Object.keys(request.capture).length === 0) {
      problems.push({ path: [...path, 'expect'], message: 'This request expects nothing. Name at least a status.' });
    }
    for (const name of templateNames([request.path, request.headers, request.json, request.body, expect])) {
      if (!captured.has(name)) problems.push({ path, message: `{{${name}}} is used, but no earlier request captures "${name}".` });
    }
    for (const [name, source] of Object.entries(request.capture)) {
      captured.add(name);
      if (!/^header:[a-z0-9-]+$/.test(source) && parsePath(source) === null) {
        problems.push({ path: [...path, 'capture', name], message: 'Capture from a JSON path such as $.id or $.items[0].sku, or from header:location.' });
      }
    }
    for (const [name, matcher] of Object.entries(expect.headers)) {
      if (name !== name.toLowerCase()) problems.push({ path: [...path, 'expect', 'headers', name], message: 'Write header names in lower case.' });
      problems.push(...matcherProblemsAt(matcher, [...path, 'expect', 'headers', name]));
    }
    problems.push(...matcherProblemsAt(expect.json, [...path, 'expect', 'json']), ...regexProblems(expect.body, [...path, 'expect', 'body'], 's'));
  }
  return problems;
}
