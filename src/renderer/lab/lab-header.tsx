/** The lab's part of the bar: its name, what is going on, and the menu. */
import { ChevronDown, CirclePause, CirclePlay, CircleStop, History, Languages, RotateCcw, Undo2 } from 'lucide-react';
import { formatDuration } from '../../shared/messages-format.ts';
import { timelineWords } from '../../shared/messages-english-timeline.ts';
import { activityText } from '../../shared/messages.ts';
import type { Activity, LabDetail } from '../../shared/views.ts';
import { shortcuts } from '../settings/shortcuts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { keyText } from '../ui/keys.ts';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useDesk } from './lab-context.ts';

export function LabTrail() {
  const { detail } = useDesk();
  const variant = detail.variants.find((each) => each.id === detail.variant);
  return (
    <h1 className="trail-title">
      {detail.summary.title}
      {variant !== undefined && <span className="trail-variant"> {variant.title}</span>}
    </h1>
  );
}

export function LabTools() {
  const { detail, session, acts, askReset, showTimeline, switchVariant } = useDesk();
  const { state, activity } = session;
  const busy = activity !== null;
  const entries: MenuEntry[] = [
    ...(state === 'parked'
      ? [{ id: 'resume', label: 'Resume the lab', icon: <CirclePlay size={15} />, disabled: busy, onAction: acts.resume }]
      : [{ id: 'park', label: 'Pause the lab', icon: <CirclePause size={15} />, disabled: busy || state !== 'open', onAction: acts.park }]),
    ...(state === 'open' || state === 'parked'
      ? [{ id: 'stop', label: 'Stop the lab', icon: <CircleStop size={15} />, disabled: busy, onAction: acts.stop }]
      : [{ id: 'start', label: 'Start the lab', icon: <CirclePlay size={15} />, disabled: busy, onAction: acts.start }]),
    ...(detail.variants.length > 0 ? [{ id: 'variant', label: 'Switch the language…', icon: <Languages size={15} />, disabled: busy, onAction: switchVariant }] : []),
    { kind: 'line', id: 'line' },
    { id: 'timeline', label: timelineWords.open, icon: <History size={15} />, hint: keyText(shortcuts.timeline), onAction: showTimeline },
    { id: 'reset', label: 'Reset the lab…', icon: <RotateCcw size={15} />, danger: true, disabled: busy || state !== 'open', onAction: askReset },
    { id: 'undo', label: 'Undo', icon: <Undo2 size={15} />, disabled: busy || !session.canUndo || state !== 'open', onAction: acts.undo },
  ];
  return (
    <>
      <ActivityNote />
      <IconButton label={timelineWords.title} shortcut={keyText(shortcuts.timeline)} icon={<History size={16} />} onPress={showTimeline} />
      <Menu
        label="Lab"
        trigger={
          <Button kind="quiet">
            <span className="lab-menu-label">
              Lab <ChevronDown size={14} aria-hidden="true" />
            </span>
          </Button>
        }
        entries={entries}
      />
    </>
  );
}

/** What is being done, for how long, how long it usually takes, and the way to call it off. */
export function ActivityNote() {
  const { session, detail, acts, check } = useDesk();
  // A start is told where the terminal will be.
  const activity = session.state === 'starting' ? null : session.activity;
  const cancel = check.running ? check.cancel : acts.running ? acts.cancel : null;
  return (
    <div className="activity" role="status" aria-label="Activity">
      {activity !== null && (
        <>
          <Spinner size={13} />
          <span className="activity-what">{activityWords(activity, detail)}</span>
          {/* The counting is for the eye: read aloud, it would never end. */}
          <span className="activity-time" aria-hidden="true">
            <Elapsed since={activity.since} />
            {activity.usuallyMs !== null && `, usually ${formatDuration(activity.usuallyMs)}`}
          </span>
          {cancel !== null && (
            <Button small kind="quiet" onPress={cancel}>
              Cancel
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** The subject is a service, a check, or the lab itself, which needs no name here. */
export function activityWords(activity: Activity, detail: LabDetail): string {
  const { doing, subject } = activity;
  const service = detail.services.find((each) => each.id === subject);
  const check = detail.steps.flatMap((step) => step.checks).find((each) => each.id === subject);
  const own = subject === detail.summary.id || detail.steps.some((step) => step.id === subject);
  const named = service?.kind ?? check?.title ?? (own ? '' : subject);
  const words = activityText({ doing, subject: check === undefined ? named : '' });
  const percent = activity.fraction === null || activity.fraction === 0 ? '' : ` ${Math.round(activity.fraction * 100)} %`;
  return own && named === '' && doing !== 'checking' ? `${words} the lab${percent}` : `${words}${percent}`;
}
