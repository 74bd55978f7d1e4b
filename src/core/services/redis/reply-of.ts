/** The reply to one command, as plain values: what the redis checks stand on. */
import type { Endpoint } from '../../engines/engine.ts';
import { cliFormat } from './cli-format.ts';
import { RedisError, withRedis } from './connection.ts';

/** A reply in RESP2: hashes are flat lists of names and values, scores are text, as in redis-cli. */
export type RedisReply = string | number | null | { error: string } | RedisReply[];

/** Longest wait for a reply unless told otherwise: lab commands take microseconds. */
const REPLY_TIMEOUT_MS = 10_000;

/**
 * @param command its words, e.g. `['ZRANGE', 'board', '0', '-1']`
 * @param options `timeoutMs` the longest wait for the reply, 10 s unless told
 * @returns the reply; an error reply is a value too, `{ error: 'WRONGTYPE …' }`
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason; a TimeoutError after `timeoutMs`
 */
export async function replyOf(
  endpoint: Endpoint,
  command: readonly string[],
  options: { timeoutMs?: number; signal: AbortSignal },
): Promise<RedisReply> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs ?? REPLY_TIMEOUT_MS)]);
  return withRedis(endpoint, { signal }, async ({ send }) => {
    try {
      return plainReply(await send(command));
    } catch (error) {
      if (error instanceof RedisError) return { error: error.message };
      throw error;
    }
  });
}

/** Turns what the client library gives into plain values; errors inside a list (of EXEC) too. */
export function plainReply(reply: unknown): RedisReply {
  if (Array.isArray(reply)) return reply.map(plainReply);
  if (reply instanceof Error) return { error: reply.message };
  if (typeof reply === 'string' || typeof reply === 'number') return reply;
  return reply === null || reply === undefined ? null : JSON.stringify(reply);
}

/** True for an error reply. */
export function isErrorReply(reply: RedisReply): reply is { error: string } {
  return typeof reply === 'object' && reply !== null && !Array.isArray(reply);
}

/** A reply as redis-cli shows it, at most `limit` elements of a list. */
export function shownReply(reply: RedisReply, limit: number): string {
  return cliFormat(clientReply(reply), limit).text;
}

/** As the client gives it and cliFormat takes it: text as bytes, since a string would be a status reply. */
function clientReply(reply: RedisReply): unknown {
  if (Array.isArray(reply)) return reply.map(clientReply);
  if (isErrorReply(reply)) return new RedisError(reply.error);
  return typeof reply === 'string' ? Buffer.from(reply) : reply;
}
