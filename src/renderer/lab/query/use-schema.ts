/** The tables of the service that is asked: read when they are first wanted, and again after what may have changed them. */
import { useCallback, useEffect, useState } from 'react';
import type { SchemaView } from '../../../shared/data-views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';

export interface Schema {
  view: SchemaView | null;
  error: CodedError | null;
  reload(): void;
}

/** Statements after which tables, or estimates of their rows, are others. */
const CHANGES_TABLES = /\b(?:create|alter|drop|truncate|rename|analyze|vacuum|comment|refresh)\b/i;

/** True for SQL after which the tables should be read again. */
export const changesTables = (text: string): boolean => CHANGES_TABLES.test(text);

/**
 * @param place `lab service`, or null while there is nothing to ask
 * @param turn what is read counts until this changes
 */
export function useSchema(place: { lab: string; service: string } | null, turn: string): Schema {
  const connection = useConnection();
  const lab = place?.lab ?? null;
  const service = place?.service ?? null;
  const key = `${lab ?? ''} ${service ?? ''}`;
  const [found, setFound] = useState<{ key: string; view: SchemaView | null; error: CodedError | null }>({ key, view: null, error: null });
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (lab === null || service === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    connection.call((host) => host.data.schema({ lab, service }, { signal }), { signal, repeat: true }).then(
      (view) => setFound({ key, view, error: null }),
      (thrown: unknown) => {
        if (!signal.aborted) setFound((last) => ({ key, view: last.key === key ? last.view : null, error: toCodedError(thrown) }));
      },
    );
    return () => stop.abort();
  }, [connection, lab, service, key, turn, again]);
  const reload = useCallback(() => setAgain((n) => n + 1), []);
  return found.key === key ? { view: found.view, error: found.error, reload } : { view: null, error: null, reload };
}
