/** Waits for several acts that were begun together. */

/** Waits for all, also when one fails: nothing may go on behind the back of whoever mends it. @throws what failed first in the list */
export async function waitForAll(acts: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(acts)).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
