/** Markdown that is read in the window: the short texts beside a lesson. */
import { memo, useMemo } from 'react';
import { readMarkdown } from '../../../shared/markdown/read-markdown.ts';
import { LessonText } from './lesson-text.tsx';

export const MarkdownText = memo(function MarkdownText({ text }: { text: string }) {
  return <LessonText lesson={useMemo(() => readMarkdown(text), [text])} />;
});
