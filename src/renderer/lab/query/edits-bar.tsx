/** What waits to be written, as SQL before it is: applied, taken back one by one, or thrown away. */
import { useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Edits } from './use-edits.ts';
import { useWords } from '../../words/words-context.tsx';

export interface EditsBarProps {
  run: string;
  edits: Edits;
  /** They are in the database now. */
  onApplied(): void;
}

export function EditsBar({ run, edits, onApplied }: EditsBarProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [sql, setSql] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const fail = (thrown: unknown): void => setError(toCodedError(thrown));
  const show = (): void => {
    setError(null);
    connection.call((host) => host.data.editSql({ run, changes: edits.changes })).then(setSql, fail);
  };
  const apply = (): void => {
    setBusy(true);
    setError(null);
    connection.call((host) => host.data.applyEdits({ run, changes: edits.changes })).then(
      () => {
        announce(t('query.change-written', { count: edits.count }));
        setSql(null);
        onApplied();
      },
      fail,
    ).finally(() => setBusy(false));
  };
  return (
    <div className="edits-bar" role="group" aria-label={t('query.changes-that-are-not-written')}>
      <span role="status">{t('query.change-not-written-yet', { count: edits.count })}</span>
      <Button small onPress={edits.undo}>
        {t('query.undo-last')}
      </Button>
      <Button small onPress={edits.clear}>
        {t('query.discard-all')}
      </Button>
      <Button small kind="primary" onPress={show}>
        {t('query.review-and-write')}
      </Button>
      {error !== null && sql === null && <ErrorCard error={error} />}
      <Dialog
        title={t('query.what-will-be-run')}
        open={sql !== null}
        onClose={() => setSql(null)}
        actions={
          <>
            <Button onPress={() => setSql(null)}>{t('query.not-yet')}</Button>
            <Button kind="primary" isDisabled={busy} onPress={apply}>
              {t('query.write-change', { count: edits.count })}
            </Button>
          </>
        }
      >
        <p>{t('query.all-of-it-in-one')}</p>
        <pre className="edits-sql" tabIndex={0} role="group" aria-label="SQL">
          {sql?.map((statement) => `${statement};`).join('\n')}
        </pre>
        {error !== null && <ErrorCard error={error} />}
      </Dialog>
    </div>
  );
}
