/** A stream of the API client in a lab: the lab's values are put in, and it reaches what the lab's requests reach. */
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import type { StreamEvent } from '../../shared/api-client/stream-views.ts';
import { needsBaseUrl } from '../../shared/api-client/variables.ts';
import { connectInLab } from '../api-client/reach.ts';
import { labValues } from '../api-client/lab-values.ts';
import type { LabSession } from '../session/lab-session.ts';
import { openStream } from './open-stream.ts';
import type { OpenStreams } from './open-streams.ts';

export interface StreamInput {
  request: ApiRequest;
  /** Of the learner; they go before the lab's own. */
  values: Readonly<Record<string, string>>;
  lastEventId: string | null;
  reconnect: boolean;
}

/** @throws BackbenchError SESSION_NOT_OPEN; as {@link openStream} */
export async function* streamInLab(session: LabSession, { request, values, lastEventId, reconnect }: StreamInput, streams: OpenStreams, signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
  const environment = session.environment();
  const own = await labValues(environment, needsBaseUrl(request, values), signal);
  yield* openStream(request, new Map([...own, ...Object.entries(values)]), { lastEventId, reconnect }, {
    connect: (host, port, abort) => connectInLab(environment, `${host}:${String(port)}`, host, port, abort),
  }, streams, signal);
}
