/** What a schema can't say about one check: fields that exclude or need each other, expressions that must compile. */
import type { Check, HttpCheck, Lab, MongoCheck, RedisCheck, ServiceKind, SqlCheck } from '../../shared/lab-format.ts';
import { parsePath } from '../checks/json-path.ts';
import { matcherProblems } from '../checks/matcher-problems.ts';
import { isReadingCommand } from '../checks/redis-reading.ts';
import { templateNames } from '../checks/template.ts';

/** A problem at a path below the check. */
export interface CheckProblem {
  path: (string | number)[];
  message: string;
}

const SERVICE_OF: Readonly<Record<'sql' | 'redis' | 'mongo', ServiceKind>> = { sql: 'postgres', redis: 'redis', mongo: 'mongo' };

/** @returns what is wrong with the check inside this lab; nothing when it can run */
export function checkProblems(check: Check, lab: Lab): CheckProblem[] {
  return [...kindProblems(check, lab), ...mistakeProblems(check)];
}

function kindProblems(check: Check, lab: Lab): CheckProblem[] {
  switch (check.kind) {
    case 'sql': return [...serviceProblems(check, lab), ...sqlProblems(check)];
    case 'redis': return [...serviceProblems(check, lab), ...redisProblems(check)];
    case 'mongo': return [...serviceProblems(check, lab), ...mongoProblems(check)];
    case 'http': return httpProblems(check, lab);
    case 'file': {
      if (check.matches === undefined && check.excludes === undefined) {
        return [{ path: [], message: 'This check looks for nothing. Give it "matches" or "excludes".' }];
      }
      return [...regexProblems(check.matches, ['matches'], 'ms'), ...regexProblems(check.excludes, ['excludes'], 'ms')];
    }
  }
}

function serviceProblems(check: SqlCheck | RedisCheck | MongoCheck, lab: Lab): CheckProblem[] {
  const service = lab.services.find((each) => each.id === check.service);
  if (service === undefined) {
    return [{ path: ['service'], message: `There is no service "${check.service}" in this lab. Services: ${names(lab.services.map((each) => each.id))}.` }];
  }
  const wanted = SERVICE_OF[check.kind];
  return service.kind === wanted ? [] : [{ path: ['service'], message: `A ${check.kind} check needs a ${wanted} service; "${check.service}" is ${service.kind}.` }];
}

const names = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '));

/** Exactly one of the two fields. */
function oneOf(holder: object, path: (string | number)[], first: string, second: string): CheckProblem[] {
  const given = [first, second].filter((key) => (holder as Record<string, unknown>)[key] !== undefined);
  if (given.length === 1) return [];
  return [{ path, message: given.length === 0 ? `Give "${first}" or "${second}".` : `Give "${first}" or "${second}", not both.` }];
}

function sqlProblems(check: SqlCheck): CheckProblem[] {
  const { rows } = check.expect;
  const problems = [...oneOf(check, [], 'file', 'query'), ...oneOf(check.expect, ['expect'], 'query', 'rows')];
  if (rows !== undefined && check.compare === 'scalar' && (rows.length !== 1 || rows[0]?.length !== 1)) {
    problems.push({ path: ['expect', 'rows'], message: 'A scalar is one row with one value, e.g. [[42]].' });
  }
  if (rows !== undefined && new Set(rows.map((row) => row.length)).size > 1) {
    problems.push({ path: ['expect', 'rows'], message: 'The rows do not all have the same number of values.' });
  }
  if (rows !== undefined && check.columnNames) {
    problems.push({ path: ['columnNames'], message: 'Rows written out have no column names. Use expect.query, or take columnNames out.' });
  }
  return problems;
}

function redisProblems(check: RedisCheck): CheckProblem[] {
  const problems: CheckProblem[] = matchers(check.expect, ['expect']);
  if (!isReadingCommand(check.command)) {
    problems.push({ path: ['command'], message: `${check.command[0] ?? ''} is not a command that only reads. A check must change nothing.` });
  }
  return problems;
}

function mongoProblems(check: MongoCheck): CheckProblem[] {
  const problems = [...oneOf(check, [], 'file', 'query'), ...oneOf(check.expect, ['expect'], 'query', 'value')];
  if (check.compare !== 'scalar' && check.expect.value !== undefined && !Array.isArray(check.expect.value)) {
    problems.push({ path: ['expect', 'value'], message: `Comparing as a ${check.compare} needs a list here. For operators, compare as scalar.` });
  }
  return [...problems, ...matchers(check.expect.value, ['expect', 'value'])];
}

function httpProblems(check: HttpCheck, lab: Lab): CheckProblem[] {
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
      problems.push(...matchers(matcher, [...path, 'expect', 'headers', name]));
    }
    problems.push(...matchers(expect.json, [...path, 'expect', 'json']), ...regexProblems(expect.body, [...path, 'expect', 'body'], 's'));
  }
  return problems;
}

function mistakeProblems(check: Check): CheckProblem[] {
  const readsFile = check.kind === 'file' || ('file' in check && check.file !== undefined);
  return check.mistakes.flatMap((mistake, index): CheckProblem[] => {
    const path = ['mistakes', index];
    const problems = [...regexProblems(mistake.got, [...path, 'got'], 'is'), ...regexProblems(mistake.source, [...path, 'source'], 'is')];
    if (mistake.result === undefined && mistake.got === undefined && mistake.source === undefined) {
      problems.push({ path, message: 'This mistake is never recognised. Give "result", "got" or "source".' });
    }
    if (mistake.result !== undefined && check.kind !== 'sql' && check.kind !== 'mongo') {
      problems.push({ path: [...path, 'result'], message: 'Only sql and mongo checks compare with the result of a wrong query.' });
    }
    if (mistake.source !== undefined && !readsFile) {
      problems.push({ path: [...path, 'source'], message: 'This check reads no file of the learner, so there is no source to look at.' });
    }
    return problems;
  });
}

function matchers(matcher: unknown, path: (string | number)[]): CheckProblem[] {
  return matcherProblems(matcher).map((problem) => ({ path: [...path, ...problem.path], message: problem.message }));
}

function regexProblems(source: string | undefined, path: (string | number)[], flags: string): CheckProblem[] {
  if (source === undefined) return [];
  try {
    new RegExp(source, flags);
    return [];
  } catch (error) {
    return [{ path, message: `This is not a regular expression: ${error instanceof Error ? error.message : String(error)}.` }];
  }
}
