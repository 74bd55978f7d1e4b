// The notifications, kept in a stream of Redis. Each has an id that grows, such as 1782813000000-0.
import { createClient } from 'redis';

const STREAM = process.env.STREAM ?? 'notifications';
/** About so many are kept; older ones are dropped. */
const KEPT = 10_000;

/** REDIS_URL says where Redis is and who we are; your terminal has it set. */
export const redis = createClient({ url: process.env.REDIS_URL });
redis.on('error', (error) => console.error('redis:', error.message));
await redis.connect();

/** Stores a notification. Gives it back with its id. */
export async function add({ topic, text }) {
  const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT };
  const id = await redis.xAdd(STREAM, '*', { topic, text }, { TRIM: trim });
  return { id, topic, text };
}

/** The notifications after this id, oldest first, at most `count`. */
export async function after(id, count = 100) {
  const entries = await redis.xRange(STREAM, `(${id}`, '+', { COUNT: count });
  return entries.map(shown);
}

/** The id of the newest; 0-0 when there is none. */
export async function lastId() {
  const [newest] = await redis.xRevRange(STREAM, '+', '-', { COUNT: 1 });
  return newest?.id ?? '0-0';
}

/** Whether this text is an id of the stream. */
export const isId = (text) => typeof text === 'string' && /^[0-9]{1,15}-[0-9]{1,9}$/.test(text);

/**
 * Waits until there are notifications after this id, for at most five seconds, on a connection of its own:
 * `reader` must be one that nothing else uses. Gives them back, oldest first; an empty list when none came.
 */
export async function wait(reader, id) {
  const found = await reader.xRead({ key: STREAM, id }, { BLOCK: 5_000, COUNT: 100 });
  return found === null ? [] : found[0].messages.map(shown);
}

function shown({ id, message: { topic, text } }) {
  return { id, topic, text };
}
