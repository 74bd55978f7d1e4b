/** How a session's transaction stands: in a word, with a colour beside it. */
import type { TransactionState } from '../../../shared/data-views.ts';

const WORDS: Readonly<Record<TransactionState, string>> = {
  none: 'No transaction',
  open: 'In a transaction',
  failed: 'Failed: ROLLBACK',
};

export function TransactionBadge({ state }: { state: TransactionState }) {
  return (
    <span className="transaction" data-state={state} role="status" title={state === 'failed' ? 'A statement failed, so the server takes nothing but ROLLBACK.' : undefined}>
      {WORDS[state]}
    </span>
  );
}
