/** Ends an exam before its time, after a question. */
import { useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';

export function HandInExam({ title, onError }: { title: string; onError(error: CodedError | null): void }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const handIn = (): void => {
    onError(null);
    connection.call((host) => host.assignments.handInExam()).then(() => announce(t('exam.is-handed-in', { title })), (thrown: unknown) => onError(toCodedError(thrown)));
  };
  return (
    <>
      <Button small onPress={() => setAsking(true)}>
        {t('exam.hand-in')}
      </Button>
      <Confirm title={t('exam.hand-in-title', { title })} open={asking} confirm={t('exam.hand-in-do')} onConfirm={handIn} onClose={() => setAsking(false)}>
        <p>{t('exam.hand-in-text')}</p>
      </Confirm>
    </>
  );
}
