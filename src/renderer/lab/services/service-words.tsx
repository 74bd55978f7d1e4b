/** How a service is named and its state is drawn, wherever services are listed. */
import { CircleCheck, CirclePause, CircleStop, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { serviceName } from '../../../shared/messages.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { T } from '../../words/words-context.tsx';

export const SERVICE_ICONS: Readonly<Record<ServiceView['state'], ReactNode>> = {
  starting: <Spinner size={13} />,
  ready: <CircleCheck size={14} aria-hidden="true" />,
  paused: <CirclePause size={14} aria-hidden="true" />,
  stopped: <CircleStop size={14} aria-hidden="true" />,
  failed: <CircleX size={14} aria-hidden="true" />,
};

/** `PostgreSQL`, or `PostgreSQL (orders)` where the lab gives it a name of its own. */
export function serviceLabel(service: Pick<ServiceView, 'id' | 'kind'>, t: T): string {
  return service.id === service.kind ? serviceName(service.kind, t.table) : `${serviceName(service.kind, t.table)} (${service.id})`;
}
