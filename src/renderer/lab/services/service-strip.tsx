/** The strip at the bottom: each service with its state in icon and word; a press shows how to reach it. */
import { Activity, Box, Cpu } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { engineName, serviceStateWord } from '../../../shared/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { SavedNote } from './saved-note.tsx';
import { ServiceDetails } from './service-details.tsx';
import { SERVICE_ICONS, serviceLabel } from './service-words.tsx';
import { useWords } from '../../words/words-context.tsx';
import './services.css';

export function ServiceStrip() {
  const t = useWords();
  const { session, showLog, showServices } = useDesk();
  // The details belong to this landmark, so they are put into it.
  const [strip, setStrip] = useState<HTMLElement | null>(null);
  return (
    <footer ref={setStrip} className="strip" aria-label={t('services.services')}>
      <ul>
        {session.services.map((service) => (
          <li key={service.id}>
            <DialogTrigger>
              <AriaButton className="strip-service" data-state={service.state}>
                {SERVICE_ICONS[service.state]}
                <span>{serviceLabel(service, t)}</span>
                <span className="strip-state">{serviceStateWord(service.state, t.table)}</span>
              </AriaButton>
              <Popover className="popover" placement="top start" offset={6} {...(strip === null ? {} : { UNSTABLE_portalContainer: strip })}>
                <Dialog className="service-dialog" aria-label={t('services.connection-and-state', { service: serviceLabel(service, t) })}>
                  {({ close }) => (
                    <ServiceDetails
                      service={service}
                      onLog={() => {
                        close();
                        showLog(service.id);
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
        {session.services.length > 0 && <IconButton small label={t('services.show-the-services')} icon={<Activity size={14} />} onPress={showServices} />}
        {session.engine !== null && (
          <span className="strip-engine">
            {session.engine === 'docker' ? <Box size={13} aria-hidden="true" /> : <Cpu size={13} aria-hidden="true" />}
            {engineName(session.engine, t.table)}
          </span>
        )}
        <SavedNote savedAt={session.savedAt} />
      </span>
    </footer>
  );
}
