/**
 * Checks of Redis: one reading command, its reply matched. A reply is as redis-cli shows it: whole numbers are
 * numbers, everything else is text (scores too), lists are lists, nothing is null. HGETALL is an object, because
 * the order of a hash's fields means nothing.
 */
import type { RedisCheck } from '../../shared/check-format/redis.ts';
import { isErrorReply, replyOf, shownReply, type RedisReply } from '../services/redis/reply-of.ts';
import type { CheckTools } from './check-context.ts';
import { findDifference } from './match.ts';
import { labFault, message, notYet, type Outcome } from './outcome.ts';
import { writtenValue } from './written-value.ts';

/** Lines of a reply that are shown. */
const MAX_LINES = 40;

/** Error replies that tell of the learner's data: a key of another type, or none, or a group that is not there. All others tell of the author's command. */
const STATE_ERROR = /^(WRONGTYPE|ERR no such key|NOGROUP)/;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkRedis(check: RedisCheck, tools: CheckTools): Promise<Outcome> {
  const { command } = check;
  const reply = await replyOf(tools.endpoint(check.service), command, { timeoutMs: tools.deadlineMs, signal: tools.signal });
  if (isErrorReply(reply)) {
    if (!STATE_ERROR.test(reply.error)) return labFault(`The command ${command.join(' ')} failed: ${reply.error}`);
    return notYet('query-failed', [message(command.join(' '), reply.error)]);
  }
  const value = asJson(command[0] ?? '', reply);
  const difference = findDifference(value, check.expect);
  if (difference === null) return { verdict: 'passed', value: JSON.stringify(value) };
  const evidence = [{ kind: 'value' as const, path: difference.path, expected: difference.expected, got: writtenValue(difference.got) }];
  if (difference.path === '$') return notYet('value-differs', evidence, { got: JSON.stringify(value) });
  return notYet('value-differs', [...evidence, message(command.join(' '), shownReply(reply, MAX_LINES))], { got: JSON.stringify(value) });
}

function asJson(name: string, reply: RedisReply): unknown {
  if (name.toUpperCase() !== 'HGETALL' || !Array.isArray(reply)) return reply;
  const fields: [string, RedisReply][] = [];
  for (let index = 0; index + 1 < reply.length; index += 2) fields.push([reply[index] as string, reply[index + 1] ?? null]);
  return Object.fromEntries(fields);
}
