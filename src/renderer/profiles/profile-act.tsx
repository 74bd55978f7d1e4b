/** One act of the choice at a time, and what went wrong with it. */
import { useState } from 'react';
import { type CodedError, describeError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useWords } from '../words/words-context.tsx';

export interface Act {
  busy: boolean;
  error: CodedError | null;
  /** Does nothing while another act goes on. @param done called when it is done */
  run(act: () => Promise<unknown>, done?: () => void): void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  return {
    busy,
    error,
    run(act, done) {
      if (busy) return;
      setBusy(true);
      setError(null);
      act()
        .then(() => done?.(), (thrown: unknown) => setError(toCodedError(thrown)))
        .finally(() => setBusy(false));
    },
  };
}

/** Said as soon as it comes. */
export function Fault({ error }: { error: CodedError | null }) {
  const t = useWords();
  if (error === null) return null;
  const { title, text, next } = describeError(error, t.table);
  return (
    <p className="profiles-fault" role="alert">
      <strong>{title}.</strong> {text} {next}
    </p>
  );
}
