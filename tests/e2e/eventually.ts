/** Waiting for something to become true, with a deadline and without fixed sleeps. */

/** Between two looks, in milliseconds. */
const PAUSE_MS = 50;

/**
 * @param what said when it does not come true
 * @param look returns what is waited for, or false or undefined for not yet; what it throws counts as not yet
 * @returns the first value that is neither false nor undefined
 */
export async function eventually<T>(what: string, look: () => T | Promise<T>, withinMs = 15_000): Promise<Exclude<T, false | undefined>> {
  const end = performance.now() + withinMs;
  let problem: unknown;
  for (;;) {
    try {
      const found = await beforeDeadline(look, end - performance.now());
      if (found !== false && found !== undefined) return found as Exclude<T, false | undefined>;
      problem = undefined;
    } catch (error) {
      // The last look has little time: that it was cut short tells less than what the one before found.
      if (!(error instanceof NoAnswer) || problem === undefined) problem = error;
    }
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`, { cause: problem });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** A look that did not answer before the deadline. */
class NoAnswer extends Error {}

/** A look that never answers must not outlast the deadline. */
async function beforeDeadline<T>(look: () => T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => void (timer = setTimeout(() => reject(new NoAnswer(`no answer within ${Math.round(ms)} ms`)), Math.max(0, ms))));
  try {
    return await Promise.race([look(), late]);
  } finally {
    clearTimeout(timer);
  }
}
