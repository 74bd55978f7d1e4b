/**
 * What a lesson may contain. Lessons come with labs, and labs come from anywhere: the tree is cut down to
 * text, structure, http(s) links, links to terms and names of figures before anything of it is drawn. No images, no
 * styles, no ids, no HTML: a figure is drawn from a tree that core has cut down (shared/figure.ts).
 */
import type { Options as SanitizeSchema } from 'rehype-sanitize';
import { FIGURE_FILE } from '../../../shared/lesson-links.ts';

export const lessonSchema: SanitizeSchema = {
  tagNames: [
    'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'pre', 'code',
    'em', 'strong', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'input', 'img',
  ],
  attributes: {
    a: ['href'],
    img: [['src', FIGURE_FILE], 'alt'],
    code: [['className', /^language-[\w-]+$/]],
    ol: ['start'],
    th: [['align', 'left', 'center', 'right']],
    td: [['align', 'left', 'center', 'right']],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
  },
  protocols: { href: ['http', 'https', 'term'] },
  required: { input: { type: 'checkbox', disabled: true } },
  ancestors: { li: ['ul', 'ol'], td: ['table'], th: ['table'], tr: ['table'], thead: ['table'], tbody: ['table'] },
  strip: ['script', 'style'],
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
};

/** For a definition: a sentence or two, nothing around them. */
export const plainSchema: SanitizeSchema = { ...lessonSchema, tagNames: ['p', 'em', 'strong', 'code'], attributes: {}, required: {} };

/** Unicode's marks that turn the direction of text: they can make code read other than it runs. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Writes direction marks out, so that they are seen and do nothing. */
export function showBidi(text: string): string {
  return text.replace(BIDI, (mark) => `⟨U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}⟩`);
}

interface TreeNode {
  type: string;
  value?: unknown;
  children?: TreeNode[];
}

/**
 * A rehype plugin: HTML in a lesson becomes the text that it is, so that `<id>` in a sentence is read as
 * written; comments go; direction marks are written out everywhere.
 */
export function rehypePlainText() {
  return (tree: TreeNode): void => walk(tree);
}

function walk(node: TreeNode): void {
  if (typeof node.value === 'string') {
    if (node.type === 'raw') {
      node.type = 'text';
      node.value = node.value.replace(/<!--[\s\S]*?-->/g, '');
    }
    node.value = showBidi(node.value as string);
  }
  for (const child of node.children ?? []) walk(child);
}

/** The link if it may be opened, else null: absolute, http or https, nothing else. */
export function safeLink(href: string | undefined): string | null {
  if (href === undefined) return null;
  try {
    const url = new URL(href);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
