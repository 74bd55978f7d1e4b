/** Texts with `{column}` in them. A brace that is none of that is a brace. */

export type TemplatePart = string | { column: string };

const MARK = /\{([a-z_][a-z0-9_.]*)\}/g;

export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push({ column: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** The columns that a text names. */
export function templateColumns(text: string): string[] {
  return parseTemplate(text).flatMap((part) => (typeof part === 'string' ? [] : [part.column]));
}
