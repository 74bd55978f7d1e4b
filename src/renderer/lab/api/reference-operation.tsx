/** One operation: what it takes, what it answers, and a way to try it. */
import { Lock, Send } from 'lucide-react';
import type { ReferenceContent, ReferenceOperation } from '../../../shared/api-client/reference-views.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import { LabDeskContext } from '../lab-context.ts';
import { CodeBlock } from '../lesson/code-block.tsx';
import { Markdown } from '../lesson/markdown.tsx';
import { statusTone } from './format.ts';
import { MethodTag } from './method-tag.tsx';
import { Fold } from './reference-fold.tsx';
import { FieldLine, SchemaTree } from './reference-schema.tsx';
import { useApi } from './use-api.ts';

export function ReferenceOperationView({ operation, variables }: { operation: ReferenceOperation; variables: Readonly<Record<string, string>> }) {
  const { method, path, summary, deprecated, security } = operation;
  const t = useWords();
  return (
    <Fold
      title={
        <>
          <MethodTag method={method} />
          <code className="reference-path" data-deprecated={deprecated || undefined}>{path}</code>
          <span className="reference-summary">{summary}</span>
          {deprecated && <span className="reference-required">{t('api-reference.deprecated')}</span>}
          {security.length > 0 && <Lock size={12} role="img" aria-label={t('api-reference.protected', { ways: security.join(', ') })} />}
        </>
      }
    >
      <LabDeskContext value={null}>
        <Details operation={operation} variables={variables} />
      </LabDeskContext>
    </Fold>
  );
}

function Details({ operation: { id, description, parameters, body, responses, security, request }, variables }: { operation: ReferenceOperation; variables: Readonly<Record<string, string>> }) {
  const api = useApi();
  const t = useWords();
  return (
    <>
      <div className="reference-try">
        {security.length > 0 ? <span>{t('api-reference.protected', { ways: security.join(', ') })}</span> : <span />}
        <Button small kind="primary" icon={<Send size={13} />} onPress={() => api.tryIt(request, variables)}>
          {t('api-reference.try')}
        </Button>
      </div>
      {description !== '' && <Markdown text={description} />}
      {parameters.length > 0 && (
        <>
          <h6>{t('api-reference.parameters')}</h6>
          <ul className="reference-fields" aria-label={`${id}: ${t('api-reference.parameters')}`}>
            {parameters.map(({ in: place, field, example }) => (
              <li key={`${place} ${field.name}`}>
                <FieldLine field={field} />
                <span className="reference-facts">{t('api.in', { place })}{example !== '' && ` · ${t('api-reference.example-is', { example })}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {body !== null && (
        <>
          <h6>
            {t('api-reference.body')} {body.required && <span className="reference-required">{t('api-reference.required')}</span>}
          </h6>
          {body.description !== '' && <p>{body.description}</p>}
          {body.contents.map((content) => (
            <Content key={content.type} content={content} label={`${id}: ${t('api-reference.body')}`} />
          ))}
        </>
      )}
      <h6>{t('api-reference.answers')}</h6>
      {responses.length === 0 && <p>{t('api-reference.no-answers')}</p>}
      {responses.map(({ status, description: about, headers, contents }) => (
        <Fold
          key={status}
          title={
            <>
              <span className="api-status" data-tone={/^\d{3}$/.test(status) ? statusTone(Number(status)) : 'rest'}>{status}</span>
              <span className="reference-summary">{about}</span>
            </>
          }
        >
          {headers.length > 0 && (
            <ul className="reference-fields" aria-label={`${status}: ${t('api-reference.headers')}`}>
              {headers.map((header) => (
                <li key={header.name}>
                  <FieldLine field={header} />
                </li>
              ))}
            </ul>
          )}
          {contents.map((content) => (
            <Content key={content.type} content={content} label={`${id}: ${status}`} />
          ))}
          {headers.length === 0 && contents.length === 0 && <p>{t('api-reference.no-body')}</p>}
        </Fold>
      ))}
    </>
  );
}

function Content({ content: { type, schema, example }, label }: { content: ReferenceContent; label: string }) {
  return (
    <div className="reference-content">
      <p>
        <code>{type}</code>
      </p>
      {schema !== null && <SchemaTree field={schema} label={`${label}, ${type}`} />}
      {example !== null && <CodeBlock code={example} language={/json/.test(type) ? 'json' : null} />}
    </div>
  );
}
