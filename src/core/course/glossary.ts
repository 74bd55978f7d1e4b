/** The glossary of the whole course. Read when it is asked for first, since no lab needs it to start. */
import type { TermView } from '../../shared/course-views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readGlossary } from '../catalog/glossary-file.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import type { YamlValues } from '../catalog/yaml-values.ts';
import { inCourseOrder } from './course-order.ts';

export interface Glossary {
  /** Every term, by name. Of a term that two labs define, the first in the course counts. */
  all(): Promise<TermView[]>;
  /** These terms, in no order, as the lab itself defines them; the other labs are looked at only for what it does not. */
  find(ids: ReadonlySet<string>, lab: string): Promise<TermView[]>;
}

/**
 * @param catalog when it gives another one, the glossary is read again
 * @param yaml keeps what the terms of the labs that were opened last say: a start reads them with the lab
 */
export function createGlossary(catalog: () => Catalog, yaml?: YamlValues): Glossary {
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
      const own = head === undefined ? [] : await viewsOf(head, catalog().folder(lab), yaml);
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
async function viewsOf(lab: LabHead, folder: string, yaml?: YamlValues): Promise<TermView[]> {
  const glossary = await readGlossary({ folder, lab }, yaml);
  const terms = 'terms' in glossary ? glossary.terms : [];
  return terms.map((term) => ({ ...term, lab: { id: lab.id, title: lab.title } }));
}

const byName = (a: TermView, b: TermView): number => a.term.localeCompare(b.term, 'en');
