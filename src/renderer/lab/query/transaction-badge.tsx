/** How a session's transaction stands: in a word, with a colour beside it. */
import type { TransactionState } from '../../../shared/data-views.ts';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const WORDS: Readonly<Record<TransactionState, MessageKey>> = {
  none: 'query.transaction-none',
  open: 'query.transaction-open',
  failed: 'query.transaction-failed',
};

export function TransactionBadge({ state }: { state: TransactionState }) {
  const t = useWords();
  return (
    <span className="transaction" data-state={state} role="status" title={state === 'failed' ? t('query.a-statement-failed-so-the') : undefined}>
      {t(WORDS[state])}
    </span>
  );
}
