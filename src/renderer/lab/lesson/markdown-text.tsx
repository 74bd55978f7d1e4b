/** Markdown that is read in the window: the short texts beside a lesson. */
import { memo, useMemo } from 'react';
import { readDefinition, readMarkdown } from '../../../shared/markdown/read-markdown.ts';
import { LessonText, SpanText } from './lesson-text.tsx';

export const MarkdownText = memo(function MarkdownText({ text }: { text: string }) {
  return <LessonText lesson={useMemo(() => readMarkdown(text), [text])} />;
});

export const DefinitionText = memo(function DefinitionText({ text }: { text: string }) {
  return <SpanText definition={useMemo(() => readDefinition(text), [text])} />;
});
