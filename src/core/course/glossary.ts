/** The glossary of the whole course. Read when it is asked for first, since no lab needs it to start. */
import type { TermView } from '../../shared/course-views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readGlossary } from '../catalog/glossary-file.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { inCourseOrder } from './course-order.ts';

export interface Glossary {
  /** Every term, by name. Of a term that two labs define, the first in the course counts. */
  all(): Promise<TermView[]>;
  /** These terms, as the lab itself defines them; the other labs are looked at only for what it does not. */
  find(ids: ReadonlySet<string>, lab: string): Promise<TermView[]>;
}

/** @param catalog when it gives another one, the glossary is read again */
export function createGlossary(catalog: () => Catalog): Glossary {
  let kept: { of: Catalog; terms: Promise<TermView[]> } | null = null;
  const glossary: Glossary = {
    all: () => {
      const now = catalog();
      if (kept?.of !== now) kept = { of: now, terms: read(now) };
      return kept.terms;
    },
    async find(ids, lab) {
      if (ids.size === 0) return [];
      const head = catalog().heads.get(lab);
      const own = head === undefined ? [] : await viewsOf(head, catalog().folder(lab));
      const found = own.filter((term) => ids.has(term.id));
      return found.length === ids.size ? found : (await glossary.all()).filter((term) => ids.has(term.id));
    },
  };
  return glossary;
}

async function read(catalog: Catalog): Promise<TermView[]> {
  const terms = new Map<string, TermView>();
  for (const own of await Promise.all(inCourseOrder(catalog).map((lab) => viewsOf(lab, catalog.folder(lab.id))))) {
    for (const term of own) if (!terms.has(term.id)) terms.set(term.id, term);
  }
  return [...terms.values()].toSorted(byName);
}

/** A glossary that can't be read is told by the lint; the lab is as good without it. */
async function viewsOf(lab: LabHead, folder: string): Promise<TermView[]> {
  const glossary = await readGlossary({ folder, lab });
  const terms = 'terms' in glossary ? glossary.terms : [];
  return terms.map((term) => ({ ...term, lab: { id: lab.id, title: lab.title } })).toSorted(byName);
}

const byName = (a: TermView, b: TermView): number => a.term.localeCompare(b.term, 'en');
