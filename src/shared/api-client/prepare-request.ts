/** What goes over the wire for a request: its whole address, its headers in order, its body. Pure; used for sending and for export. */
import type { ApiBody, ApiPart, ApiRequest } from './request-format.ts';
import { fillRequest, requestNames, withoutOff, type ApiValues } from './variables.ts';

export type PreparedBody =
  | { type: 'none' }
  | { type: 'text'; text: string }
  | { type: 'multipart'; parts: ApiPart[] };

export interface PreparedRequest {
  method: string;
  /** Absolute, percent-encoded, without a fragment. */
  url: string;
  /** As they are sent, but for those that HTTP itself needs (Host, Content-Length, …). */
  headers: [name: string, value: string][];
  body: PreparedBody;
}

export type Prepared = { request: PreparedRequest } | { problem: string };

/** A name of a header (RFC 9110, token), and a value without line ends. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[^\x00-\x08\x0a-\x1f\x7f]*$/;

/** The names without a value. `$name` is made at sending. */
export function missingNames(request: ApiRequest, values: ApiValues): string[] {
  return requestNames(request).filter((name) => !values.has(name));
}

/** @param values for the variables; a name without a value stays as it stands @returns the request, or what is wrong with it, in words */
export function prepareRequest(request: ApiRequest, values: ApiValues): Prepared {
  const { method, url, query, headers, auth, body } = fillRequest(withoutOff(request), values);
  const address = wholeUrl(url.trim(), values.get('baseUrl') ?? '');
  if (address === null) return { problem: url.trim() === '' ? 'The request has no address.' : `${url} is not an address.` };
  const more = [...query, ...(auth.type === 'api-key' && auth.in === 'query' ? [{ name: auth.name, value: auth.value }] : [])].filter(({ name }) => name !== '');
  if (more.length > 0) {
    const own = address.search.replace(/^\?/, '');
    const added = more.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
    address.search = own === '' ? added : `${own}&${added}`;
  }
  address.hash = '';

  const all: [string, string][] = headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value.trim()]);
  const has = (name: string): boolean => all.some(([each]) => each.toLowerCase() === name);
  const add = (name: string, value: string): void => {
    if (!has(name.toLowerCase())) all.push([name, value]);
  };
  if (auth.type === 'basic') add('Authorization', `Basic ${base64(`${auth.user}:${auth.password}`)}`);
  if (auth.type === 'bearer') add('Authorization', `Bearer ${auth.token}`);
  if (auth.type === 'api-key' && auth.in === 'header' && auth.name !== '') add(auth.name, auth.value);
  const type = contentType(body);
  if (type !== null) add('Content-Type', type);
  add('Accept', '*/*');
  for (const [name, value] of all) {
    if (!HEADER_NAME.test(name)) return { problem: `"${name}" can't be the name of a header: it has a blank or a sign that HTTP does not allow there.` };
    if (!HEADER_VALUE.test(value)) return { problem: `The value of the header ${name} has a line end or a control character in it.` };
  }
  return { request: { method, url: address.href, headers: all, body: sentBody(body) } };
}

/** A path goes below the base; an address without a scheme is one of http. @returns null for what is none */
export function wholeUrl(url: string, base: string): URL | null {
  if (url === '') return null;
  const text = url.startsWith('/') ? `${base.replace(/\/$/, '')}${url}` : /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function contentType(body: ApiBody): string | null {
  switch (body.type) {
    case 'none':
    case 'multipart':
      // The boundary of a multipart body is made when it is sent.
      return null;
    case 'json':
      return 'application/json';
    case 'form':
      return 'application/x-www-form-urlencoded';
    case 'raw':
      return body.contentType === '' ? null : body.contentType;
  }
}

function sentBody(body: ApiBody): PreparedBody {
  switch (body.type) {
    case 'none':
      return { type: 'none' };
    case 'json':
    case 'raw':
      return { type: 'text', text: body.text };
    case 'form':
      return { type: 'text', text: new URLSearchParams(body.fields.map(({ name, value }): [string, string] => [name, value])).toString() };
    case 'multipart':
      return { type: 'multipart', parts: body.parts };
  }
}

/** UTF-8, then Base64, as RFC 7617 advises. */
export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
