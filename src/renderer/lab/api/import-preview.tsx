/** What an import would bring: the requests to choose from, and what can't be taken. */
import type { ImportPreview } from '../../../shared/api-client/import-views.ts';
import { Phrase, useWords } from '../../words/words-context.tsx';
import { leftWords } from './import-words.ts';
import { MethodTag } from './method-tag.tsx';

export interface ImportPreviewProps {
  preview: ImportPreview;
  /** Places in the list of requests. */
  chosen: ReadonlySet<number>;
  onChoose(chosen: ReadonlySet<number>): void;
}

export function ImportPreviewView({ preview: { title, requests, variables, left }, chosen, onChoose }: ImportPreviewProps) {
  const t = useWords();
  const names = Object.keys(variables);
  const all = chosen.size === requests.length;
  const toggle = (at: number): void => {
    const next = new Set(chosen);
    if (!next.delete(at)) next.add(at);
    onChoose(next);
  };
  return (
    <>
      <div className="api-import-head">
        <h3>{title}</h3>
        <label>
          <input
            type="checkbox" checked={all}
            ref={(box) => {
              if (box !== null) box.indeterminate = !all && chosen.size > 0;
            }}
            onChange={() => onChoose(all ? new Set() : new Set(requests.keys()))}
          />
          {t('api-import.chosen', { chosen: chosen.size, all: requests.length })}
        </label>
      </div>
      <ul className="api-import-list" aria-label={t('api-import.requests')} tabIndex={0}>
        {requests.map(({ name, method, url }, at) => (
          <li key={name}>
            <label>
              <input type="checkbox" checked={chosen.has(at)} onChange={() => toggle(at)} />
              <MethodTag method={method} />
              <span className="api-import-name">{name}</span>
              <code>{url.replace('{{baseUrl}}', '')}</code>
            </label>
          </li>
        ))}
      </ul>
      {names.length > 0 && (
        <p className="api-note">
          <Phrase of="api-import.variables" values={{ names: <>{names.map((name, at) => <span key={name}>{at > 0 && ', '}<code>{name}</code></span>)}</> }} />
        </p>
      )}
      {left.length > 0 && (
        <section className="api-import-left" aria-label={t('api-import.left', { count: left.length })}>
          <h4>{t('api-import.left', { count: left.length })}</h4>
          <ul tabIndex={0} aria-label={t('api-import.left-list')}>
            {left.map((each, at) => (
              <li key={at}>
                <strong>{each.where}</strong> {leftWords(each, t)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
