/** Lengths of time in the two largest units that say something: `3 h 5 min`, `2 days 4 h`, `40 s`. */

const SECOND_MS = 1_000;
const UNITS = [
  { ms: 86_400 * SECOND_MS, word: (n: number) => (n === 1 ? '1 day' : `${String(n)} days`) },
  { ms: 3_600 * SECOND_MS, word: (n: number) => `${String(n)} h` },
  { ms: 60 * SECOND_MS, word: (n: number) => `${String(n)} min` },
  { ms: SECOND_MS, word: (n: number) => `${String(n)} s` },
] as const;

/** @param ms milliseconds; less than a second is told as `0 s` */
export function durationText(ms: number): string {
  const first = UNITS.findIndex((unit) => ms >= unit.ms);
  if (first === -1) return '0 s';
  const [large, small] = UNITS.slice(first, first + 2);
  if (large === undefined) return '0 s';
  const many = Math.floor(ms / large.ms);
  const rest = small === undefined ? 0 : Math.floor((ms - many * large.ms) / small.ms);
  return small === undefined || rest === 0 ? large.word(many) : `${large.word(many)} ${small.word(rest)}`;
}
