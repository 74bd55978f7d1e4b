/** Columns of days and instants. */
import type { PlainColumn } from '../../shared/generate-format.ts';
import { DAY_MS, instantMs, isoWriter, logWriter } from './calendar.ts';
import type { Column, ColumnContext } from './column.ts';
import { DRAW_RANGE, scaled } from './random.ts';

type Spec<K extends PlainColumn['kind']> = Extract<PlainColumn, { kind: K }>;

/** Visits by the hour of the day: nearly none before dawn, a rise at noon, the most in the evening. */
const DAILY = [3, 2, 1, 1, 1, 2, 4, 7, 10, 13, 15, 17, 18, 17, 15, 14, 15, 18, 22, 25, 24, 18, 11, 6] as const;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

export function dateColumn({ from, to }: Spec<'date'>, { draws }: ColumnContext): Column {
  const first = instantMs(from) / DAY_MS;
  const days = instantMs(to) / DAY_MS - first;
  const writer = isoWriter();
  const day = (row: number): number => first + scaled(draws(row), days);
  return { type: 'date', value: (row) => new Date(day(row) * DAY_MS), text: (row) => writer.day(day(row)) };
}

export function timestampColumn(spec: Spec<'timestamp'>, { draws, rows }: ColumnContext): Column {
  const start = instantMs(spec.from);
  const seconds = (instantMs(spec.to) - start) / 1000;
  const place = spec.rhythm === 'flat' ? (fraction: number) => Math.floor(fraction * seconds)
    : inRhythm(spec.rhythm === 'daily' ? DAILY : spec.rhythm, seconds / DAY_SECONDS);
  // Rising: each row has its own slice of the time and lies somewhere in it.
  const fraction = spec.order === 'ascending'
    ? (row: number) => (row + draws(row) / DRAW_RANGE) / rows
    : (row: number) => draws(row) / DRAW_RANGE;
  const at = (row: number): number => start + place(fraction(row)) * 1000;
  const writer = spec.format === 'log' ? logWriter() : isoWriter();
  return { type: 'timestamp', value: (row) => new Date(at(row)), text: (row) => writer.instant(at(row)) };
}

/** From a share of all visits to the second at which that share is reached. */
function inRhythm(weights: readonly number[], days: number): (fraction: number) => number {
  const sums = [0];
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight);
  const total = sums.at(-1) ?? 0;
  return (fraction) => {
    const day = Math.min(days - 1, Math.floor(fraction * days));
    const target = (fraction * days - day) * total;
    let hour = 0;
    while (hour < 23 && (sums[hour + 1] ?? 0) <= target) hour += 1;
    const share = Math.min(1, (target - (sums[hour] ?? 0)) / (weights[hour] || 1));
    return day * DAY_SECONDS + hour * HOUR_SECONDS + Math.min(HOUR_SECONDS - 1, Math.floor(share * HOUR_SECONDS));
  };
}
