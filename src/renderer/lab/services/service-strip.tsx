/** The strip at the bottom: each service with its state in icon and word; a press shows how to reach it. */
import { Box, CircleCheck, CirclePause, CircleStop, CircleX, Cpu } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { engineName, serviceName, serviceStateWord } from '../../../shared/messages.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useDesk } from '../lab-context.ts';
import { SavedNote } from './saved-note.tsx';
import { ServiceDetails } from './service-details.tsx';
import './services.css';

const ICONS: Readonly<Record<ServiceView['state'], ReactNode>> = {
  starting: <Spinner size={13} />,
  ready: <CircleCheck size={14} aria-hidden="true" />,
  paused: <CirclePause size={14} aria-hidden="true" />,
  stopped: <CircleStop size={14} aria-hidden="true" />,
  failed: <CircleX size={14} aria-hidden="true" />,
};

export function ServiceStrip({ onLog }: { onLog(service: string): void }) {
  const { session } = useDesk();
  // The details belong to this landmark, so they are put into it.
  const [strip, setStrip] = useState<HTMLElement | null>(null);
  return (
    <footer ref={setStrip} className="strip" aria-label="Services">
      <ul>
        {session.services.map((service) => (
          <li key={service.id}>
            <DialogTrigger>
              <AriaButton className="strip-service" data-state={service.state}>
                {ICONS[service.state]}
                <span>{label(service)}</span>
                <span className="strip-state">{serviceStateWord(service.state)}</span>
              </AriaButton>
              <Popover className="popover" placement="top start" offset={6} {...(strip === null ? {} : { UNSTABLE_portalContainer: strip })}>
                <Dialog className="service-dialog" aria-label={`${label(service)}: connection and state`}>
                  {({ close }) => (
                    <ServiceDetails
                      service={service}
                      onLog={() => {
                        close();
                        onLog(service.id);
                      }}
                    />
                  )}
                </Dialog>
              </Popover>
            </DialogTrigger>
          </li>
        ))}
      </ul>
      <span className="strip-end">
        {session.engine !== null && (
          <span className="strip-engine">
            {session.engine === 'docker' ? <Box size={13} aria-hidden="true" /> : <Cpu size={13} aria-hidden="true" />}
            {engineName(session.engine)}
          </span>
        )}
        <SavedNote savedAt={session.savedAt} />
      </span>
    </footer>
  );
}

/** `PostgreSQL`, or `PostgreSQL (orders)` where the lab gives it a name of its own. */
function label(service: ServiceView): string {
  return service.id === service.kind ? serviceName(service.kind) : `${serviceName(service.kind)} (${service.id})`;
}
