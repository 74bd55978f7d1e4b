/**
 * What a lesson may contain. Lessons come with labs, and labs come from anywhere: the tree is cut down to
 * text, structure, http(s) links, links to terms and names of figures before anything of it is drawn. No images, no
 * styles, no ids, no HTML: a figure is drawn from a tree that core has cut down (shared/figure.ts).
 */
import type { Schema } from 'hast-util-sanitize';
import { FIGURE_FILE } from '../lesson-links.ts';
import { LESSON_TAGS } from '../lesson-tree.ts';

export const lessonSchema: Schema = {
  tagNames: [...LESSON_TAGS],
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
export const plainSchema: Schema = { ...lessonSchema, tagNames: ['p', 'em', 'strong', 'code'], attributes: {}, required: {} };

/**
 * Marks that nobody sees: those that turn the direction of text, which can make code read other than it runs, and those
 * of no width, which make two names look alike.
 */
const UNSEEN = /[\u00AD\u061C\u115F\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
/** Joiners of letters: Hindi is written with them, code never is. */
const JOINERS = /[\u200C\u200D]/gu;

/** Writes marks that nobody sees out, so that they are seen and do nothing. In code that holds for joiners as well. */
export function showUnseen(text: string, isCode = false): string {
  const prose = text.replace(UNSEEN, writtenOut);
  return isCode ? prose.replace(JOINERS, writtenOut) : prose;
}

const writtenOut = (mark: string): string => `⟨U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}⟩`;

interface TreeNode {
  type: string;
  tagName?: string;
  value?: unknown;
  children?: TreeNode[];
}

/**
 * HTML in a lesson becomes the text that it is, so that `<id>` in a sentence is read as written; comments go; marks that
 * nobody sees are written out everywhere. Changes the tree that it is given.
 */
export function showPlain(node: TreeNode, inCode = false): void {
  if (typeof node.value === 'string') {
    if (node.type === 'raw') {
      node.type = 'text';
      node.value = node.value.replace(/<!--[\s\S]*?-->/g, '');
    }
    node.value = showUnseen(node.value as string, inCode);
  }
  for (const child of node.children ?? []) showPlain(child, inCode || node.tagName === 'code');
}
