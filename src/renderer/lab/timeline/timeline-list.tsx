/** The moments as a list on a line, one of them chosen; arrow keys go along it. */
import { CircleDot, FastForward, Flag, History, MapPin, RotateCcw, Undo2, type LucideIcon } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { CheckpointReason } from '../../../shared/timeline-view.ts';
import { whenText, type Moment } from './moments.ts';
import { type T, useWords } from '../../words/words-context.tsx';

const ICONS: Readonly<Record<CheckpointReason, LucideIcon>> = {
  start: Flag, 'step-start': CircleDot, 'before-reset': RotateCcw, 'before-restore': History, 'before-jump': FastForward, 'before-undo': Undo2,
};

export interface TimelineListProps {
  moments: readonly Moment[];
  /** Milliseconds since 1970. */
  now: number;
  chosen: string | null;
  onChoose(id: string | null): void;
}

export function TimelineList({ moments, now, chosen, onChoose }: TimelineListProps) {
  const t = useWords();
  return (
    <ListBox
      className="moments"
      aria-label={t('timeline.list')}
      selectionMode="single"
      disabledKeys={['now']}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => onChoose(keys === 'all' ? null : ([...keys][0]?.toString() ?? null))}
    >
      {moments.map((moment) => (
        <ListBoxItem key={moment.id} id={moment.id} textValue={textOf(moment, now, t)} className={`moment moment-${moment.kind}${isOff(moment) ? ' moment-off' : ''}`}>
          <span className="moment-mark">
            <Icon moment={moment} />
          </span>
          <span className="moment-title">{moment.title}</span>
          {moment.kind === 'checkpoint' && (
            <span className="moment-note">
              {isOff(moment) && <>{t('timeline.off-way')}, </>}
              {moment.checkpoint.isHead && <>{t('timeline.head')}, </>}
              {whenText(moment.checkpoint.at, now, t)}
            </span>
          )}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

function Icon({ moment }: { moment: Moment }) {
  const Shape = moment.kind === 'checkpoint' ? ICONS[moment.checkpoint.reason] : moment.kind === 'now' ? MapPin : FastForward;
  return <Shape size={14} aria-hidden="true" />;
}

const isOff = (moment: Moment): boolean => moment.kind === 'checkpoint' && !moment.checkpoint.onWay;

function textOf(moment: Moment, now: number, t: T): string {
  if (moment.kind !== 'checkpoint') return moment.title;
  const { checkpoint } = moment;
  return [moment.title, ...(isOff(moment) ? [t('timeline.off-way')] : []), ...(checkpoint.isHead ? [t('timeline.head')] : []), whenText(checkpoint.at, now, t)].join(', ');
}
