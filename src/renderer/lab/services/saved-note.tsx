/** Tells that progress is on the disk. Shown from the time of the commit, never before it. */
import { Check } from 'lucide-react';
import { useWords } from '../../words/words-context.tsx';

export function SavedNote({ savedAt }: { savedAt: number | null }) {
  const t = useWords();
  if (savedAt === null) return <span className="saved-note">{t('services.nothing-to-save-yet')}</span>;
  const time = new Date(savedAt);
  return (
    <span className="saved-note">
      <Check size={13} aria-hidden="true" />
      <span>
        {t('services.progress-saved')} <time dateTime={time.toISOString()}>{t.date(time, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}</time>
      </span>
    </span>
  );
}
