/** One question after the other: recall, compare with the answer, say how well it went. By keyboard: Enter, then 1 to 4. */
import { useEffect, useRef, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import type { Rating, ReviewView } from '../../shared/progress-views.ts';
import { RATINGS } from '../../shared/ratings.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Markdown } from '../lab/lesson/markdown.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';

const WORDS: Readonly<Record<Rating, MessageKey>> = { again: 'progress.rating-again', hard: 'progress.rating-hard', good: 'progress.rating-good', easy: 'progress.rating-easy' };

export function ReviewDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const first = useRead('review', (host, signal) => host.review.next(undefined, { signal }));
  const [later, setLater] = useState<ReviewView | null>(null);
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const view = later ?? first.value;
  const shownError = error ?? first.error;

  const rate = (rate: (host: HostClient) => Promise<ReviewView>): void => {
    if (busy) return;
    setBusy(true);
    setError(null);
    connection.call(rate).then(
      (next) => {
        setLater(next);
        setDone((n) => n + 1);
      },
      (thrown: unknown) => setError(toCodedError(thrown)),
    ).finally(() => setBusy(false));
  };
  return (
    <Dialog title={t('progress.review')} open onClose={onClose}>
      <div className="review-body">
        {shownError !== null && <ErrorCard error={shownError} level={3} actions={{ retry: first.reload }} />}
        {view !== null && view.question === null && (
          <>
            <p role="status">{t('progress.review-all-done', { done })}</p>
            <div>
              <Button kind="primary" autoFocus onPress={onClose}>
                {t('progress.review-close')}
              </Button>
            </div>
          </>
        )}
        {view !== null && view.question !== null && (
          <Question key={`${view.question.lab} ${view.question.key}`} question={view.question} due={view.due} busy={busy} rate={rate} />
        )}
      </div>
    </Dialog>
  );
}

interface QuestionProps {
  question: NonNullable<ReviewView['question']>;
  due: number;
  busy: boolean;
  rate(rate: (host: HostClient) => Promise<ReviewView>): void;
}

function Question({ question, due, busy, rate }: QuestionProps) {
  const t = useWords();
  const [shown, setShown] = useState(false);
  const { lab, key } = question;
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) answer.current?.focus();
  }, [shown]);
  const give = (rating: Rating): void => rate((host) => host.review.rate({ lab, key, rating }));
  return (
    <div
      onKeyDown={(event) => {
        const rating = RATINGS[Number(event.key) - 1];
        if (shown && rating !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) give(rating);
      }}
    >
      <p className="continue-kicker">
        {question.labTitle} <span className="review-left">{t('progress.review-left', { due })}</span>
      </p>
      <div className="review-asked">
        <Markdown text={question.question} />
      </div>
      {shown ? (
        <>
          <div className="review-answer" ref={answer} tabIndex={-1} role="group" aria-label={t('progress.review-answer')}>
            <Markdown text={question.answer} />
          </div>
          <div className="review-ratings" role="group" aria-label={t('progress.review-how-well')}>
            {RATINGS.map((rating, at) => (
              <Button key={rating} isDisabled={busy} onPress={() => give(rating)}>
                <kbd>{at + 1}</kbd> {t(WORDS[rating])}
                <small>{t('progress.review-in-days', { days: question.days[rating] })}</small>
              </Button>
            ))}
          </div>
        </>
      ) : (
        <Button kind="primary" autoFocus onPress={() => setShown(true)}>
          {t('progress.review-show')}
        </Button>
      )}
    </div>
  );
}
