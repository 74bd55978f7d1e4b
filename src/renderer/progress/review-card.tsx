/** What there is to review, and the way to it. Says how things stand and asks for nothing. */
import { MessageCircleQuestion } from 'lucide-react';
import { useState } from 'react';
import type { ProgressView } from '../../shared/progress-views.ts';
import { Button } from '../ui/button.tsx';
import { Phrase, useWords } from '../words/words-context.tsx';
import { ReviewDialog } from './review-dialog.tsx';

export function ReviewCard({ counts }: { counts: ProgressView['review'] }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { due, all, next } = counts;
  return (
    <section className="card review-card" aria-labelledby="progress-review">
      <h2 id="progress-review">{t('progress.review')}</h2>
      {all === 0 ? (
        <p>{t('progress.review-none')}</p>
      ) : due === 0 ? (
        <p>
          {t('progress.review-fresh', { all })}
          {next !== null && ` ${t('progress.review-next', { day: t.date(next, { weekday: 'long', day: 'numeric', month: 'long' }) })}`}
        </p>
      ) : (
        <p>
          <Phrase of="progress.review-due" values={{ due, all }} />
        </p>
      )}
      {due > 0 && (
        <Button kind="primary" icon={<MessageCircleQuestion size={16} />} onPress={() => setOpen(true)}>
          {t('progress.review')}
        </Button>
      )}
      <p className="review-source">{t('progress.review-source')}</p>
      {open && <ReviewDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
