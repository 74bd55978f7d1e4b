/** How the cells of a column are compared: by what they mean, from the text that the server writes for them. */
import { canonicalJson } from './json-value.ts';

export type CellKind = 'number' | 'float' | 'boolean' | 'instant' | 'interval' | 'json' | 'padded' | 'text';

/** @param type as PostgreSQL's format_type writes it (`numeric(10,2)`, `timestamp with time zone`) or MySQL (`int unsigned`) */
export function kindOfType(type: string): CellKind {
  const base = type.replace(/\(.*?\)/, '').replace(/ unsigned$/, '').trim();
  switch (base) {
    case 'smallint': case 'integer': case 'bigint': case 'numeric':
    case 'tinyint': case 'mediumint': case 'int': case 'decimal': case 'year': return 'number';
    case 'real': case 'double precision': case 'float': case 'double': return 'float';
    case 'boolean': return 'boolean';
    case 'date': case 'timestamp without time zone': case 'timestamp with time zone': case 'timestamp': case 'datetime': return 'instant';
    case 'interval': return 'interval';
    case 'json': case 'jsonb': return 'json';
    case 'character': return 'padded';
    default: return 'text';
  }
}

/** One text for all cells of a kind that mean the same. What can't be read as its kind stands for itself. */
export function canonicalCell(kind: CellKind, text: string): string {
  switch (kind) {
    case 'number': return canonicalDecimal(text) ?? text;
    case 'boolean': return text === 'true' ? 't' : text === 'false' ? 'f' : text;
    case 'instant': return instantMicros(text)?.toString() ?? text;
    case 'interval': return intervalMicros(text)?.toString() ?? text;
    case 'json': return jsonText(text);
    case 'padded': return text.replace(/ +$/, '');
    case 'float': case 'text': return text;
  }
}

/** `10.50`, `010.5` and `1.05e1` are all `10.5`; null for what is no decimal number (NaN, Infinity). */
export function canonicalDecimal(text: string): string | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = whole + fraction;
  // Where the point stands in the digits, counted from their left end.
  const point = whole.length + Number(exponent);
  const padded = point > digits.length ? digits.padEnd(point, '0') : digits;
  const left = (point <= 0 ? '' : padded.slice(0, point)).replace(/^0+/, '');
  const right = (point <= 0 ? '0'.repeat(-point) + padded : padded.slice(point)).replace(/0+$/, '');
  if (left === '' && right === '') return '0';
  return `${sign === '-' ? '-' : ''}${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
}

/** Digits after the point: a division gives many, and how many depends on how the query is written. */
export function fractionDigits(text: string): number {
  return /\.(\d*)$/.exec(text)?.[1]?.length ?? 0;
}

/** Microseconds since 1970 of a date (midnight), a timestamp (taken as UTC) or a timestamp with an offset; ISO style. */
export function instantMicros(text: string): bigint | null {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?\s*(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?)?( BC)?$/i.exec(text.trim());
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z', era] = match;
  const date = new Date(0);
  // PostgreSQL writes year 0 as 1 BC.
  date.setUTCFullYear(era === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  if (Number.isNaN(date.getTime())) return null;
  return BigInt(date.getTime()) * 1000n + BigInt(fraction.padEnd(6, '0')) - BigInt(offsetSeconds(zone)) * 1_000_000n;
}

function offsetSeconds(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** Microseconds of an interval in the style `postgres`, with PostgreSQL's own rule for equality: a month is 30 days, a day 24 hours. */
export function intervalMicros(text: string): bigint | null {
  const match = /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text.trim().replaceAll('+', ''));
  if (match === null || text.trim() === '') return null;
  const [, years = '0', months = '0', days = '0', sign = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const time = (BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  const inDays = (BigInt(years) * 12n + BigInt(months)) * 30n + BigInt(days);
  return inDays * 86_400_000_000n + (sign === '-' ? -time : time);
}

function jsonText(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return text;
  }
}
