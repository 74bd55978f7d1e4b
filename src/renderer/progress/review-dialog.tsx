/** One question after the other: recall, compare with the answer, say how well it went. By keyboard: Enter, then 1 to 4. */
import { useEffect, useRef, useState } from 'react';
import { count } from '../../shared/messages-format.ts';
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

const WORDS: Readonly<Record<Rating, string>> = { again: 'Not remembered', hard: 'With effort', good: 'Remembered', easy: 'Easily' };

export function ReviewDialog({ onClose }: { onClose(): void }) {
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
    <Dialog title="Review" open onClose={onClose}>
      <div className="review-body">
        {shownError !== null && <ErrorCard error={shownError} level={3} actions={{ retry: first.reload }} />}
        {view !== null && view.question === null && (
          <>
            <p role="status">That is all for now. {count(done, 'answer')} kept.</p>
            <div>
              <Button kind="primary" autoFocus onPress={onClose}>
                Close
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
        {question.labTitle} <span className="review-left">{due === 1 ? 'the last one' : `${due} to go`}</span>
      </p>
      <div className="review-asked">
        <Markdown text={question.question} />
      </div>
      {shown ? (
        <>
          <div className="review-answer" ref={answer} tabIndex={-1} role="group" aria-label="Answer">
            <Markdown text={question.answer} />
          </div>
          <div className="review-ratings" role="group" aria-label="How well did you remember it?">
            {RATINGS.map((rating, at) => (
              <Button key={rating} isDisabled={busy} onPress={() => give(rating)}>
                <kbd>{at + 1}</kbd> {WORDS[rating]}
                <small>in {count(question.days[rating], 'day')}</small>
              </Button>
            ))}
          </div>
        </>
      ) : (
        <Button kind="primary" autoFocus onPress={() => setShown(true)}>
          Show the answer
        </Button>
      )}
    </div>
  );
}
