/** Markdown from labs that is not a lesson: hints, messages, questions. What reads it is loaded after the lesson. */
import { lazy, Suspense } from 'react';
import type * as MarkdownTexts from './markdown-text.tsx';

/** Loads what reads Markdown, so that the next text is there at once. */
export const loadMarkdown = (): Promise<typeof MarkdownTexts> => import('./markdown-text.tsx');

const Text = lazy(async () => ({ default: (await loadMarkdown()).MarkdownText }));

export function Markdown({ text }: { text: string }) {
  return (
    <Suspense>
      <Text text={text} />
    </Suspense>
  );
}
