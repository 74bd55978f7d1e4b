/** Says in words what a matcher asks for, for the "expected" side of the evidence. */
import { isExtendedJson, isPlainObject } from './json-value.ts';

/** @returns `a number above 3`, `"paid"`, or JSON with such phrases inside */
export function describeMatcher(matcher: unknown): string {
  if (Array.isArray(matcher)) return `[${matcher.map(describeMatcher).join(', ')}]`;
  if (!isPlainObject(matcher) || isExtendedJson(matcher)) return JSON.stringify(matcher) ?? 'nothing';
  const entries = Object.entries(matcher);
  if (entries.length > 0 && entries.every(([key]) => key.startsWith('$'))) return entries.map(([key, operand]) => phrase(key, operand)).join(' and ');
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${describeMatcher(value)}`).join(', ')}}`;
}

function phrase(operator: string, operand: unknown): string {
  const list = Array.isArray(operand) ? operand as unknown[] : [operand];
  const inner = describeMatcher(operand);
  switch (operator) {
    case '$any': return 'any value';
    case '$absent': return 'no value';
    case '$type': return `${/^[aeiou]/.test(String(operand)) ? 'an' : 'a'} ${String(operand)}`.replace(/^an? null$/, 'null');
    case '$gt': return `above ${inner}`;
    case '$gte': return `${inner} or above`;
    case '$lt': return `below ${inner}`;
    case '$lte': return `${inner} or below`;
    case '$near': return `${String(list[0])}, give or take ${String(list[1])}`;
    case '$matches': return `a text that matches /${String(list[0])}/${list.length > 1 ? String(list[1]) : ''}`;
    case '$length': return `of length ${inner}`;
    case '$contains': return isPlainObject(operand) ? `containing ${inner}` : `something that contains ${inner}`;
    case '$unordered': return `in any order ${inner}`;
    case '$each': return `a list in which each is ${inner}`;
    case '$sorted': return list.length === 2
      ? `a list sorted by ${String(list[0]).replace(/^\$\.?/, '')} ${direction(list[1])}`
      : `a list sorted ${direction(operand)}`;
    case '$oneOf': return list.map(describeMatcher).join(' or ');
    case '$allOf': return list.map(describeMatcher).join(' and ');
    case '$not': return `not ${inner}`;
    default: return `${operator} ${inner}`;
  }
}

const direction = (value: unknown): string => (value === 'desc' ? 'from high to low' : 'from low to high');
