/** What waits to be written, as SQL before it is: applied, taken back one by one, or thrown away. */
import { useState } from 'react';
import type { EditPlan, NoUndo } from '../../../shared/data-views.ts';
import { MOST_CHANGES } from '../../../shared/data-views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import type { MessageKey } from '../../../shared/words/language-pack.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import type { Edits } from './use-edits.ts';
import type { Written } from './written-bar.tsx';

export interface EditsBarProps {
  run: string;
  edits: Edits;
  /** They are in the database now. */
  onApplied(written: Written): void;
}

const NO_UNDO: Readonly<Record<NoUndo, MessageKey>> = {
  'other-rows': 'query.no-undo-other-rows', triggers: 'query.no-undo-triggers', bytes: 'query.no-undo-bytes', 'key-unknown': 'query.no-undo-key-unknown',
};

export function EditsBar({ run, edits, onApplied }: EditsBarProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [plan, setPlan] = useState<EditPlan | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const tooMany = edits.changes.length > MOST_CHANGES;
  const show = (): void => {
    setError(null);
    connection.call((host) => host.data.editSql({ run, changes: edits.changes })).then(setPlan, (thrown: unknown) => setError(toCodedError(thrown)));
  };
  const apply = async (signal: AbortSignal): Promise<void> => {
    const { undo } = await connection.call((host) => host.data.applyEdits({ run, changes: edits.changes }, { signal }), { signal });
    announce(t('query.change-written', { count: edits.count }));
    setPlan(null);
    onApplied({ count: edits.count, undo });
  };
  return (
    <div className="edits-bar" role="group" aria-label={t('query.changes-that-are-not-written')}>
      <span role="status">{tooMany ? t('query.too-many-changes', { most: MOST_CHANGES }) : t('query.change-not-written-yet', { count: edits.count })}</span>
      <Button small onPress={edits.undo}>
        {t('query.undo-last')}
      </Button>
      <Button small onPress={edits.clear}>
        {t('query.discard-all')}
      </Button>
      <Button small kind="primary" isDisabled={tooMany} onPress={show}>
        {t('query.review-and-write')}
      </Button>
      {error !== null && <ErrorCard error={error} />}
      <ReviewDialog
        statements={plan?.statements ?? null}
        confirm={t('query.write-change', { count: edits.count })}
        note={plan?.noUndo == null ? undefined : <p className="edits-note">{t(NO_UNDO[plan.noUndo])}</p>}
        run={apply}
        onClose={() => setPlan(null)}
      />
    </div>
  );
}
