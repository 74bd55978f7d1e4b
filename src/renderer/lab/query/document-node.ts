/** Documents of MongoDB, told as canonical extended JSON, as a tree: values as its shell writes them, paths as its queries do. */
import { leaf, quoted, type ValueNode } from '../../ui/tree/value-node.ts';

/** Between the steps of a path; no shown name of a field has it. */
const STEP = '\u001f';

/** @param value parsed, not revived */
export function documentNode(value: unknown, path = '', name = ''): ValueNode {
  if (Array.isArray(value)) {
    return { path, name, kind: 'list', text: `[${value.length}]`, size: value.length, children: () => value.map((item, at) => documentNode(item, `${path}${STEP}${at}`, String(at))) };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const [first] = entries;
    const typed = first?.[0].startsWith('$') === true ? typedText(first[0], first[1]) : null;
    if (typed !== null) return leaf(path, name, typed[0], typed[1]);
    return { path, name, kind: 'object', text: `{${entries.length}}`, size: entries.length, children: () => entries.map(([key, item]) => documentNode(item, `${path}${STEP}${key}`, key)) };
  }
  if (typeof value === 'string') return leaf(path, name, 'string', quoted(value));
  return value === null ? leaf(path, name, 'null', 'null') : leaf(path, name, typeof value === 'boolean' ? 'boolean' : 'number', JSON.stringify(value));
}

/**
 * The path of a line within its document, as in `find({ 'items.0.sku': … })`.
 * @param listed the documents came as a list, whose numbers belong to no path
 */
export function fieldPath(path: string, listed: boolean): string {
  return path.split(STEP).slice(listed ? 2 : 1).join('.');
}

function typedText(type: string, value: unknown): [ValueNode['kind'], string] | null {
  const inside = (key: string): string => (value as Record<string, string> | null)?.[key] ?? '';
  switch (type) {
    case '$oid':
      return ['id', `ObjectId('${String(value)}')`];
    case '$numberInt':
    case '$numberDouble':
      return ['number', String(value)];
    case '$numberLong':
      return ['number', `Long('${String(value)}')`];
    case '$numberDecimal':
      return ['number', `Decimal128('${String(value)}')`];
    case '$date': {
      const date = new Date(Number(inside('$numberLong')));
      return ['date', Number.isNaN(date.getTime()) ? `Date(${inside('$numberLong')})` : `ISODate('${date.toISOString()}')`];
    }
    case '$binary':
      return ['id', `Binary(${quoted(inside('base64'))}, ${inside('subType')})`];
    case '$regularExpression':
      return ['string', `/${inside('pattern')}/${inside('options')}`];
    case '$timestamp':
      return ['date', `Timestamp({ t: ${inside('t')}, i: ${inside('i')} })`];
    case '$minKey':
    case '$maxKey':
      return ['id', type === '$minKey' ? 'MinKey()' : 'MaxKey()'];
    case '$undefined':
      return ['null', 'undefined'];
    default:
      return null;
  }
}
