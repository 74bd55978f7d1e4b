/**
 * A lesson as the window gets it: text and a few elements, each with the few attributes that it may have. Markdown is
 * read and cut down to this in core; the window draws nothing else, whatever it is given.
 */
/** Elements that a lesson is made of. */
export const LESSON_TAGS = [
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'pre', 'code',
  'em', 'strong', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'input', 'img',
] as const;
export type LessonTag = (typeof LESSON_TAGS)[number];

/** What elements may say. Links: http(s), or a term of the glossary. Pictures: a figure's name. */
export const LESSON_ATTRIBUTES = ['href', 'src', 'alt', 'language', 'start', 'align', 'checked'] as const;
export type LessonAttribute = (typeof LESSON_ATTRIBUTES)[number];

export interface LessonElement {
  tag: LessonTag;
  attributes?: Partial<Record<LessonAttribute, string>>;
  children?: LessonNode[];
}
export type LessonNode = LessonElement | string;

const tags: ReadonlySet<unknown> = new Set(LESSON_TAGS);
const attributes: ReadonlySet<unknown> = new Set(LESSON_ATTRIBUTES);

/** Checked by hand: a schema takes ten times as long, and this stands between the start and the first lesson. */
export function isLesson(value: unknown): value is LessonNode[] {
  return Array.isArray(value) && value.every((node) => typeof node === 'string' || isElement(node));
}

function isElement(node: unknown): node is LessonElement {
  if (typeof node !== 'object' || node === null) return false;
  const { tag, attributes: said = {}, children = [], ...more } = node as Record<string, unknown>;
  return tags.has(tag) && typeof said === 'object' && said !== null && isLesson(children) && Object.keys(more).length === 0
    && Object.entries(said).every(([name, value]) => attributes.has(name) && typeof value === 'string');
}

/** @returns the words of it */
export function textOf(nodes: readonly LessonNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children ?? []))).join('');
}
