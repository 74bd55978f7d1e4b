/** A term of the glossary in a text: its meaning shows on hover and on focus, and goes with Escape. */
import type { ReactNode } from 'react';
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { TermView } from '../../../shared/course-views.ts';
import { Definition } from './definition.tsx';
import './term.css';

/** The pointer often passes over a term while somebody reads, in milliseconds. */
const REST_MS = 250;

export function Term({ term, children }: { term: TermView; children: ReactNode }) {
  return (
    <TooltipTrigger delay={REST_MS} closeDelay={150} shouldCloseOnPress={false}>
      <Focusable>
        <span role="button" className="term">
          {children}
        </span>
      </Focusable>
      <Tooltip className="term-card" offset={4} placement="top">
        <strong>{term.term}</strong>
        <Definition text={term.text} />
      </Tooltip>
    </TooltipTrigger>
  );
}
