/** Statements before they are run: seen, then run on a press, or called off while they run. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words-context.tsx';

export interface ReviewDialogProps {
  /** Null while it is closed. */
  statements: readonly string[] | null;
  /** The words of the button that runs them. */
  confirm: string;
  /** Said below the statements. */
  note?: ReactNode;
  /** Runs them; the signal calls it off. */
  run(signal: AbortSignal): Promise<void>;
  onClose(): void;
}

export function ReviewDialog({ statements, confirm, note, run, onClose }: ReviewDialogProps) {
  const t = useWords();
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const close = (): void => {
    stop.current?.abort();
    setError(null);
    onClose();
  };
  const begin = (): void => {
    const controller = new AbortController();
    stop.current = controller;
    setBusy(true);
    setError(null);
    run(controller.signal).catch((thrown: unknown) => {
      if (!controller.signal.aborted) setError(toCodedError(thrown));
    }).finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={t('query.what-will-be-run')}
      open={statements !== null}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{busy ? t('query.cancel') : t('query.not-yet')}</Button>
          <Button kind="primary" isDisabled={busy} onPress={begin}>
            {confirm}
          </Button>
        </>
      }
    >
      <p>{t('query.all-of-it-in-one')}</p>
      <pre className="edits-sql" tabIndex={0} role="group" aria-label="SQL">
        {statements?.map((statement) => `${statement};`).join('\n')}
      </pre>
      {note}
      {error !== null && <ErrorCard error={error} />}
    </Dialog>
  );
}
