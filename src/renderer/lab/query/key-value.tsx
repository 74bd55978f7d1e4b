/** What lies under a key of Redis: its type, how long it lives, its elements as a table. */
import { RefreshCw } from 'lucide-react';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';

export interface KeyValueProps {
  lab: string;
  service: string;
  name: string;
  onClose(): void;
}

export function KeyValue({ lab, service, name, onClose }: KeyValueProps) {
  const t = useWords();
  const { value, error, reload } = useRead(`${lab} ${service} ${name}`, async (host, signal) => ({ found: await host.data.value({ lab, service, key: name }, { signal }) }));
  const found = value?.found ?? null;
  return (
    <div className="result">
      <div className="result-head">
        <strong className="key-name">{name}</strong>
        {found !== null && (
          <span className="result-time">
            {found.type}, {t(found.type === 'string' ? 'query.bytes' : 'query.elements', { length: found.length })},{' '}
            {found.ttlMs === null ? t('query.lives-for-ever') : t('query.ends-in', { ttlMs: t.duration(found.ttlMs) })}
          </span>
        )}
        <span className="panel-bar-end">
          <IconButton small label={t('query.read-the-key-again')} icon={<RefreshCw size={13} />} onPress={reload} />
          <Button small onPress={onClose}>
            {t('query.close')}
          </Button>
        </span>
      </div>
      {error !== null && <ErrorCard error={error} />}
      {value !== null && found === null && <p className="panel-empty">{t('query.there-is-nothing-under-this')}</p>}
      {found !== null && (
        <div className="key-rows" tabIndex={0} role="group" aria-label={t('query.what-lies-under', { name })}>
          {found.type === 'string' ? (
            <pre>{readable(found.rows[0]?.[0] ?? '')}</pre>
          ) : (
            <table>
              <thead>
                <tr>
                  {found.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {found.rows.map((row, at) => (
                  <tr key={at}>
                    {row.map((cell, place) => (
                      <td key={place}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {found.cut && <p className="schema-note">{t('query.there-is-more-than-is')}</p>}
        </div>
      )}
    </div>
  );
}

/** JSON is laid out; everything else stays as it is. */
function readable(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
