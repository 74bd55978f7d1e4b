/** Scripts of Postman: nothing of them is run. The two lines that most of them consist of become a test and a capture. */
import type { ApiPair, ApiTest } from '../../shared/api-client/request-format.ts';
import { list, object, type Json } from './read-document.ts';
import { variableName } from './unique-names.ts';

export interface ReadScripts {
  tests: ApiTest[];
  capture: ApiPair[];
  /** Something stands in them that was not understood. */
  more: boolean;
}

const STATUS = /pm\.response\.to\.have\.status\(\s*(\d{3})\s*\)|pm\.expect\(pm\.response\.code\)\.to\.(?:eql|equal|be\.equal)\(\s*(\d{3})\s*\)/g;
const CAPTURE = /pm\.(?:environment|collectionVariables|globals|variables)\.set\(\s*["']([^"']+)["']\s*,\s*(?:pm\.response\.json\(\)|(\w+))((?:\.[A-Za-z_]\w*|\[\d+\])+)\s*\)/g;
/** What remains of a script whose other lines were understood. */
const FRAME = /pm\.test\(\s*(["'`])(?:(?!\1).)*\1\s*,\s*(?:function\s*\(\s*\)|\(\s*\)\s*=>)\s*\{?|(?:const|let|var)\s+\w+\s*=\s*pm\.response\.json\(\)|\/\/[^\n]*|[\s(){};]+/g;

/** @param events of an item, a folder or the collection */
export function readScripts(events: unknown): ReadScripts {
  const tests: ApiTest[] = [];
  const capture: ApiPair[] = [];
  let more = false;
  for (const event of list(events).map(object)) {
    const text = scriptText(object(event['script']));
    if (text.trim() === '') continue;
    if (event['listen'] !== 'test') {
      more = true;
      continue;
    }
    const answers = new Set([...text.matchAll(/(?:const|let|var)\s+(\w+)\s*=\s*pm\.response\.json\(\)/g)].map((match) => match[1]));
    let rest = text;
    for (const [whole, to, expected] of text.matchAll(STATUS)) {
      tests.push({ of: 'status', is: 'equals', value: to ?? expected ?? '', off: false });
      rest = rest.replace(whole, '');
    }
    for (const [whole, name = '', variable, place = ''] of text.matchAll(CAPTURE)) {
      if (variable !== undefined && !answers.has(variable)) continue;
      capture.push({ name: variableName(name), value: `$${place}`, off: false });
      rest = rest.replace(whole, '');
    }
    if (rest.replaceAll(FRAME, '') !== '') more = true;
  }
  return { tests, capture, more };
}

function scriptText({ exec }: Json): string {
  return typeof exec === 'string' ? exec : list(exec).filter((line) => typeof line === 'string').join('\n');
}
