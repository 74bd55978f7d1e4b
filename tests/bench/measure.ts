/** Measuring side by side: each round runs every variant once, in turn, so that a busy moment hits all of them. */

/** One thing that is timed. Returns milliseconds, measured by itself so that preparation does not count. */
export type Variant = () => Promise<number>;

export type Measured = 'ms' | 'MB' | 'tasks';

export interface Row {
  name: string;
  /** Medians, in `measured`; `baseline` is null where the limit is absolute. */
  ours: number;
  baseline: number | null;
  /** ours / baseline, or ours itself where there is no baseline. */
  value: number;
  unit: 'ratio' | Measured;
  /** What was counted; milliseconds unless told. */
  measured?: Measured;
  limit: number;
  goal: number;
  rounds: number;
}

/** The middle one of the sorted values; the mean of the middle two for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error('nothing was measured');
  return (upper + lower) / 2;
}

/** The value that 95 of 100 do not exceed (nearest rank). */
export function p95(values: readonly number[]): number {
  return percentile(values, 0.95);
}

/** The value that this share of all does not exceed (nearest rank). @param share such as 0.99 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.ceil(sorted.length * share) - 1];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/**
 * Runs the variants in turn, `rounds` times, after one round that does not count.
 * @returns the median of each
 */
export async function interleaved<K extends string>(
  variants: Record<K, Variant>, rounds: number, onRound: (text: string) => void,
): Promise<Record<K, number>> {
  const names = Object.keys(variants) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const ms = await variants[name]();
      if (round > 0) times[name].push(ms);
    }
    onRound(`round ${String(round)} of ${String(rounds)}`);
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}

type Bounds = Pick<Row, 'limit' | 'goal' | 'rounds' | 'measured'>;

export function ratioRow(name: string, ours: number, baseline: number, bounds: Bounds): Row {
  return { name, ours, baseline, value: ours / baseline, unit: 'ratio', ...bounds };
}

export function absoluteRow(name: string, ours: number, bounds: Bounds): Row {
  return { name, ours, baseline: null, value: ours, unit: bounds.measured ?? 'ms', ...bounds };
}

/** The table for a person. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${row.ours.toFixed(1)} ${row.measured ?? 'ms'}`,
    row.baseline === null ? '' : `${row.baseline.toFixed(1)} ${row.measured ?? 'ms'}`,
    write(row, row.value), write(row, row.limit), write(row, row.goal),
    row.value <= row.goal ? 'goal reached' : row.value <= row.limit ? 'within the limit' : 'over the limit',
  ]);
  const all = [['what', 'ours', 'baseline', 'value', 'limit', 'goal', ''], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

const write = (row: Row, value: number): string => (row.unit !== 'ratio' ? `${value.toFixed(0)} ${row.unit}` : value.toFixed(value < 0.1 ? 4 : 2));
