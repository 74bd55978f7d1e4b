/** A request as a command of curl, or as a few lines of a program. */
import type { PreparedRequest } from './prepare-request.ts';

export const EXPORT_TARGETS = [
  { id: 'curl', title: 'curl', language: 'sh' },
  { id: 'fetch', title: 'JavaScript (fetch)', language: 'js' },
  { id: 'requests', title: 'Python (Requests)', language: 'py' },
  { id: 'go', title: 'Go (net/http)', language: 'go' },
  { id: 'java', title: 'Java (HttpClient)', language: 'java' },
] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number]['id'];

/** @returns text that sends the same request */
export function exportRequest(request: PreparedRequest, target: ExportTarget): string {
  switch (target) {
    case 'curl':
      return asCurl(request);
    case 'fetch':
      return asFetch(request);
    case 'requests':
      return asPython(request);
    case 'go':
      return asGo(request);
    case 'java':
      return asJava(request);
  }
}

/** A text in single quotes for a POSIX shell. */
const shellQuoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
/** JSON's strings are strings of JavaScript, Python, Go and Java too, for the characters that can stand in a request. */
const quoted = (text: string): string => JSON.stringify(text);

function shownHeaders({ headers }: PreparedRequest): [string, string][] {
  return headers.filter(([name, value]) => !(name === 'Accept' && value === '*/*'));
}

function asCurl(request: PreparedRequest): string {
  const { method, url, body } = request;
  const words = [`curl ${shellQuoted(url)}`];
  if (method === 'HEAD') words[0] = `curl --head ${shellQuoted(url)}`;
  else if (method !== (body.type === 'none' ? 'GET' : 'POST')) words.push(`--request ${method}`);
  for (const [name, value] of shownHeaders(request)) words.push(`--header ${shellQuoted(`${name}: ${value}`)}`);
  if (body.type === 'text') words.push(`--data-raw ${shellQuoted(body.text)}`);
  if (body.type === 'multipart') {
    // --form-string takes a value as it is: --form would read "@" and "<" as names of files.
    for (const part of body.parts) words.push(part.file === undefined ? `--form-string ${shellQuoted(`${part.name}=${part.value}`)}` : `--form ${shellQuoted(`${part.name}=@${part.file}`)}`);
  }
  return words.join(' \\\n  ');
}

function asFetch(request: PreparedRequest): string {
  const { method, url, body } = request;
  const lines: string[] = [];
  const options = [`  method: ${quoted(method)},`];
  const headers = shownHeaders(request);
  if (headers.length > 0) options.push('  headers: {', ...headers.map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`), '  },');
  if (body.type === 'text') options.push(`  body: ${quoted(body.text)},`);
  if (body.type === 'multipart') {
    if (body.parts.some((part) => part.file !== undefined)) lines.push("import { openAsBlob } from 'node:fs';", '');
    lines.push('const form = new FormData();');
    for (const part of body.parts) {
      lines.push(part.file === undefined
        ? `form.append(${quoted(part.name)}, ${quoted(part.value)});`
        : `form.append(${quoted(part.name)}, await openAsBlob(${quoted(part.file)}), ${quoted(baseName(part.file))});`);
    }
    options.push('  body: form,');
  }
  return [...lines, `const response = await fetch(${quoted(url)}, {`, ...options, '});', 'console.log(response.status, await response.text());'].join('\n');
}

function asPython(request: PreparedRequest): string {
  const { method, url, body } = request;
  const lines = ['import requests', '', 'response = requests.request(', `    ${quoted(method)},`, `    ${quoted(url)},`];
  const headers = shownHeaders(request);
  if (headers.length > 0) lines.push('    headers={', ...headers.map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},`), '    },');
  if (body.type === 'text') lines.push(`    data=${quoted(body.text)}.encode(),`);
  if (body.type === 'multipart') {
    lines.push('    files=[', ...body.parts.map((part) => (part.file === undefined
      ? `        (${quoted(part.name)}, (None, ${quoted(part.value)})),`
      : `        (${quoted(part.name)}, open(${quoted(part.file)}, "rb")),`)), '    ],');
  }
  return [...lines, '    timeout=30,', ')', 'print(response.status_code, response.text)'].join('\n');
}

function asGo(request: PreparedRequest): string {
  const { method, url, body } = request;
  const imports = new Set(['fmt', 'io', 'log', 'net/http']);
  const before: string[] = [];
  let reader = 'nil';
  const after: string[] = [];
  if (body.type === 'text') {
    imports.add('strings');
    reader = `strings.NewReader(${quoted(body.text)})`;
  }
  if (body.type === 'multipart') {
    for (const name of ['bytes', 'mime/multipart']) imports.add(name);
    before.push('\tvar body bytes.Buffer', '\tform := multipart.NewWriter(&body)');
    for (const [at, part] of body.parts.entries()) {
      if (part.file === undefined) {
        before.push(`\tif err := form.WriteField(${quoted(part.name)}, ${quoted(part.value)}); err != nil {`, '\t\tlog.Fatal(err)', '\t}');
        continue;
      }
      imports.add('os');
      const n = String(at + 1);
      before.push(
        `\tfile${n}, err := os.ReadFile(${quoted(part.file)})`, '\tif err != nil {', '\t\tlog.Fatal(err)', '\t}',
        `\tpart${n}, err := form.CreateFormFile(${quoted(part.name)}, ${quoted(baseName(part.file))})`, '\tif err != nil {', '\t\tlog.Fatal(err)', '\t}',
        `\tif _, err := part${n}.Write(file${n}); err != nil {`, '\t\tlog.Fatal(err)', '\t}',
      );
    }
    before.push('\tif err := form.Close(); err != nil {', '\t\tlog.Fatal(err)', '\t}');
    reader = '&body';
    after.push('\trequest.Header.Set("Content-Type", form.FormDataContentType())');
  }
  return [
    'package main', '', 'import (', ...[...imports].sort().map((name) => `\t${quoted(name)}`), ')', '', 'func main() {', ...before,
    `\trequest, err := http.NewRequest(${quoted(method)}, ${quoted(url)}, ${reader})`, '\tif err != nil {', '\t\tlog.Fatal(err)', '\t}',
    ...shownHeaders(request).map(([name, value]) => `\trequest.Header.Set(${quoted(name)}, ${quoted(value)})`), ...after,
    '\tresponse, err := http.DefaultClient.Do(request)', '\tif err != nil {', '\t\tlog.Fatal(err)', '\t}', '\tdefer response.Body.Close()',
    '\ttext, err := io.ReadAll(response.Body)', '\tif err != nil {', '\t\tlog.Fatal(err)', '\t}', '\tfmt.Println(response.Status, string(text))', '}',
  ].join('\n');
}

/** HttpClient has no multipart bodies of its own: the parts are written out, files among them. */
function asJava(request: PreparedRequest): string {
  const { method, url, body } = request;
  const boundary = 'backbench-boundary';
  const files = body.type === 'multipart' && body.parts.some((part) => part.file !== undefined);
  const publisher = (): string => {
    if (body.type === 'none') return 'BodyPublishers.noBody()';
    if (body.type === 'text') return `BodyPublishers.ofString(${quoted(body.text)})`;
    const texts = body.parts.flatMap((part) => {
      const head = (more: string): string => `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${more}\r\n\r\n`;
      return part.file === undefined
        ? [`BodyPublishers.ofString(${quoted(`${head('')}${part.value}\r\n`)})`]
        : [`BodyPublishers.ofString(${quoted(head(`; filename="${baseName(part.file)}"`))})`, `BodyPublishers.ofFile(Path.of(${quoted(part.file)}))`, String.raw`BodyPublishers.ofString("\r\n")`];
    });
    return `BodyPublishers.concat(\n                ${[...texts, `BodyPublishers.ofString(${quoted(`--${boundary}--\r\n`)})`].join(',\n                ')})`;
  };
  const headers = [...shownHeaders(request), ...(body.type === 'multipart' ? [['Content-Type', `multipart/form-data; boundary=${boundary}`] as const] : [])];
  return [
    'import java.net.URI;', 'import java.net.http.HttpClient;', 'import java.net.http.HttpRequest;', 'import java.net.http.HttpRequest.BodyPublishers;',
    'import java.net.http.HttpResponse.BodyHandlers;', ...(files ? ['import java.nio.file.Path;'] : []), '', 'class Send {', '    public static void main(String[] args) throws Exception {',
    `        var request = HttpRequest.newBuilder(URI.create(${quoted(url)}))`, ...headers.map(([name, value]) => `            .header(${quoted(name)}, ${quoted(value)})`),
    `            .method(${quoted(method)}, ${publisher()})`, '            .build();',
    '        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());', '        System.out.println(response.statusCode() + " " + response.body());', '    }', '}',
  ].join('\n');
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
