/** Tells that progress is on the disk. Shown from the time of the commit, never before it. */
import { Check } from 'lucide-react';

export function SavedNote({ savedAt }: { savedAt: number | null }) {
  if (savedAt === null) return <span className="saved-note">Nothing to save yet</span>;
  const time = new Date(savedAt);
  return (
    <span className="saved-note">
      <Check size={13} aria-hidden="true" />
      <span>
        Progress saved <time dateTime={time.toISOString()}>{time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}</time>
      </span>
    </span>
  );
}
