/** Above the work while an exam lasts: which, how much time is left, and the way to hand it in. */
import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useDesk } from '../lab/lab-context.ts';
import { useWords } from '../words/words-context.tsx';
import { HandInExam } from './hand-in.tsx';
import { TimeLeft } from './time-left.tsx';
import './exam.css';

export function ExamNotice() {
  const t = useWords();
  const { exam } = useDesk();
  const [error, setError] = useState<CodedError | null>(null);
  if (exam === null) return null;
  return (
    <section className="exam-notice" aria-label={t('exam.exam')}>
      <GraduationCap size={16} aria-hidden="true" />
      <p>
        <strong>{exam.title}</strong> {t('exam.no-help')}
      </p>
      <TimeLeft until={exam.until} />
      <HandInExam title={exam.title} onError={setError} />
      {error !== null && <ErrorCard error={error} level={3} />}
    </section>
  );
}
