/** The glossary of the whole course: every term with its meaning and the lab that introduces it. */
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import type { TermView } from '../../shared/course-views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { useUi } from '../app/ui-state.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Definition } from '../lab/lesson/definition.tsx';
import { useRead } from '../transport/use-backend.ts';
import { findTerms } from './find-terms.ts';
import { useWords } from '../words/words-context.tsx';
import './course.css';
import './glossary.css';

export function GlossaryScreen() {
  const t = useWords();
  const glossary = useRead('glossary', (host, signal) => host.course.glossary(undefined, { signal }));
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('course.glossary')} aria-busy={glossary.value === null && glossary.error === null}>
        <div className="page-column">
          {glossary.value !== null && <Terms terms={glossary.value} />}
          {glossary.value === null && glossary.error !== null && <ErrorCard error={glossary.error} level={2} actions={{ retry: glossary.reload }} />}
        </div>
      </main>
    </>
  );
}

function Terms({ terms }: { terms: readonly TermView[] }) {
  const t = useWords();
  const [query, setQuery] = useState('');
  const go = useUi((s) => s.go);
  const found = findTerms(terms, query);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('course.glossary')}</h1>
          <p className="page-lead">{terms.length === 0 ? t('course.no-terms-are-here-yet') : t('course.term-each-from-the-lab', { terms: terms.length })}</p>
        </div>
        {terms.length > 0 && (
          <SearchField className="search" aria-label={t('course.find-a-term')} value={query} onChange={setQuery}>
            <Search size={15} aria-hidden="true" />
            <Input placeholder={t('course.find-a-term')} />
            <AriaButton className="search-clear">
              <X size={14} aria-label={t('course.clear')} />
            </AriaButton>
          </SearchField>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {query === '' ? '' : t('course.term-found', { found: found.length })}
      </p>
      <dl className="glossary">
        {found.map((term) => (
          <div key={term.id} className="glossary-entry">
            <dt>
              <span>{term.term}</span>
              {term.aliases.length > 0 && <span className="glossary-aliases">{t('course.also', { value: term.aliases.join(', ') })}</span>}
            </dt>
            <dd>
              <Definition text={term.text} />
              <button type="button" className="text-button glossary-lab" aria-label={t('course.open-the-lab', { term: term.term, title: term.lab.title })} onClick={() => go({ name: 'lab', lab: term.lab.id })}>
                {term.lab.title}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {terms.length > 0 && found.length === 0 && <p className="nothing">{t('course.no-term-contains', { trim: query.trim() })}</p>}
    </>
  );
}
