/** Finding terms of the glossary by words. */
import type { TermView } from '../../shared/course-views.ts';

/** The terms that contain every word of the query; those whose name begins with it come first. */
export function findTerms(terms: readonly TermView[], query: string): TermView[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const found = terms.filter((term) => {
    const text = [term.term, ...term.aliases, term.text, term.lab.title].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (wanted === '') return found;
  const begins = (term: TermView): boolean => [term.term, ...term.aliases].some((name) => name.toLowerCase().startsWith(wanted));
  return [...found.filter(begins), ...found.filter((term) => !begins(term))];
}
