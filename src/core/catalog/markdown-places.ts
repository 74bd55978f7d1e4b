/** What a lint of Markdown looks at: its headings, links and pictures, each with its place in the text. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Node, Parent } from 'mdast';

export interface MarkdownPlace {
  kind: 'heading' | 'link' | 'image';
  /** Level of a heading, 1 to 6; 0 for others. */
  depth: number;
  /** Where a link or a picture points to; the first words of a heading. */
  target: string;
  /** What stands for a picture where it isn't seen; '' for others. */
  alt: string;
  /** From 1. */
  line: number;
  column: number;
}

/** @returns the places in the order of the text */
export function markdownPlaces(text: string): MarkdownPlace[] {
  const places: MarkdownPlace[] = [];
  const visit = (node: Node): void => {
    const at = { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
    if (node.type === 'heading') places.push({ kind: 'heading', depth: (node as Node & { depth: number }).depth, target: plainText(node), alt: '', ...at });
    // A definition is the target of links by reference.
    if (node.type === 'link' || node.type === 'definition') places.push({ kind: 'link', depth: 0, target: (node as Node & { url: string }).url, alt: '', ...at });
    if (node.type === 'image') {
      const { url, alt } = node as Node & { url: string; alt?: string | null };
      places.push({ kind: 'image', depth: 0, target: url, alt: alt ?? '', ...at });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(fromMarkdown(text));
  return places;
}

const childrenOf = (node: Node): Node[] => ('children' in node ? (node as Parent).children : []);

function plainText(node: Node): string {
  return 'value' in node && typeof node.value === 'string' ? node.value : childrenOf(node).map(plainText).join('');
}
