/** What lies under a key of Redis: its type, how long it lives, its elements as a table. */
import { RefreshCw } from 'lucide-react';
import { formatDuration } from '../../../shared/messages-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';

export interface KeyValueProps {
  lab: string;
  service: string;
  name: string;
  onClose(): void;
}

export function KeyValue({ lab, service, name, onClose }: KeyValueProps) {
  const { value, error, reload } = useRead(`${lab} ${service} ${name}`, async (host, signal) => ({ found: await host.data.value({ lab, service, key: name }, { signal }) }));
  const found = value?.found ?? null;
  return (
    <div className="result">
      <div className="result-head">
        <strong className="key-name">{name}</strong>
        {found !== null && (
          <span className="result-time">
            {found.type}, {found.length.toLocaleString('en')} {found.type === 'string' ? 'bytes' : found.length === 1 ? 'element' : 'elements'},{' '}
            {found.ttlMs === null ? 'lives for ever' : `ends in ${formatDuration(found.ttlMs)}`}
          </span>
        )}
        <span className="panel-bar-end">
          <IconButton small label="Read the key again" icon={<RefreshCw size={13} />} onPress={reload} />
          <Button small onPress={onClose}>
            Close
          </Button>
        </span>
      </div>
      {error !== null && <ErrorCard error={error} />}
      {value !== null && found === null && <p className="panel-empty">There is nothing under this key any more.</p>}
      {found !== null && (
        <div className="key-rows" tabIndex={0} role="group" aria-label={`What lies under ${name}`}>
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
          {found.cut && <p className="schema-note">There is more than is shown here.</p>}
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
