/** How to reach a service, each part with a button to copy it; and what can be done about its state. */
import { Eye, EyeOff, RotateCw, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { Heading } from 'react-aria-components';
import { serviceName, serviceStateWord } from '../../../shared/messages.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useDesk } from '../lab-context.ts';
import { useWords } from '../../words/words-context.tsx';

/** As long as any password, so that its length tells nothing. */
const HIDDEN = '••••••••••••';

export function ServiceDetails({ service, onLog }: { service: ServiceView; onLog(): void }) {
  const t = useWords();
  const { acts, session } = useDesk();
  const [shown, setShown] = useState(false);
  const { connection, error } = service;
  const running = session.state === 'open';
  return (
    <div className="service-details">
      <div className="service-head">
        <Heading slot="title" level={2}>
          {serviceName(service.kind, t.table)}
        </Heading>
        <span className="strip-state" data-state={service.state}>
          {serviceStateWord(service.state, t.table)}
        </span>
      </div>
      {service.runs !== '' && <p className="service-runs">{service.runs}</p>}
      {error !== null && <ErrorCard error={error} level={3} actions={{ 'restart-service': () => acts.restartService(service.id) }} />}
      {connection === null ? (
        <p className="service-runs">{t('services.how-to-reach-it-is')}</p>
      ) : (
        <dl className="service-connection">
          <Part name={t('services.host')} value={connection.host} />
          <Part name={t('services.port')} value={String(connection.port)} />
          {connection.user !== '' && <Part name={t('services.user')} value={connection.user} />}
          {connection.password !== '' && (
            <Part name={t('services.password')} value={connection.password} shown={shown ? connection.password : HIDDEN}>
              <IconButton small label={shown ? t('services.hide-the-password') : t('services.show-the-password')} icon={shown ? <EyeOff size={14} /> : <Eye size={14} />} onPress={() => setShown(!shown)} />
            </Part>
          )}
          {connection.database !== '' && <Part name={t('services.database')} value={connection.database} />}
          <Part name="URL" value={connection.url} shown={shown || connection.password === '' ? connection.url : hidePassword(connection.url, connection.password)} />
        </dl>
      )}
      <div className="service-acts">
        <Button small icon={<RotateCw size={14} />} isDisabled={!running || acts.running} onPress={() => acts.restartService(service.id)}>
          {t('services.restart')}
        </Button>
        <Button small icon={<ScrollText size={14} />} isDisabled={!running} onPress={onLog}>
          {t('services.show-the-log')}
        </Button>
      </div>
    </div>
  );
}

function Part({ name, value, shown = value, children }: { name: string; value: string; shown?: string; children?: React.ReactNode }) {
  const t = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{shown}</code>
        {children}
        <CopyButton what={t.language === 'en' && name !== 'URL' ? name.toLowerCase() : name} text={value} />
      </dd>
    </div>
  );
}

function hidePassword(url: string, password: string): string {
  return url.replace(encodeURIComponent(password), HIDDEN).replace(password, HIDDEN);
}
