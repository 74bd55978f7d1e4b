/** An OpenAPI document as a page: its operations by tag, each folded, and its schemas. "Try it" opens a request of the API client. */
import { BookOpenText, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ApiReference, ReferenceOperation } from '../../../shared/api-client/reference-views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/words-context.tsx';
import { LabDeskContext, useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import { Fold } from './reference-fold.tsx';
import { ReferenceOperationView } from './reference-operation.tsx';
import { SchemaTree } from './reference-schema.tsx';
import { useApi } from './use-api.ts';
import './reference.css';

type State = { kind: 'reading' } | { kind: 'page'; page: ApiReference } | { kind: 'problem'; error: CodedError };

export default function ApiReferencePage({ path }: { path: string }) {
  const api = useApi();
  const t = useWords();
  const { requests } = useDesk();
  const [state, setState] = useState<State>({ kind: 'reading' });
  const [wanted, setWanted] = useState('');
  const connection = useConnection();
  const { lab } = useDesk();
  useEffect(
    () => connection.watch((host, signal) => host.api.watchReference({ lab, path }, { signal }), {
      value: (event) => setState(event.kind === 'page' ? event : { kind: 'problem', error: { code: event.code, details: event.details } }),
      error: (thrown) => setState({ kind: 'problem', error: toCodedError(thrown) }),
    }),
    [connection, lab, path],
  );
  const page = state.kind === 'page' ? state.page : null;
  return (
    <section className="api-reference" aria-label={t('api-reference.title')}>
      <div className="api-strip reference-bar">
        <BookOpenText size={15} aria-hidden="true" />
        <h3>
          {page?.title ?? path} {page !== null && page.version !== '' && <span className="reference-version">{page.version}</span>}
        </h3>
        {page !== null && (
          <input className="text-input reference-filter" type="search" aria-label={t('api-reference.filter')} placeholder={t('api-reference.filter')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        )}
        <Button small kind="quiet" onPress={() => requests.ask('editor', { path, line: null, column: null })}>
          {path}
        </Button>
        <IconButton small label={t('api-reference.close')} icon={<X size={15} />} onPress={() => api.showReference(null)} />
      </div>
      {state.kind === 'reading' && <p className="panel-empty" role="status"><Spinner /></p>}
      {state.kind === 'problem' && <ErrorCard error={state.error} />}
      {page !== null && <Page page={page} wanted={wanted.trim().toLowerCase()} />}
    </section>
  );
}

function Page({ page, wanted }: { page: ApiReference; wanted: string }) {
  const t = useWords();
  const fits = ({ id, summary, description }: ReferenceOperation): boolean => `${id} ${summary} ${description}`.toLowerCase().includes(wanted);
  const groups = page.groups.map((group) => ({ ...group, operations: group.operations.filter(fits) })).filter((group) => group.operations.length > 0);
  const schemas = page.schemas.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <div className="reference-page">
      {page.invalid !== null && (
        <p className="reference-invalid" role="status">
          <TriangleAlert size={14} aria-hidden="true" /> {t('api-reference.invalid', { problem: page.invalid })}
        </p>
      )}
      {wanted === '' && page.description !== '' && (
        // Blocks of a document are for reading: they are not the lesson's, which can be run.
        <LabDeskContext value={null}>
          <Markdown text={page.description} />
        </LabDeskContext>
      )}
      {wanted === '' && page.servers.length > 0 && <p className="reference-about">{t('api-reference.servers', { servers: page.servers.join(', ') })}</p>}
      {groups.length === 0 && schemas.length === 0 && <p className="reference-about">{wanted === '' ? t('api-reference.empty') : t('api-reference.nothing-found')}</p>}
      {groups.map((group) => (
        <section key={group.name} aria-label={group.name === '' ? t('api-reference.operations') : group.name}>
          <h4>{group.name === '' ? t('api-reference.operations') : group.name}</h4>
          {group.description !== '' && <p className="reference-about">{group.description}</p>}
          {group.operations.map((operation) => (
            <ReferenceOperationView key={operation.id} operation={operation} variables={page.variables} />
          ))}
        </section>
      ))}
      {schemas.length > 0 && (
        <section aria-label={t('api-reference.schemas')}>
          <h4>{t('api-reference.schemas')}</h4>
          {schemas.map((schema) => (
            <Fold key={schema.name} title={<code className="reference-path">{schema.name}</code>}>
              <SchemaTree field={{ ...schema, name: '' }} label={schema.name} />
            </Fold>
          ))}
        </section>
      )}
      {page.cut > 0 && <p className="reference-about">{t('api-reference.cut', { count: page.cut })}</p>}
    </div>
  );
}
