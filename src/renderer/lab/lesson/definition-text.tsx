/** Reads and draws a definition within a line of something else: each paragraph a span, with emphasis and code. */
import { createElement, memo, type ReactNode, useMemo } from 'react';
import { readDefinition } from '../../../shared/markdown/read-markdown.ts';
import type { LessonNode } from '../../../shared/lesson-tree.ts';

/** What a definition may hold besides its paragraphs. */
const INLINE: ReadonlySet<string> = new Set(['em', 'strong', 'code']);

export const DefinitionText = memo(function DefinitionText({ text }: { text: string }) {
  return useMemo(() => readDefinition(text), [text]).map((node, at) => (
    <span key={at} className="term-text">
      {drawn(typeof node === 'object' && node.tag === 'p' ? node.children ?? [] : [node])}
    </span>
  ));
});

function drawn(nodes: readonly LessonNode[]): ReactNode {
  return nodes.map((node, at) => {
    if (typeof node === 'string') return node;
    return INLINE.has(node.tag) ? createElement(node.tag, { key: at }, drawn(node.children ?? [])) : null;
  });
}
