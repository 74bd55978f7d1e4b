// The jobs of Saffron Lane: where they lie in Redis, how one is written down and how one is taken.
import { randomUUID } from 'node:crypto';
import { redis } from './redis.js';

/** Jobs that wait. New ones are put in on the left and taken out on the right: first come, first served. */
export const WAITING = 'jobs:mail:waiting';
/** Jobs that are being worked on. From step 4. */
export const WORKING = 'jobs:mail:working';
/** Jobs to be tried again, sorted by the time when they are due, in milliseconds since 1970. From step 2. */
export const LATER = 'jobs:mail:later';
/** Jobs that were given up. From step 3. */
export const DEAD = 'jobs:mail:dead';

/** Writes a job down. Whoever is free takes it. */
export async function addJob(job) {
  await redis.lPush(WAITING, JSON.stringify({ id: randomUUID(), attempts: 0, ...job }));
}

/**
 * Takes the job that has waited longest.
 * @param connection one that may wait
 * @returns null when there was none for a fifth of a second
 */
export async function takeJob(connection) {
  const taken = await connection.brPop(WAITING, 0.2);
  return taken === null ? null : JSON.parse(taken.element);
}

/** Puts a job aside for a while. */
export async function retryLater(job, waitMs) {
  await redis.zAdd(LATER, { score: Date.now() + waitMs, value: JSON.stringify(job) });
}

/** Lets the jobs that are due wait in the line again. */
export async function wakeJobs() {
  for (const text of await redis.zRangeByScore(LATER, 0, Date.now())) {
    // Both or neither: a job that is in no list is lost.
    await redis.multi().zRem(LATER, text).rPush(WAITING, text).exec();
  }
}

/** Gives a job up and keeps it, with the reason, for a person to look at. */
export async function bury(job, error) {
  await redis.lPush(DEAD, JSON.stringify({ ...job, error: error.message }));
}

/** @returns the jobs that were given up, the last one first */
export async function deadJobs() {
  return (await redis.lRange(DEAD, 0, -1)).map((text) => JSON.parse(text));
}

/** Gives a dead job another chance. @returns false when there is no such job */
export async function revive(id) {
  for (const text of await redis.lRange(DEAD, 0, -1)) {
    const job = JSON.parse(text);
    if (job.id !== id) continue;
    delete job.error;
    await redis.multi().lRem(DEAD, 1, text).lPush(WAITING, JSON.stringify({ ...job, attempts: 0 })).exec();
    return true;
  }
  return false;
}
