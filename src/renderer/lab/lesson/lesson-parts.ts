/** What Markdown of a lab may show beside its words: the figures of the step, the terms of the glossary. */
import { createContext, useContext } from 'react';
import type { TermView } from '../../../shared/course-views.ts';
import type { Figure } from '../../../shared/figure.ts';

export interface LessonParts {
  /** By the name that the lesson gives them. */
  figures: Readonly<Record<string, Figure>>;
  terms: readonly TermView[];
}

const NOTHING: LessonParts = { figures: {}, terms: [] };

export const LessonPartsContext = createContext<LessonParts>(NOTHING);

export function useLessonParts(): LessonParts {
  return useContext(LessonPartsContext);
}
