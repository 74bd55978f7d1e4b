/**
 * Reads Markdown, as labs have it, into what the window draws. The one way from an author's text to the screen: in core
 * for lessons, in the window for the short texts beside them, which come later.
 */
import { sanitize, type Schema } from 'hast-util-sanitize';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';
import type { LessonElement, LessonNode, LessonTag } from '../lesson-tree.ts';
import { lessonSchema, plainSchema, showPlain } from './safe-tree.ts';

type HastNode = ReturnType<typeof toHast>;
type HastElement = Extract<HastNode, { type: 'element' }>;

/** @returns a lesson, a hint, a question */
export function readMarkdown(text: string): LessonNode[] {
  return read(text, lessonSchema);
}

/** @returns a definition: paragraphs with emphasis and code, nothing else */
export function readDefinition(text: string): LessonNode[] {
  return read(text, plainSchema);
}

function read(text: string, schema: Schema): LessonNode[] {
  const markdown = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const tree = toHast(markdown, { allowDangerousHtml: true });
  showPlain(tree);
  return nodesOf([sanitize(tree, schema)]);
}

/** Between these blocks, text is only the end of a line. */
const BLOCKS_ONLY: ReadonlySet<string> = new Set(['ul', 'ol', 'blockquote', 'table', 'thead', 'tbody', 'tr']);

function nodesOf(nodes: readonly HastNode[], within = ''): LessonNode[] {
  return nodes.flatMap((node): LessonNode[] => {
    if (node.type === 'root') return nodesOf(node.children).filter((child) => child !== '\n');
    if (node.type === 'element') return [elementOf(node)];
    return node.type !== 'text' || node.value === '' || (BLOCKS_ONLY.has(within) && node.value.trim() === '') ? [] : [node.value];
  });
}

function elementOf({ tagName, properties, children }: HastElement): LessonElement {
  const attributes: NonNullable<LessonElement['attributes']> = {};
  for (const name of ['href', 'src', 'alt', 'start', 'align'] as const) {
    const value = properties[name];
    if (typeof value === 'string' || typeof value === 'number') attributes[name] = String(value);
  }
  if (properties['checked'] === true) attributes.checked = 'true';
  const names = properties['className'];
  const name = Array.isArray(names) ? names.find((each) => typeof each === 'string' && each.startsWith('language-')) : undefined;
  if (typeof name === 'string') attributes.language = name.slice('language-'.length);
  const within = nodesOf(children, tagName);
  return {
    // The schema has let through nothing else.
    tag: tagName as LessonTag,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(within.length === 0 ? {} : { children: within }),
  };
}
