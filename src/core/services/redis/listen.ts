/** Listens to a channel of Redis and keeps what arrives until it is asked for. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoint } from '../../engines/engine.ts';
import { withRedis } from './connection.ts';

/** Between two looks at what has arrived, in milliseconds. */
const POLL_MS = 10;

export interface Listener {
  /** What arrived since the last time, oldest first; waits up to `withinMs` for the first message. */
  taken(withinMs: number): Promise<string[]>;
  dispose(): Promise<void>;
}

/**
 * Resolves once the subscription stands: a message published after that is heard.
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function listen(endpoint: Endpoint, channel: string, signal: AbortSignal): Promise<Listener> {
  const messages: string[] = [];
  const over = new AbortController();
  const stands = Promise.withResolvers<undefined>();
  const connection = withRedis(endpoint, { signal: AbortSignal.any([signal, over.signal]) }, async ({ subscribe }) => {
    await subscribe(channel, (message) => { messages.push(message); });
    stands.resolve(undefined);
    await new Promise((resolve) => { over.signal.addEventListener('abort', resolve, { once: true }); signal.addEventListener('abort', resolve, { once: true }); });
  }).catch(stands.reject);
  await stands.promise;
  return {
    async taken(withinMs) {
      for (const end = performance.now() + withinMs; messages.length === 0 && performance.now() < end;) await wait(POLL_MS, undefined, { signal });
      return messages.splice(0);
    },
    async dispose() {
      over.abort();
      await connection;
    },
  };
}
