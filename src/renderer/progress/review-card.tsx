/** What there is to review, and the way to it. Says how things stand and asks for nothing. */
import { MessageCircleQuestion } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../shared/messages-format.ts';
import type { ProgressView } from '../../shared/progress-views.ts';
import { Button } from '../ui/button.tsx';
import { ReviewDialog } from './review-dialog.tsx';

const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export function ReviewCard({ counts }: { counts: ProgressView['review'] }) {
  const [open, setOpen] = useState(false);
  const { due, all, next } = counts;
  return (
    <section className="card review-card" aria-labelledby="progress-review">
      <h2 id="progress-review">Review</h2>
      {all === 0 ? (
        <p>Each lab ends with a few questions. Those of the labs that you have passed come here, a few days later and then ever more rarely.</p>
      ) : due === 0 ? (
        <p>
          All {count(all, 'question')} of the labs that you have passed are fresh in your mind.
          {next !== null && ` The next one comes on ${dayName.format(next)}.`}
        </p>
      ) : (
        <p>
          <strong>{count(due, 'question')}</strong> of {all} would be good to recall now. Stop whenever you like: what you have answered is kept.
        </p>
      )}
      {due > 0 && (
        <Button kind="primary" icon={<MessageCircleQuestion size={16} />} onPress={() => setOpen(true)}>
          Review
        </Button>
      )}
      <p className="review-source">The days between are those of FSRS, an open schedule for spaced repetition.</p>
      {open && <ReviewDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
