/** Opens a WebSocket or an event stream for the API client, over the same connections as its requests: to this machine's lab and its services. */
import { randomUUID } from 'node:crypto';
import { missingNames, prepareRequest } from '../../shared/api-client/prepare-request.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import type { StreamEvent } from '../../shared/api-client/stream-views.ts';
import type { ApiValues } from '../../shared/api-client/variables.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { followEvents } from './event-stream.ts';
import type { OpenStreams } from './open-streams.ts';
import type { StreamOptions, StreamTools } from './stream-connection.ts';
import { StreamLog } from './stream-log.ts';
import { openWebSocket } from './web-socket.ts';

/**
 * The stream until it ends or the signal fires; then its connection is closed.
 * @throws BackbenchError API_REQUEST_INVALID, API_VALUES_MISSING, API_ADDRESS_REFUSED, API_NO_ANSWER, API_STREAM_REFUSED
 */
export async function* openStream(
  request: ApiRequest, values: ApiValues, options: StreamOptions, tools: StreamTools, streams: OpenStreams, signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, void> {
  const missing = missingNames(request, values).filter((name) => !bodyOnly(request, name));
  if (missing.length > 0) throw new BackbenchError('API_VALUES_MISSING', { names: missing });
  const prepared = prepareRequest({ ...request, body: { type: 'none' } }, values);
  if ('problem' in prepared) throw new BackbenchError('API_REQUEST_INVALID', { message: prepared.problem });
  const left = new AbortController();
  const inner = AbortSignal.any([signal, left.signal]);
  const log = new StreamLog();
  const connection = request.kind === 'websocket' ? openWebSocket(prepared.request, log, tools, inner) : followEvents(prepared.request, options, log, tools, inner);
  const name = randomUUID();
  const forget = streams.add(name, { send: connection.send, confirm: () => { log.confirm(); }, close: () => { left.abort(); } });
  try {
    yield { type: 'opened', stream: name };
    yield* log.batches(signal);
  } finally {
    forget();
    left.abort();
    await connection.ended;
  }
}

/** A message is filled when it is sent: what it lacks does not keep a WebSocket from connecting. */
function bodyOnly(request: ApiRequest, name: string): boolean {
  return !missingNames({ ...request, body: { type: 'none' } }, new Map()).includes(name);
}
