/** The lab's part of the bar: its name, what is going on, and the menu. */
import { ChevronDown, CirclePause, CirclePlay, CircleStop, History, Languages, RotateCcw, Undo2 } from 'lucide-react';
import { activityText } from '../../shared/messages.ts';
import type { Activity, LabDetail } from '../../shared/views.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { keyText } from '../ui/keys.ts';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useDesk } from './lab-context.ts';
import { type T, useWords } from '../words/words-context.tsx';

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
  const shortcuts = useShortcuts();
  const t = useWords();
  const { detail, session, acts, askReset, showTimeline, switchVariant } = useDesk();
  const { state, activity } = session;
  const busy = activity !== null;
  const entries: MenuEntry[] = [
    ...(state === 'parked'
      ? [{ id: 'resume', label: t('lab.resume-the-lab'), icon: <CirclePlay size={15} />, disabled: busy, onAction: acts.resume }]
      : [{ id: 'park', label: t('lab.pause-the-lab'), icon: <CirclePause size={15} />, disabled: busy || state !== 'open', onAction: acts.park }]),
    ...(state === 'open' || state === 'parked'
      ? [{ id: 'stop', label: t('lab.stop-the-lab'), icon: <CircleStop size={15} />, disabled: busy, onAction: acts.stop }]
      : [{ id: 'start', label: t('lab.start-the-lab'), icon: <CirclePlay size={15} />, disabled: busy, onAction: acts.start }]),
    ...(detail.variants.length > 0 ? [{ id: 'variant', label: t('lab.switch-the-language'), icon: <Languages size={15} />, disabled: busy, onAction: switchVariant }] : []),
    { kind: 'line', id: 'line' },
    { id: 'timeline', label: t('timeline.open'), icon: <History size={15} />, hint: keyText(shortcuts.timeline), onAction: showTimeline },
    { id: 'reset', label: t('lab.reset-the-lab'), icon: <RotateCcw size={15} />, danger: true, disabled: busy || state !== 'open', onAction: askReset },
    { id: 'undo', label: t('lab.undo'), icon: <Undo2 size={15} />, disabled: busy || !session.canUndo || state !== 'open', onAction: acts.undo },
  ];
  return (
    <>
      <ActivityNote />
      <IconButton label={t('timeline.title')} shortcut={keyText(shortcuts.timeline)} icon={<History size={16} />} onPress={showTimeline} />
      <Menu
        label={t('lab.lab')}
        trigger={
          <Button kind="quiet">
            <span className="lab-menu-label">
              {t('lab.lab')} <ChevronDown size={14} aria-hidden="true" />
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
  const t = useWords();
  const { session, detail, acts, check } = useDesk();
  // A start is told where the terminal will be.
  const activity = session.state === 'starting' ? null : session.activity;
  const cancel = check.running ? check.cancel : acts.running ? acts.cancel : null;
  return (
    <div className="activity" role="status" aria-label={t('lab.activity')}>
      {activity !== null && (
        <>
          <Spinner size={13} />
          <span className="activity-what">{activityWords(activity, detail, t)}</span>
          {/* The counting is for the eye: read aloud, it would never end. */}
          <span className="activity-time" aria-hidden="true">
            <Elapsed since={activity.since} />
            {activity.usuallyMs !== null && t('lab.usually', { usuallyMs: t.duration(activity.usuallyMs) })}
          </span>
          {cancel !== null && (
            <Button small kind="quiet" onPress={cancel}>
              {t('lab.cancel')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** The subject is a service, a check, or the lab itself, which needs no name here. */
export function activityWords(activity: Activity, detail: LabDetail, t: T): string {
  const { doing, subject } = activity;
  const service = detail.services.find((each) => each.id === subject);
  const check = detail.steps.flatMap((step) => step.checks).find((each) => each.id === subject);
  const own = subject === detail.summary.id || detail.steps.some((step) => step.id === subject);
  const named = service?.kind ?? check?.title ?? (own ? '' : subject);
  const words = activityText({ doing, subject: check === undefined ? named : '' }, t.table);
  const percent = activity.fraction === null || activity.fraction === 0 ? '' : ` ${Math.round(activity.fraction * 100)} %`;
  return `${own && named === '' && doing !== 'checking' ? t('lab.activity-of-lab', { activity: words }) : words}${percent}`;
}
