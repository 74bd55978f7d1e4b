/** What a SQL server answers to a question that changes nothing: the same for every dialect. */

/** Why there is no result. The statement is at fault, not the lab. */
export interface ReadOnlyFailure {
  ok: false;
  reason: 'empty' | 'more-than-one-statement' | 'not-read-only' | 'query-failed' | 'query-timeout';
  message: string;
  /** Where, in UTF-16 units from 1 in the given text. */
  position?: number;
  hint?: string;
}

export type ReadOnlyResult =
  | {
      ok: true;
      /** Types as the server names them. */
      columns: { name: string; type: string }[];
      /** Cells as the server writes them; null is NULL. */
      rows: (string | null)[][];
      /** True when there were more rows than asked for. */
      cut: boolean;
    }
  | ReadOnlyFailure;
