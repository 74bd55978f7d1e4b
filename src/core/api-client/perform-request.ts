/** One request from its saved form to what the panel shows: values put in, sent, captured, tested. */
import { BackbenchError } from '../../shared/errors.ts';
import type { ApiResponse } from '../../shared/api-client/api-views.ts';
import { missingNames, prepareRequest, type PreparedRequest } from '../../shared/api-client/prepare-request.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import { fillRequest, withoutOff, type ApiValues } from '../../shared/api-client/variables.ts';
import { judgeTests, valueOf } from './judge-tests.ts';
import { sendRequest, type RawAnswer, type SendTools } from './send-request.ts';

/** First bytes of an answer that is no text, shown in hexadecimal. */
const HEX_BYTES = 512;

export interface PerformTools extends SendTools {
  /** A text of the workspace, for schemas and OpenAPI documents. */
  readText(path: string): Promise<string>;
}

/** @throws BackbenchError API_REQUEST_INVALID, API_VALUES_MISSING, API_NO_ANSWER, CANCELLED; what the tools throw */
export async function performRequest(request: ApiRequest, values: ApiValues, tools: PerformTools): Promise<ApiResponse> {
  const missing = missingNames(request, values);
  if (missing.length > 0) throw new BackbenchError('API_VALUES_MISSING', { names: missing });
  const prepared = prepareRequest(request, values);
  if ('problem' in prepared) throw new BackbenchError('API_REQUEST_INVALID', { message: prepared.problem });
  const answer = await sendRequest(prepared.request, tools);
  const filled = fillRequest(withoutOff(request), values);
  const contentType = headerOf(answer, 'content-type');
  const body = bodyView(answer.body, contentType, answer.cut);
  const { connectMs, waitMs, receiveMs } = answer.timing;
  const url = new URL(prepared.request.url);
  const judged = {
    status: answer.status, headers: answer.headers, body: body.kind === 'text' ? body.text : '', ms: connectMs + waitMs + receiveMs,
    method: prepared.request.method, path: `${url.pathname}${url.search}`,
  };
  const captured: Record<string, string> = {};
  const notCaptured: { name: string; place: string }[] = [];
  for (const { name, value: place } of filled.capture) {
    if (name.trim() === '') continue;
    const found = valueOf(place, judged);
    if ('problem' in found || found.value === undefined || found.value === null) notCaptured.push({ name: name.trim(), place });
    else captured[name.trim()] = typeof found.value === 'string' ? found.value : JSON.stringify(found.value);
  }
  return {
    status: answer.status, statusText: answer.statusText, headers: answer.headers, contentType, body, bytes: answer.bytes, cut: answer.cut,
    timing: answer.timing, sent: sentView(prepared.request), captured, notCaptured,
    tests: await judgeTests(filled.tests, judged, tools.readText),
  };
}

function sentView({ method, url, headers, body }: PreparedRequest): ApiResponse['sent'] {
  const text = body.type === 'text' ? body.text : body.type === 'multipart' ? body.parts.map((part) => `${part.name}=${part.file === undefined ? part.value : `@${part.file}`}`).join('\n') : '';
  return { method, url, headers, body: text };
}

const headerOf = (answer: RawAnswer, wanted: string): string => answer.headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

/** Text in the charset that its type names, or in UTF-8; what is neither is shown as bytes. */
function bodyView(body: Buffer, contentType: string, cut: boolean): ApiResponse['body'] {
  const charset = /charset="?([\w-]+)"?/i.exec(contentType)?.[1];
  try {
    // The cut may have gone through the middle of a character; streaming leaves its first part out.
    return { kind: 'text', text: new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(body, { stream: cut }) };
  } catch {
    if (/^text\/|[/+](?:json|xml)\b/.test(contentType)) return { kind: 'text', text: body.toString('utf8') };
    return { kind: 'binary', hex: hexDump(body.subarray(0, HEX_BYTES)) };
  }
}

/** Sixteen bytes a line: offset, bytes, their ASCII. */
function hexDump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex}  ${row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}`);
  }
  return lines.join('\n');
}
