/** Numbers that look random and are the same in every run, so that a test that fails can be repeated. */

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c @returns numbers from 0 up to 1 */
export function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
