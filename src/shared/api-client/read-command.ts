/** Reads a request out of a lesson's block, or out of what somebody pastes: a curl command, or a request as HTTP writes it. */
import { newApiRequest } from './new-request.ts';
import type { ApiRequest } from './request-format.ts';

/** @returns the first request in the text; null when there is none that can be read */
export function readRequest(text: string, language: string | null): ApiRequest | null {
  return language === 'http' ? readHttp(text) : readCurl(text) ?? readHttp(text);
}

/** Options of curl that take a value and say nothing about the request. */
const WITH_VALUE = new Set(['-o', '--output', '-w', '--write-out', '-m', '--max-time', '--connect-timeout', '--retry', '-c', '--cookie-jar', '--cacert', '--cert', '--key', '--limit-rate', '--resolve']);

/** @returns the request of the first `curl` in a text of shell commands, or null */
export function readCurl(text: string): ApiRequest | null {
  const joined = text.replaceAll(/\\\r?\n\s*/g, ' ');
  const start = /(?:^|\n)\s*(?:\$ +)?curl\s/.exec(joined);
  if (start === null) return null;
  const words = shellWords(joined.slice(start.index + start[0].length));
  if (words === null) return null;
  const request = newApiRequest('');
  const data: string[] = [];
  let [method, asQuery] = ['', false];
  const fill = (name: string, value: string): boolean => {
    switch (name) {
      case '-X': case '--request':
        method = value.toUpperCase();
        return true;
      case '-H': case '--header': {
        const colon = value.indexOf(':');
        if (colon > 0) request.headers.push({ name: value.slice(0, colon).trim(), value: value.slice(colon + 1).trim(), off: false });
        return true;
      }
      case '-d': case '--data': case '--data-raw': case '--data-ascii': case '--data-binary':
        data.push(value);
        return true;
      case '--data-urlencode': {
        const equals = value.indexOf('=');
        data.push(equals < 0 ? encodeURIComponent(value) : `${value.slice(0, equals)}=${encodeURIComponent(value.slice(equals + 1))}`);
        return true;
      }
      case '--json':
        data.push(value);
        request.headers.push({ name: 'Content-Type', value: 'application/json', off: false });
        return true;
      case '-F': case '--form': case '--form-string': {
        const equals = value.indexOf('=');
        const [field, rest] = [value.slice(0, equals), value.slice(equals + 1)];
        const part = name !== '--form-string' && rest.startsWith('@') ? { name: field, value: '', file: rest.slice(1), off: false } : { name: field, value: rest, off: false };
        request.body = { type: 'multipart', parts: [...(request.body.type === 'multipart' ? request.body.parts : []), part] };
        return true;
      }
      case '-u': case '--user': {
        const colon = value.indexOf(':');
        request.auth = { type: 'basic', user: colon < 0 ? value : value.slice(0, colon), password: colon < 0 ? '' : value.slice(colon + 1) };
        return true;
      }
      case '-A': case '--user-agent':
        request.headers.push({ name: 'User-Agent', value, off: false });
        return true;
      case '-b': case '--cookie':
        request.headers.push({ name: 'Cookie', value, off: false });
        return true;
      case '--url':
        request.url = value;
        return true;
      default:
        return WITH_VALUE.has(name);
    }
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      if (request.url === '') request.url = word;
      continue;
    }
    if (word === '-I' || word === '--head') method = 'HEAD';
    else if (word === '-G' || word === '--get') asQuery = true;
    else if (word.startsWith('--')) {
      if (fill(word, words[at + 1] ?? '')) at += 1;
    } else {
      // Short options may stand together, and the last may have its value behind it: -isX POST, -XPOST.
      for (let letter = 1; letter < word.length; letter += 1) {
        if (word[letter] === 'I') method = 'HEAD';
        if (word[letter] === 'G') asQuery = true;
        const rest = word.slice(letter + 1);
        if (!fill(`-${word[letter] ?? ''}`, rest === '' ? words[at + 1] ?? '' : rest)) continue;
        if (rest === '') at += 1;
        break;
      }
    }
  }
  if (request.url === '') return null;
  return finished(request, method, data.join('&'), data.length > 0, asQuery);
}

function finished(request: ApiRequest, method: string, data: string, hasData: boolean, asQuery: boolean): ApiRequest {
  if (hasData && asQuery) request.url += `${request.url.includes('?') ? '&' : '?'}${data}`;
  else if (hasData) withBody(request, data, 'application/x-www-form-urlencoded');
  request.method = method !== '' ? method : request.body.type === 'none' ? 'GET' : 'POST';
  return named(request);
}

/** @returns the request in `GET /products HTTP/1.1` and the lines after it, or null */
export function readHttp(text: string): ApiRequest | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => /^[A-Z]{3,20} (?:https?:\/\/|\/|\{\{)\S*(?: HTTP\/[\d.]+)?\s*$/.test(line));
  if (first < 0 || lines.slice(0, first).some((line) => line.trim() !== '' && !/^(?:#|\/\/)/.test(line))) return null;
  const [method = '', url = ''] = (lines[first] ?? '').split(' ');
  const request = newApiRequest('', { method, url });
  let at = first + 1;
  for (; at < lines.length && lines[at] !== ''; at += 1) {
    const header = /^([\w-]+): *(.*)$/.exec(lines[at] ?? '');
    if (header === null) break;
    const [, name = '', value = ''] = header;
    // Where it goes is what the client is set to; how long it is, it counts itself.
    if (!/^(?:host|content-length|connection)$/i.test(name)) request.headers.push({ name, value, off: false });
  }
  const rest = lines.slice(at).join('\n').trim();
  // An answer below the request is not its body.
  const body = rest.split(/\n(?=HTTP\/[\d.]+ \d{3})/)[0] ?? '';
  if (body !== '' && !body.startsWith('HTTP/')) withBody(request, body, 'text/plain');
  return named(request);
}

/** @param type what it is sent as when no header says so */
function withBody(request: ApiRequest, text: string, type: string): void {
  const header = request.headers.find(({ name }) => name.toLowerCase() === 'content-type');
  const contentType = header?.value ?? type;
  request.headers = request.headers.filter((each) => each !== header);
  request.body = /[/+]json\b/.test(contentType) || (header === undefined && type === 'text/plain' && /^[[{]/.test(text))
    ? { type: 'json', text: indented(text) }
    : { type: 'raw', text, contentType };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Called by its method and path; what curl calls http://localhost:3000 is the learner's own program. */
function named(request: ApiRequest): ApiRequest {
  const url = request.url.replace(/^(?:http:\/\/)?(?:localhost|127\.0\.0\.1):(?:3000|5000|8000|8080)(?=\/|$)/, '{{baseUrl}}');
  const path = url.replace(/^\{\{baseUrl\}\}/, '').replace(/^https?:\/\/[^/]+/, '').split('?')[0] ?? '';
  return { ...request, url, name: `${request.method} ${path === '' ? '/' : path}`.slice(0, 120) };
}

/** The words of the first command, as a POSIX shell splits them; null where a quote is not closed. */
function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return null;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (sign === '"') {
      let inner = '';
      for (at += 1; text[at] !== '"'; at += 1) {
        if (at >= text.length) return null;
        if (text[at] === '\\' && /["\\$`]/.test(text[at + 1] ?? '')) at += 1;
        inner += text[at] ?? '';
      }
      word = (word ?? '') + inner;
    } else if (sign === '\\') {
      at += 1;
      word = (word ?? '') + (text[at] ?? '');
    } else if (/[\n|;&>]/.test(sign)) {
      break;
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + sign;
  }
  if (word !== null) words.push(word);
  return words;
}
