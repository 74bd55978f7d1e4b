/** One thing that was looked at: its state in icon and word, what was found, and why not. */
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { doctorStatusWord, serviceName } from '../../shared/messages.ts';
import type { DoctorItem } from '../../shared/views.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useWords } from '../words/words-context.tsx';

const ICONS = {
  ok: <CircleCheck size={16} aria-hidden="true" />,
  missing: <CircleDashed size={16} aria-hidden="true" />,
  failed: <CircleX size={16} aria-hidden="true" />,
} as const;

export function FindingRow({ item, onAgain }: { item: DoctorItem; onAgain(): void }) {
  const t = useWords();
  return (
    <li className="finding-item">
      <div className="finding" data-status={item.status}>
        {ICONS[item.status]}
        <span className="finding-what">
          <span className="finding-name">{serviceName(item.name, t.table)}</span>
          <span className="finding-found">{item.found}</span>
        </span>
        <span className="finding-word">{doctorStatusWord(item.status, t.table)}</span>
        <span className="finding-time">{item.status === 'ok' && item.ms >= 1 ? t.duration(item.ms) : ''}</span>
      </div>
      {item.error !== null && (
        <details className="finding-more" open={item.status === 'failed' || item.group === 'docker'}>
          <summary>{t('computer.why-and-what-to-do')}</summary>
          <ErrorCard error={item.error} level={0} tone={item.status === 'failed' ? 'bad' : 'calm'} actions={{ 'look-again': onAgain }} />
        </details>
      )}
    </li>
  );
}
