/** A learner's events as the log's own folds take them. What this version can't read is left out: the chain vouches for it, not for its use. */
import { eventSchema, type LoggedEvent } from '../progress/event-log.ts';
import type { ChainedEvent } from '../progress/event-chain.ts';

export type ClassEvent = LoggedEvent & { lab: string };

export function learnerEvents(events: readonly ChainedEvent[]): ClassEvent[] {
  return events.flatMap((event): ClassEvent[] => {
    const parsed = eventSchema.safeParse(dataOf(event));
    return parsed.success ? [{ ...parsed.data, id: event.id, at: event.at, variant: event.variant === '' ? null : event.variant, lab: event.lab }] : [];
  });
}

function dataOf({ type, data }: ChainedEvent): unknown {
  try {
    return { ...(JSON.parse(data) as object), type };
  } catch {
    return null;
  }
}
