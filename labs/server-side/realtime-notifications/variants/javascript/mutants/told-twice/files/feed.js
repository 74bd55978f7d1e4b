// Tells this program what was added, by whichever program: it waits for news of the stream in Redis.
import { setTimeout as pause } from 'node:timers/promises';
import { news } from './news.js';
import { lastId, redis, wait } from './store.js';

/** Between tries when Redis can't be reached, in milliseconds. */
const RETRY_MS = 500;

/** From when it returns, nothing that is added is missed. */
export async function follow() {
  const last = await lastId();
  // A connection that waits can do nothing else, so it is one of its own.
  const reader = redis.duplicate();
  reader.on('error', (error) => console.error('redis:', error.message));
  await reader.connect();
  passOn(reader, last);
}

async function passOn(reader, from) {
  for (let last = from; ;) {
    try {
      for (const notification of await wait(reader, last)) {
        last = notification.id;
        news.emit('added', notification);
      }
    } catch (error) {
      console.error('feed:', error.message);
      await pause(RETRY_MS);
    }
  }
}
