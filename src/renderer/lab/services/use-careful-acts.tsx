/** Stopping a lab and restarting a service, with a question first where work would be lost: open transactions, running programs. */
import { type ReactNode, useMemo, useState } from 'react';
import type { AtRisk } from '../../../shared/usage-view.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Confirm } from '../../ui/dialog.tsx';
import type { LabActs } from '../lab-context.ts';
import { serviceLabel } from './service-words.tsx';
import { useWords } from '../../words/words-context.tsx';

/** What shall be done; null stands for the whole lab. */
interface Asked {
  service: string | null;
  risk: AtRisk;
}

/** @returns the same acts, asking where it is needed, and the question to be drawn */
export function useCarefulActs(lab: string, services: readonly ServiceView[], acts: LabActs): { acts: LabActs; question: ReactNode } {
  const t = useWords();
  const connection = useConnection();
  const [asked, setAsked] = useState<Asked | null>(null);
  const careful = useMemo((): LabActs => {
    const unlessRisky = (service: string | null, act: () => void): void => {
      connection.call((host) => host.session.atRisk({ lab, ...(service === null ? {} : { service }) }), { repeat: true }).then(
        (risk) => (risk.transactions.length + risk.programs.length > 0 ? setAsked({ service, risk }) : act()),
        // Where nothing can be asked, nothing runs that could be lost.
        act,
      );
    };
    return {
      ...acts,
      stop: () => unlessRisky(null, acts.stop),
      restartService: (service) => unlessRisky(service, () => acts.restartService(service)),
    };
  }, [acts, connection, lab]);
  const name = (id: string): string => {
    const service = services.find((each) => each.id === id);
    return service === undefined ? id : serviceLabel(service, t);
  };
  const question = asked === null ? null : (
    <Confirm
      open
      danger
      title={asked.service === null ? t('services.stop-the-lab') : t('services.restart-3', { service: name(asked.service) })}
      confirm={asked.service === null ? t('services.stop-the-lab-2') : t('services.restart')}
      onConfirm={() => (asked.service === null ? acts.stop() : acts.restartService(asked.service))}
      onClose={() => setAsked(null)}
    >
      <p>{t('services.this-would-be-lost')}</p>
      <ul>
        {asked.risk.transactions.map((each) => (
          <li key={each.service}>
            {t('services.open-transactions', { count: each.count, service: name(each.service) })}
          </li>
        ))}
        {asked.risk.programs.map((program) => (
          <li key={program}>
            {t('services.the-running-program')} <code>{program}</code>
          </li>
        ))}
      </ul>
      <p>{t('services.files-and-committed-data-stay')}</p>
    </Confirm>
  );
  return { acts: careful, question };
}
