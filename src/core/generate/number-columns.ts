/** Columns of numbers. */
import type { PlainColumn } from '../../shared/generate-format.ts';
import { zipfChooser } from './chooser.ts';
import { numberColumn, type Column, type ColumnContext } from './column.ts';
import { exp, ln } from './exact-math.ts';
import { DRAW_RANGE, scaled } from './random.ts';

type Spec<K extends PlainColumn['kind']> = Extract<PlainColumn, { kind: K }>;

/** Above this the sum of four even draws, brought to variance 1, lies once in a hundred times: (4 - 0.24^(1/4) - 2) * sqrt(3). */
const P99_OF_FOUR = 2.2517768;
const SQRT_3 = 1.7320508075688772;
/** 10 to the power of the places. */
const SCALES = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

export function sequenceColumn({ from, step }: Spec<'sequence'>): Column {
  return numberColumn((row) => from + row * step);
}

export function integerColumn({ min, max }: Spec<'integer'>, { draws }: ColumnContext): Column {
  const size = max - min + 1;
  return numberColumn((row) => min + scaled(draws(row), size));
}

export function decimalColumn({ min, max, places }: Spec<'decimal'>, { draws }: ColumnContext): Column {
  const scale = SCALES[places] ?? 1;
  const low = Math.round(min * scale);
  const size = Math.round(max * scale) - low + 1;
  const units = (row: number): number => low + scaled(draws(row), size);
  const written = (row: number): string => {
    const number = units(row);
    if (places === 0) return String(number);
    const digits = String(Math.abs(number)).padStart(places + 1, '0');
    return `${number < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  };
  return { type: 'number', value: (row) => units(row) / scale, text: written };
}

/** Log-normal, with the bell curve made of four draws: no value is absurdly far out. */
export function skewedColumn({ median, p99 }: Spec<'skewed'>, { draws }: ColumnContext): Column {
  const spread = ln(p99 / median) / P99_OF_FOUR;
  return numberColumn((row) => {
    const sum = draws(row, 0) + draws(row, 1) + draws(row, 2) + draws(row, 3);
    return Math.round(median * exp(spread * (sum / DRAW_RANGE - 2) * SQRT_3));
  });
}

export function zipfColumn({ size, exponent }: Spec<'zipf'>, { draws }: ColumnContext): Column {
  const choose = zipfChooser(size, exponent);
  return numberColumn((row) => choose(draws(row)) + 1);
}
