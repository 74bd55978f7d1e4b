/** What a learner does with an exam on the course's screen: begin it, go on in it, hand it in. */
import { GraduationCap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AssignmentView } from '../../shared/assignments-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { momentOf } from '../assignments/moment.ts';
import { HandInExam } from './hand-in.tsx';
import { TimeLeft } from './time-left.tsx';
import './exam.css';

export interface ExamActsProps {
  assignment: AssignmentView;
  /** The minutes that it lasts. */
  minutes: number;
  /** The way to the lab that is next. */
  goOn: ReactNode;
  /** Opens the first lab. */
  onBegun(): void;
  onError(error: CodedError | null): void;
}

export function ExamActs({ assignment, minutes, goOn, onBegun, onError }: ExamActsProps) {
  const t = useWords();
  const { exam, words, state } = assignment;
  if (exam === null) return state === 'open' ? <Begin assignment={assignment} minutes={minutes} onBegun={onBegun} onError={onError} /> : null;
  if (exam.handedInAt !== null) return <p>{t('exam.handed-in-at', { date: momentOf(exam.handedInAt, t) })}</p>;
  if (state === 'overdue') return <p>{t('exam.over')}</p>;
  return (
    <>
      <TimeLeft until={exam.until} />
      {goOn}
      <HandInExam title={words.title} onError={onError} />
    </>
  );
}

function Begin({ assignment: { words, labs }, minutes, onBegun, onError }: Omit<ExamActsProps, 'goOn'>) {
  const t = useWords();
  const connection = useConnection();
  const [asking, setAsking] = useState(false);
  const begin = (): void => {
    onError(null);
    connection.call((host) => host.assignments.beginExam({ id: words.id })).then(onBegun, (thrown: unknown) => onError(toCodedError(thrown)));
  };
  return (
    <>
      <Button kind="primary" icon={<GraduationCap size={16} />} isDisabled={labs.some(({ state }) => state === 'missing')} onPress={() => setAsking(true)}>
        {t('exam.begin')}
      </Button>
      <Confirm title={t('exam.begin-title', { title: words.title })} open={asking} confirm={t('exam.begin-do')} onConfirm={begin} onClose={() => setAsking(false)}>
        <ul className="exam-rules">
          <li>{t('exam.rule-time', { time: lasts(minutes, t) })}</li>
          <li>{t('exam.rule-once')}</li>
          <li>{t('exam.rule-help')}</li>
          <li>{t('exam.rule-counts')}</li>
        </ul>
      </Confirm>
    </>
  );
}

/** @param minutes how long an exam lasts */
export const lasts = (minutes: number, t: T): string => t.duration(minutes * 60_000);
