/** Small truths about plain JSON values that matching and comparing share. */

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'list' | 'object';
export const JSON_TYPES: readonly JsonType[] = ['string', 'number', 'integer', 'boolean', 'null', 'list', 'object'];

/** https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/ : values that JSON has no form of its own for. */
const EXTENDED_KEYS: ReadonlySet<string> = new Set([
  '$oid', '$date', '$numberDecimal', '$numberLong', '$numberInt', '$numberDouble', '$binary', '$uuid', '$timestamp',
  '$regularExpression', '$symbol', '$code', '$scope', '$dbPointer', '$ref', '$id', '$db', '$minKey', '$maxKey', '$undefined',
]);

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for `{ $oid: … }` and the like. */
export function isExtendedJson(value: Record<string, unknown>): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => EXTENDED_KEYS.has(key));
}

/** `integer` for whole numbers; undefined for no value. */
export function typeOf(value: unknown): JsonType | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string': return 'string';
    case 'number': return Number.isInteger(value) ? 'integer' : 'number';
    case 'boolean': return 'boolean';
    case 'object': return 'object';
    default: return undefined;
  }
}

/** Deep equality; the order of an object's fields does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  if (!isPlainObject(a) || !isPlainObject(b)) return typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

/** One text for all values that {@link sameJson} calls equal: fields sorted by name. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isPlainObject(value)) {
    const fields = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${fields.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  // -0 and 0 are equal.
  return JSON.stringify(value === 0 ? 0 : value) ?? 'undefined';
}
