/** The glossary of the whole course. Read when it is asked for first, since no lab needs it to start. */
import type { TermView } from '../../shared/course-views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readGlossary } from '../catalog/glossary-file.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { inCourseOrder } from './course-order.ts';

export interface Glossary {
  /** Every term, by name. Of a term that two labs define, the first in the course counts. */
  all(): Promise<TermView[]>;
}

/** @param catalog when it gives another one, the glossary is read again */
export function createGlossary(catalog: () => Catalog): Glossary {
  let kept: { of: Catalog; terms: Promise<TermView[]> } | null = null;
  return {
    all: () => {
      const now = catalog();
      if (kept?.of !== now) kept = { of: now, terms: read(now) };
      return kept.terms;
    },
  };
}

async function read(catalog: Catalog): Promise<TermView[]> {
  const terms = new Map<string, TermView>();
  for (const { lab, terms: own } of await Promise.all(inCourseOrder(catalog).map((lab) => termsOf(lab, catalog.folder(lab.id))))) {
    for (const term of own) if (!terms.has(term.id)) terms.set(term.id, { ...term, lab: { id: lab.id, title: lab.title } });
  }
  return [...terms.values()].toSorted((a, b) => a.term.localeCompare(b.term, 'en'));
}

/** A glossary that can't be read is told by the lint; the lab is as good without it. */
async function termsOf(lab: LabHead, folder: string) {
  const glossary = await readGlossary({ folder, lab });
  return { lab, terms: 'terms' in glossary ? glossary.terms : [] };
}
