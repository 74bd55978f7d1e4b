/** Rows of a name and a value, each of which can be switched off; the last row is empty, and typing in it makes a new one. */
import { X } from 'lucide-react';
import type { ApiPair } from '../../../shared/api-client/request-format.ts';
import { IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';

export interface PairTableProps {
  /** What a row is: for names of the fields. */
  kind: 'parameter' | 'header' | 'capture' | 'field' | 'part' | 'variable';
  rows: readonly ApiPair[];
  onChange(rows: ApiPair[]): void;
  /** Heads of the two columns. */
  heads?: readonly [string, string];
  placeholders?: readonly [string, string];
  /** Suggestions for the name. */
  names?: readonly string[];
  /** Rows can't be switched off. */
  always?: boolean;
}

const EMPTY: ApiPair = { name: '', value: '', off: false };

export function PairTable({ kind, rows, onChange, heads, placeholders = ['', ''], names = [], always = false }: PairTableProps) {
  const t = useWords();
  const listId = `api-names-${kind}`;
  const change = (at: number, part: Partial<ApiPair>): void => {
    const next = [...rows];
    next[at] = { ...(rows[at] ?? EMPTY), ...part };
    onChange(next);
  };
  return (
    <table className="api-table" aria-label={t('api.rows', { what: kind })}>
      <thead>
        <tr>
          {!always && <th className="api-table-on"><span className="visually-hidden">{t('api.sent')}</span></th>}
          <th>{heads?.[0] ?? t('api.name')}</th>
          <th>{heads?.[1] ?? t('api.value-2')}</th>
          <th className="api-table-end"><span className="visually-hidden">{t('api.remove')}</span></th>
        </tr>
      </thead>
      <tbody>
        {[...rows, EMPTY].map((row, at) => {
          const last = at === rows.length;
          const label = last ? t('api.row-new', { what: kind }) : t('api.row-number', { what: kind, at: at + 1 });
          return (
            // Rows have no name of their own: their place is what they are known by.
            <tr key={at} data-off={row.off || undefined}>
              {!always && (
                <td className="api-table-on">
                  {!last && <input type="checkbox" aria-label={t('api.sent-2', { label })} checked={!row.off} onChange={(event) => change(at, { off: !event.target.checked })} />}
                </td>
              )}
              <td>
                <input aria-label={t('api.name-2', { label })} value={row.name} list={names.length > 0 ? listId : undefined} placeholder={last ? placeholders[0] : ''} spellCheck={false} autoComplete="off" onChange={(event) => change(at, { name: event.target.value })} />
              </td>
              <td>
                <input aria-label={t('api.value', { label })} value={row.value} placeholder={last ? placeholders[1] : ''} spellCheck={false} autoComplete="off" onChange={(event) => change(at, { value: event.target.value })} />
              </td>
              <td className="api-table-end">
                {!last && <IconButton small label={t('api.remove-2', { label })} icon={<X size={13} />} onPress={() => onChange(rows.filter((_, index) => index !== at))} />}
              </td>
            </tr>
          );
        })}
      </tbody>
      {names.length > 0 && (
        <caption className="visually-hidden">
          {t('api.rows', { what: kind })}
          <datalist id={listId}>
            {names.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </caption>
      )}
    </table>
  );
}
