/** The moments that the timeline offers: checkpoints of the past, now, and the steps ahead. */
import { checkpointText } from '../../../shared/messages.ts';
import type { CheckpointView, Timeline } from '../../../shared/timeline-view.ts';
import type { T } from '../../words/words-context.tsx';

export type Moment =
  | { kind: 'checkpoint'; id: string; title: string; checkpoint: CheckpointView }
  | { kind: 'now'; id: 'now'; title: string }
  | { kind: 'ahead'; id: string; title: string; step: string };

/** Oldest first, now behind the past, the steps after the present one at the end. */
export function momentsOf(timeline: Timeline, steps: readonly { id: string; title: string }[], t: T): Moment[] {
  const titleOf = (step: string): string => steps.find((each) => each.id === step)?.title ?? step;
  const at = steps.findIndex((each) => each.id === timeline.step);
  return [
    ...timeline.checkpoints.map((checkpoint): Moment => ({
      kind: 'checkpoint', id: `c${String(checkpoint.id)}`, title: checkpointText(checkpoint, titleOf(checkpoint.step), t.table), checkpoint,
    })),
    { kind: 'now', id: 'now', title: t('timeline.now', { step: titleOf(timeline.step) }) },
    ...steps.slice(at + 1).map((step): Moment => ({ kind: 'ahead', id: `step ${step.id}`, title: t('timeline.ahead', { step: step.title }), step: step.id })),
  ];
}

/** When it was, as short as it can be told: the time today, the date before. */
export function whenText(at: number, now: number, t: T): string {
  const [then, today] = [new Date(at), new Date(now)];
  const time = t.date(then, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (then.toDateString() === today.toDateString()) return time;
  return `${t.date(then, { day: 'numeric', month: 'short' })}, ${time}`;
}
