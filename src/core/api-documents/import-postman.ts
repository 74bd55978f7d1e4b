/** A Postman collection (format 2.1) as requests; folders become the beginning of a name. */
import { isLoopback } from '../api-client/reach.ts';
import { newApiRequest } from '../../shared/api-client/new-request.ts';
import type { ImportPreview, LeftOut, LeftReason } from '../../shared/api-client/import-views.ts';
import type { ApiAuth, ApiBody, ApiPair, ApiRequest } from '../../shared/api-client/request-format.ts';
import { list, object, plainText, type Json } from './read-document.ts';
import { readScripts } from './postman-scripts.ts';
import { asText } from './sample-value.ts';
import { uniqueName, variableName } from './unique-names.ts';

/** Postman's values of the moment that this client has as well. */
const DYNAMIC: Readonly<Record<string, string>> = { $guid: '$uuid', $randomUUID: '$uuid', $timestamp: '$timestamp', $randomInt: '$randomInt' };

export function importPostman(collection: Json, title: string): ImportPreview {
  const left: LeftOut[] = [];
  const requests: ApiRequest[] = [];
  const variables: Record<string, string> = {};
  const names = new Set<string>();
  const leave = (where: string, reason: LeftReason, detail = ''): void => { left.push({ where, reason, detail }); };
  for (const each of list(collection['variable']).map(object)) {
    const name = plainText(each['key']) || plainText(each['id']);
    if (name !== '' && each['disabled'] !== true) variables[variableName(name)] = asText(each['value']);
  }
  if (readScripts(collection['event']).more) leave(title, 'script');

  const walk = (items: unknown, folder: string[], inherited: unknown): void => {
    for (const item of list(items).map(object)) {
      const name = plainText(item['name']) || 'Request';
      const whole = [...folder, name].join(' / ');
      if (Array.isArray(item['item'])) {
        if (readScripts(item['event']).more) leave(whole, 'script');
        walk(item['item'], [...folder, name], item['auth'] ?? inherited);
      } else if (item['request'] === undefined) leave(whole, 'not-a-request');
      else {
        requests.push(readItem(item, uniqueName(whole, names), inherited, variables, leave));
        if (list(item['response']).length > 0) leave(whole, 'saved-answers', String(list(item['response']).length));
      }
    }
  };
  walk(collection['item'], [], collection['auth']);
  return { kind: 'postman', title, requests, variables, left };
}

type Leave = (where: string, reason: LeftReason, detail?: string) => void;

function readItem(item: Json, name: string, inherited: unknown, variables: Record<string, string>, leave: Leave): ApiRequest {
  const request: Json = typeof item['request'] === 'string' ? { method: 'GET', url: item['request'] } : object(item['request']);
  const text = (value: unknown): string => withNames(asText(value), (kind) => { leave(name, 'dynamic-variable', kind); });
  const rows = (value: unknown): ApiPair[] => list(value).map(object).filter((row) => asText(row['key']) !== '')
    .map((row) => ({ name: text(row['key']), value: text(row['value']), off: row['disabled'] === true }));
  const { url, query } = readAddress(request['url'], variables, text, rows);
  const host = /^(?:[a-z]+:\/\/)?([^/?#:{}]+)/i.exec(url)?.[1];
  if (host !== undefined && !isLoopback(host)) leave(name, 'address-elsewhere', host);
  const { tests, capture, more } = readScripts(item['event']);
  if (more) leave(name, 'script');
  const method = (asText(request['method']) || 'GET').toUpperCase();
  return newApiRequest(name, {
    method: /^[A-Z][A-Z-]{0,19}$/.test(method) ? method : 'GET', url, query, tests, capture,
    headers: typeof request['header'] === 'string' ? headerLines(text(request['header'])) : rows(request['header']),
    auth: readAuth(request['auth'] ?? inherited, text, (kind) => { leave(name, 'auth-kind', kind); }),
    body: readBody(object(request['body']), text, rows, (reason, detail) => { leave(name, reason, detail); }),
  });
}

function readAddress(value: unknown, variables: Record<string, string>, text: (value: unknown) => string, rows: (value: unknown) => ApiPair[]): { url: string; query: ApiPair[] } {
  const parts = typeof value === 'string' ? { raw: value } : object(value);
  const dotted = (part: unknown, between: string): string => (Array.isArray(part) ? part.map(asText).join(between) : asText(part));
  const raw = asText(parts['raw']) || [`${asText(parts['protocol']) || 'http'}://${dotted(parts['host'], '.')}`, dotted(parts['path'], '/')].join('/');
  const listed = Array.isArray(parts['query']);
  // With the rows of the table, what stands behind the question mark says the same once more.
  let url = text(listed ? raw.replace(/\?[^#]*/, '') : raw).replace(/#.*$/, '');
  for (const each of list(parts['variable']).map(object)) {
    const name = asText(each['key']);
    if (name === '') continue;
    url = url.replaceAll(new RegExp(`/:${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?=/|$|\\?)`, 'g'), `/{{${variableName(name)}}}`);
    if (asText(each['value']) !== '') variables[variableName(name)] ??= text(each['value']);
  }
  return { url, query: listed ? rows(parts['query']) : [] };
}

/** Names between braces as this client writes them. */
function withNames(text: string, dynamic: (name: string) => void): string {
  return text.replaceAll(/\{\{([^{}]+)\}\}/g, (mark, inner: string) => {
    const name = inner.trim();
    if (!name.startsWith('$')) return `{{${variableName(name)}}}`;
    const own = DYNAMIC[name];
    if (own === undefined) dynamic(name);
    return own === undefined ? mark : `{{${own}}}`;
  });
}

function headerLines(text: string): ApiPair[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim(), off: false }];
  });
}

function readAuth(value: unknown, text: (value: unknown) => string, refuse: (kind: string) => void): ApiAuth {
  const auth = object(value);
  const kind = plainText(auth['type']);
  const field = (name: string): string => text(list(auth[kind]).map(object).find((each) => each['key'] === name)?.['value']);
  switch (kind) {
    case '': case 'noauth':
      return { type: 'none' };
    case 'basic':
      return { type: 'basic', user: field('username'), password: field('password') };
    case 'bearer':
      return { type: 'bearer', token: field('token') };
    case 'apikey':
      return { type: 'api-key', name: field('key'), value: field('value'), in: field('in') === 'query' ? 'query' : 'header' };
    default:
      refuse(kind);
      return { type: 'none' };
  }
}

function readBody(body: Json, text: (value: unknown) => string, rows: (value: unknown) => ApiPair[], leave: (reason: LeftReason, detail: string) => void): ApiBody {
  const mode = plainText(body['mode']);
  if (body['disabled'] === true) return { type: 'none' };
  switch (mode) {
    case '':
      return { type: 'none' };
    case 'raw': {
      const language = plainText(object(object(body['options'])['raw'])['language']);
      const content = text(body['raw']);
      if (language === 'json' || (language === '' && /^\s*[[{]/.test(content))) return { type: 'json', text: content };
      return content === '' ? { type: 'none' } : { type: 'raw', text: content, contentType: { xml: 'application/xml', html: 'text/html', javascript: 'application/javascript' }[language] ?? 'text/plain' };
    }
    case 'urlencoded':
      return { type: 'form', fields: rows(body['urlencoded']) };
    case 'formdata':
      return {
        type: 'multipart',
        parts: list(body['formdata']).map(object).filter((part) => asText(part['key']) !== '').map((part) => {
          if (part['type'] === 'file') leave('file-to-choose', asText(part['key']));
          return { name: text(part['key']), value: part['type'] === 'file' ? '' : text(part['value']), off: part['disabled'] === true };
        }),
      };
    case 'graphql': {
      const { query, variables } = object(body['graphql']);
      return { type: 'json', text: JSON.stringify({ query: text(query), variables: jsonOr(text(variables)) }, null, 2) };
    }
    default:
      leave('body-kind', mode);
      return { type: 'none' };
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
