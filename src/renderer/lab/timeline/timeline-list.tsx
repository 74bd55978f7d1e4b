/** The moments as a list on a line, one of them chosen; arrow keys go along it. */
import { CircleDot, FastForward, Flag, History, MapPin, RotateCcw, Undo2, type LucideIcon } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { timelineWords as words } from '../../../shared/messages-english-timeline.ts';
import type { CheckpointReason } from '../../../shared/timeline-view.ts';
import { whenText, type Moment } from './moments.ts';

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
  return (
    <ListBox
      className="moments"
      aria-label={words.list}
      selectionMode="single"
      disabledKeys={['now']}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => onChoose(keys === 'all' ? null : ([...keys][0]?.toString() ?? null))}
    >
      {moments.map((moment) => (
        <ListBoxItem key={moment.id} id={moment.id} textValue={textOf(moment, now)} className={`moment moment-${moment.kind}${isOff(moment) ? ' moment-off' : ''}`}>
          <span className="moment-mark">
            <Icon moment={moment} />
          </span>
          <span className="moment-title">{moment.title}</span>
          {moment.kind === 'checkpoint' && (
            <span className="moment-note">
              {isOff(moment) && <>{words.offWay}, </>}
              {moment.checkpoint.isHead && <>{words.head}, </>}
              {whenText(moment.checkpoint.at, now)}
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

function textOf(moment: Moment, now: number): string {
  if (moment.kind !== 'checkpoint') return moment.title;
  const { checkpoint } = moment;
  return [moment.title, ...(isOff(moment) ? [words.offWay] : []), ...(checkpoint.isHead ? [words.head] : []), whenText(checkpoint.at, now)].join(', ');
}
