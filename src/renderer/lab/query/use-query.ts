/** Runs queries of the panel: one at a time, with cancel. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { count } from '../../../shared/messages-format.ts';
import { type CodedError, describeError } from '../../../shared/messages.ts';
import type { QueryResult } from '../../../shared/views.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';

/** The most rows that the contract gives. */
const ROW_LIMIT = 10_000;

export type QueryState =
  | { kind: 'idle' }
  | { kind: 'running'; since: number }
  | { kind: 'cancelled' }
  | { kind: 'done'; result: QueryResult; turn: number }
  | { kind: 'failed'; error: CodedError; text: string };

export interface Query {
  state: QueryState;
  /** @returns the error, or null when it worked or was cancelled */
  run(service: string, text: string): Promise<CodedError | null>;
  cancel(): void;
}

export function useQuery(lab: string): Query {
  const connection = useConnection();
  const announce = useAnnounce();
  const [state, setState] = useState<QueryState>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  const turn = useRef(0);
  useEffect(() => () => stop.current?.abort(), []);

  const run = useCallback(
    async (service: string, text: string): Promise<CodedError | null> => {
      if (stop.current !== null) return null;
      const controller = new AbortController();
      const { signal } = controller;
      stop.current = controller;
      setState({ kind: 'running', since: Date.now() });
      try {
        const result = await connection.call((host) => host.query.run({ lab, service, text, limit: ROW_LIMIT }, { signal }), { signal });
        turn.current += 1;
        setState({ kind: 'done', result, turn: turn.current });
        announce(resultWords(result));
        return null;
      } catch (thrown) {
        if (signal.aborted) {
          setState({ kind: 'cancelled' });
          return null;
        }
        const error = toCodedError(thrown);
        setState({ kind: 'failed', error, text });
        announce(describeError(error).title);
        return error;
      } finally {
        stop.current = null;
      }
    },
    [announce, connection, lab],
  );
  const cancel = useCallback(() => stop.current?.abort(new DOMException('Cancelled', 'AbortError')), []);
  return { state, run, cancel };
}

/** What came back, in a line. */
export function resultWords(result: QueryResult): string {
  switch (result.kind) {
    case 'table':
      return result.cut ? `The first ${count(result.rows.length, 'row')}; there are more` : count(result.rows.length, 'row');
    case 'done':
      return result.text;
    case 'text':
      return result.cut ? 'Answer, cut because it is long' : 'Answer';
  }
}
