/** Writes values as mongosh prints them, and turns them into plain JSON values for comparisons. */
import { inspect, type InspectOptions } from 'node:util';
import { BSON, EJSON, type Binary, type BSONRegExp, type Long, type Timestamp } from 'bson';

/** mongosh's own options for results: everything, broken into lines of 80 characters. */
const INSPECT: InspectOptions = { depth: Infinity, maxArrayLength: null, maxStringLength: null, breakLength: 80, compact: 3 };

/**
 * @param value what evaluateMongo gave
 * @returns text in the shell's own language, such as `{ _id: ObjectId('…'), total: Decimal128('12.50') }`
 */
export function shellText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : inspect(shown(value), INSPECT);
}

/**
 * @param value what evaluateMongo gave
 * @returns relaxed extended JSON: numbers as numbers, dates as { $date }, object ids as { $oid }, decimals as { $numberDecimal }
 */
export function plainJson(value: unknown): unknown {
  return value === undefined ? null : EJSON.serialize(value, { relaxed: true });
}

/**
 * @param value what evaluateMongo gave
 * @returns a document or a list as canonical extended JSON, which keeps every type; null for anything else
 */
export function extendedJson(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof RegExp || '_bsontype' in value) return null;
  return EJSON.stringify(value, { relaxed: false });
}

/** Stands for a value of a BSON type while the rest is laid out. */
class Written {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  [inspect.custom](): string {
    return this.#text;
  }
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (value instanceof Date) return new Written(`ISODate('${Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()}')`);
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
  if ('_bsontype' in value) return bsonText(value);
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, shown(inside)]));
}

function bsonText(value: { _bsontype: unknown }): unknown {
  switch (value._bsontype) {
    case 'ObjectId':
      return new Written(`ObjectId('${(value as BSON.ObjectId).toHexString()}')`);
    case 'Long':
      return new Written(`Long('${(value as Long).toString()}')`);
    case 'Decimal128':
      return new Written(`Decimal128('${(value as BSON.Decimal128).toString()}')`);
    case 'Int32':
    case 'Double':
      return (value as BSON.Int32).valueOf();
    case 'Timestamp': {
      const { t, i } = value as Timestamp;
      return new Written(`Timestamp({ t: ${String(t)}, i: ${String(i)} })`);
    }
    case 'BSONRegExp': {
      const { pattern, options } = value as BSONRegExp;
      return new Written(`/${pattern}/${options}`);
    }
    case 'Binary': {
      const binary = value as Binary;
      if (binary.sub_type === BSON.Binary.SUBTYPE_UUID && binary.length() === 16) return new Written(`UUID('${binary.toUUID().toHexString(true)}')`);
      return new Written(`Binary.createFromBase64('${binary.toString('base64')}', ${String(binary.sub_type)})`);
    }
    case 'MinKey':
    case 'MaxKey':
      return new Written(`${value._bsontype}()`);
    default:
      return value;
  }
}
