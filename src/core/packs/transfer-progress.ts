/** Tells how far a long transfer is: bytes, speed over the last seconds, and the time that is left at that speed. */

export interface TransferProgress {
  /** What is being done: `checking`, `unpacking`, `loading`, `packing`. */
  doing: 'checking' | 'unpacking' | 'loading' | 'packing';
  /** What with, such as `lab sql-first-queries`. */
  item: string;
  bytes: number;
  totalBytes: number;
  bytesPerSecond: number;
  /** null as long as it can't be told. */
  secondsLeft: number | null;
}

/** The speed is told over so much time, in milliseconds: long enough to be calm, short enough to be true. */
const WINDOW_MS = 5_000;
/** Between two tellings, in milliseconds. */
const TELL_EVERY_MS = 100;

export interface ProgressMeter {
  /** What follows is this. */
  begin(doing: TransferProgress['doing'], item: string): void;
  add(bytes: number): void;
}

/** @param totalBytes 0 where it can't be told; an estimate grows with what turns out to be more. @param now milliseconds, monotonic */
export function createProgressMeter(totalBytes: number, onProgress: (progress: TransferProgress) => void, now: () => number = () => performance.now()): ProgressMeter {
  const started = now();
  const samples: { at: number; bytes: number }[] = [{ at: started, bytes: 0 }];
  let [bytes, told, doing, item]: [number, number, TransferProgress['doing'], string] = [0, -Infinity, 'checking', ''];
  const tell = (): void => {
    const at = now();
    told = at;
    samples.push({ at, bytes });
    while (samples.length > 2 && (samples[1]?.at ?? at) < at - WINDOW_MS) samples.shift();
    const first = samples[0] ?? { at, bytes: 0 };
    const bytesPerSecond = at > first.at ? ((bytes - first.bytes) * 1000) / (at - first.at) : 0;
    onProgress({ doing, item, bytes, totalBytes: totalBytes === 0 ? 0 : Math.max(bytes, totalBytes), bytesPerSecond, secondsLeft: bytesPerSecond > 0 && totalBytes > 0 ? Math.max(0, totalBytes - bytes) / bytesPerSecond : null });
  };
  return {
    begin(what, which) {
      [doing, item] = [what, which];
      tell();
    },
    add(more) {
      const complete = bytes < totalBytes && bytes + more >= totalBytes;
      bytes += more;
      if (complete || now() - told >= TELL_EVERY_MS) tell();
    },
  };
}
