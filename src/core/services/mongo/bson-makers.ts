/** The values of BSON types, made the way the mongo shell makes them: `ObjectId('…')`, `ISODate('…')`, `NumberDecimal('1.50')`. */
import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from 'bson';
import { BackbenchError } from '../../../shared/errors.ts';

interface Maker {
  /** Most arguments. */
  args: number;
  make(args: readonly unknown[]): unknown;
}

const fail = (message: string): never => {
  throw new BackbenchError('QUERY_FAILED', { message });
};

const number = (value: unknown): number => (typeof value === 'number' ? value : Number(text(value)));

function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return fail('A text or a number is needed here.');
}

function date(args: readonly unknown[]): Date {
  const [first] = args;
  const made = args.length === 0 ? new Date()
    : args.length === 1 && (typeof first === 'string' || typeof first === 'number' || first instanceof Date) ? new Date(first)
    // Like Date itself: year, month from 0, day, … in local time would depend on the machine; the shell's server is in UTC.
    : new Date(Date.UTC(number(first), ...(args.slice(1).map(number) as [number?, number?, number?, number?, number?, number?])));
  return Number.isNaN(made.getTime()) ? fail(`${JSON.stringify(first)} is not a date. Write it as '2024-03-31' or '2024-03-31T09:30:00Z'.`) : made;
}

/** The flags that MongoDB knows; `u` is always on there. */
function regex(pattern: string, flags: string): BSONRegExp {
  const unknown = flags.replace(/[imsxu]/g, '');
  if (unknown !== '') fail(`MongoDB knows no regular expression flag "${unknown}"; it knows i, m, s and x.`);
  return new BSONRegExp(pattern, flags.replaceAll('u', ''));
}

const int32: Maker = { args: 1, make: ([value = 0]) => new Int32(number(value)) };
const long: Maker = {
  args: 1,
  make: ([value = 0]) => (typeof value === 'string' ? Long.fromStringStrict(value) : Long.fromNumber(number(value))),
};
const decimal: Maker = { args: 1, make: ([value = '0']) => Decimal128.fromString(text(value)) };
const objectId: Maker = { args: 1, make: ([value]) => (value === undefined ? new ObjectId() : new ObjectId(text(value))) };

/** By the name under which they are written, with or without `new`. */
export const MAKERS: Readonly<Record<string, Maker>> = {
  ObjectId: objectId,
  ObjectID: objectId,
  ISODate: { args: 1, make: date },
  Date: { args: 7, make: date },
  NumberInt: int32,
  Int32: int32,
  NumberLong: long,
  Long: long,
  NumberDecimal: decimal,
  Decimal128: decimal,
  Double: { args: 1, make: ([value = 0]) => new Double(number(value)) },
  UUID: { args: 1, make: ([value]) => (value === undefined ? new UUID() : new UUID(text(value))) },
  BinData: { args: 2, make: ([type, base64]) => Binary.createFromBase64(text(base64), number(type)) },
  Timestamp: {
    args: 2,
    make: ([first = 0, i = 0]) => {
      const { t, i: inside } = typeof first === 'object' && first !== null ? (first as { t?: unknown; i?: unknown }) : { t: first, i };
      return new Timestamp({ t: number(t ?? 0), i: number(inside ?? 0) });
    },
  },
  RegExp: { args: 2, make: ([pattern = '', flags = '']) => regex(text(pattern), text(flags)) },
  MinKey: { args: 0, make: () => new MinKey() },
  MaxKey: { args: 0, make: () => new MaxKey() },
};

/** @throws BackbenchError QUERY_FAILED when the arguments don't make such a value */
export function makeBson(type: string, args: readonly unknown[]): unknown {
  try {
    return MAKERS[type]?.make(args);
  } catch (error) {
    if (error instanceof BackbenchError) throw error;
    return fail(`${type}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @throws BackbenchError QUERY_FAILED for a flag that MongoDB doesn't know */
export function makeRegex(pattern: string, flags: string): unknown {
  return regex(pattern, flags);
}
