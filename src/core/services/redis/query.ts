/** The query panel for Redis: a command a line, replies as redis-cli writes them. Each run is a connection of its own. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { QueryResult } from '../../../shared/views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { cliFormat } from './cli-format.ts';
import { commandLines, type CommandLine } from './command-words.ts';
import { BLOB_STRING, RedisError, withRedis } from './connection.ts';

/** Commands that take the connection over or never answer, and how to say so. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'UNSUBSCRIBE', 'PUNSUBSCRIBE', 'SUNSUBSCRIBE', 'MONITOR', 'SYNC', 'PSYNC', 'REPLCONF',
  'HELLO', 'RESET', 'QUIT',
]);
/** Commands that wait for something, with the place of their longest wait in seconds (or milliseconds); 0 is for ever. */
const WAITING: Readonly<Record<string, 'last' | 'first' | 'block'>> = {
  BLPOP: 'last', BRPOP: 'last', BRPOPLPUSH: 'last', BLMOVE: 'last', BZPOPMIN: 'last', BZPOPMAX: 'last', WAIT: 'last', WAITAOF: 'last',
  BLMPOP: 'first', BZMPOP: 'first', XREAD: 'block', XREADGROUP: 'block',
};

/**
 * @param text commands, one a line, with redis-cli's quoting; an error reply is shown, not thrown, as redis-cli does
 * @throws BackbenchError QUERY_UNREADABLE, SERVICE_UNREACHABLE; the signal's reason
 */
export async function queryRedis(endpoint: Endpoint, text: string, limit: number, signal: AbortSignal): Promise<QueryResult> {
  const lines = commandLines(text);
  if (lines.length === 0) throw new BackbenchError('QUERY_UNREADABLE', { message: 'There is no command to run.' });
  for (const line of lines) refuseWaiting(line);
  return withRedis(endpoint, { signal }, async ({ send }) => {
    const began = performance.now();
    const shown: string[] = [];
    let cut = false;
    for (const line of lines) {
      const reply = await send(line.words, { [BLOB_STRING]: Buffer }).catch((error: unknown) => {
        if (error instanceof RedisError) return error;
        throw error;
      });
      const formatted = cliFormat(reply, limit);
      cut ||= formatted.cut;
      shown.push(lines.length === 1 ? formatted.text : `> ${line.text}\n${formatted.text}`);
    }
    return { kind: 'text', text: shown.join('\n'), cut, ms: performance.now() - began };
  });
}

/**
 * Runs a script as the learner would; stops at the first error.
 * @param failed makes the error to throw for a line that the server refused
 */
export async function runRedisScript(
  endpoint: Endpoint, text: string, signal: AbortSignal, failed: (error: RedisError, line: CommandLine) => Error,
): Promise<void> {
  const lines = commandLines(text);
  for (const line of lines) refuseWaiting(line);
  await withRedis(endpoint, { signal }, async ({ send }) => {
    // Sent without waiting for each: a seed may have thousands of lines.
    for (let at = 0; at < lines.length; at += PIPELINED) {
      const part = lines.slice(at, at + PIPELINED);
      const replies = await Promise.allSettled(part.map((line) => send(line.words)));
      part.forEach((line, place) => {
        const reply = replies[place];
        if (reply?.status !== 'rejected') return;
        throw reply.reason instanceof RedisError ? failed(reply.reason, line) : (reply.reason as Error);
      });
    }
  });
}

/** Lines under way at once. */
const PIPELINED = 500;

function refuseWaiting(line: CommandLine): void {
  const words = line.words.map((word) => String(word));
  const name = words[0]?.toUpperCase() ?? '';
  const kind = WAITING[name];
  const block = words.findIndex((word) => word.toUpperCase() === 'BLOCK');
  const longest = kind === 'last' ? words.at(-1) : kind === 'first' ? words[1] : kind === 'block' && block > 0 ? words[block + 1] : undefined;
  const forEver = longest !== undefined && Number(longest) === 0 && !(name === 'WAIT' && words[1] === '0');
  const replies = name === 'CLIENT' && words[1]?.toUpperCase() === 'REPLY';
  if (!NOT_HERE.has(name) && !forEver && !replies) return;
  const why = forEver ? 'would wait for ever' : 'takes the connection over';
  throw new BackbenchError('QUERY_UNREADABLE', {
    message: `Line ${String(line.line)}: ${name} ${why}, which this panel cannot show. Use redis-cli in the terminal.`, position: line.offset + 1,
  });
}
