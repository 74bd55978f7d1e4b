/** The live picture of the lab: the learner's programs, the services, who is connected, and what each costs. */
import { CirclePause, CirclePlay, CircleStop, RotateCw, ScrollText, SquareTerminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FaultKind } from '../../../shared/faults.ts';
import { serviceStateWord } from '../../../shared/messages.ts';
import type { UsageView } from '../../../shared/usage-view.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { ServiceFaults } from './service-faults.tsx';
import { SERVICE_ICONS, serviceLabel } from './service-words.tsx';
import { Sparkline } from './sparkline.tsx';
import { useWords } from '../../words/words-context.tsx';
import './services-panel.css';

/** Looks that are kept for the curves: two minutes of them. */
const KEPT = 60;

export default function ServicesPanel() {
  const t = useWords();
  const { lab, session, acts, showLog } = useDesk();
  const { state, activity } = session;
  const all = useLooks(lab);
  // What was seen last says nothing of a lab that no longer runs.
  const looks = state === 'open' ? all : [];
  const now = looks.at(-1);
  const busy = activity !== null || acts.running;
  return (
    <section className="services-panel" aria-label={t('services.services-of-the-lab')} data-pane="services" tabIndex={-1}>
      <div className="panel-bar services-bar">
        <span className="services-bar-note">{state === 'open' ? t('services.looked-at-every-two-seconds') : state === 'parked' ? t('services.paused-nothing-here-costs-processor') : t('services.the-lab-does-not-run')}</span>
        <span className="panel-bar-end">
          {state === 'parked' ? (
            <Button small kind="quiet" icon={<CirclePlay size={14} />} isDisabled={busy} onPress={acts.resume}>
              {t('services.resume')}
            </Button>
          ) : (
            <Button small kind="quiet" icon={<CirclePause size={14} />} isDisabled={busy || state !== 'open'} onPress={acts.park}>
              {t('services.pause')}
            </Button>
          )}
          {state === 'open' || state === 'parked' ? (
            <Button small kind="quiet" icon={<CircleStop size={14} />} isDisabled={busy} onPress={acts.stop}>
              {t('services.stop')}
            </Button>
          ) : (
            <Button small kind="quiet" icon={<CirclePlay size={14} />} isDisabled={busy} onPress={acts.start}>
              {t('services.start')}
            </Button>
          )}
        </span>
      </div>
      <div className="topology">
        <Programs programs={now?.programs ?? []} told={now?.programs !== null} />
        <ul className="topology-services" aria-label={t('services.services')}>
          {session.services.map((service) => (
            <Service
              key={service.id}
              service={service}
              looks={looks}
              canAct={state === 'open' && !busy}
              onRestart={() => acts.restartService(service.id)}
              onLog={() => showLog(service.id)}
              onFault={(fault, active) => acts.setFault(service.id, fault, active)}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Programs({ programs, told }: { programs: NonNullable<UsageView['programs']>; told: boolean }) {
  const t = useWords();
  return (
    <div className="topology-programs">
      <h3>
        <SquareTerminal size={14} aria-hidden="true" /> {t('services.in-your-terminals')}
      </h3>
      {programs.length === 0 ? (
        <p>{told ? t('services.nothing-runs-now') : t('services.this-system-does-not-tell')}</p>
      ) : (
        <ul>
          {programs.map((program) => (
            <li key={program.pid}>
              <code>{program.command}</code>
              {program.ports !== null && program.ports.length > 0 && <span>{t('services.listens-on', { value: program.ports.join(', ') })}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ServiceProps {
  service: ServiceView;
  looks: readonly UsageView[];
  canAct: boolean;
  onRestart(): void;
  onLog(): void;
  onFault(fault: FaultKind, active: boolean): void;
}

function Service({ service, looks, canAct, onRestart, onLog, onFault }: ServiceProps) {
  const t = useWords();
  const label = serviceLabel(service, t);
  const seen = looks.map((look) => look.services.find((each) => each.id === service.id));
  const now = seen.at(-1);
  const connections = now?.connections ?? null;
  return (
    <li className="topology-row">
      <span className="topology-line" data-live={connections !== null && connections.open > 0 ? true : undefined}>
        <span>
          {connections === null ? '' : t('services.connection', { open: connections.open })}
          {connections !== null && connections.inTransaction > 0 && <small>{t('services.in-a-transaction', { inTransaction: connections.inTransaction })}</small>}
        </span>
      </span>
      <div className="topology-service" data-state={service.state}>
        <h3>
          {SERVICE_ICONS[service.state]}
          {label}
          <span className="strip-state" data-state={service.state}>
            {serviceStateWord(service.state, t.table)}
          </span>
          <span className="topology-acts">
            <IconButton small label={t('services.restart-2', { label })} icon={<RotateCw size={14} />} isDisabled={!canAct} onPress={onRestart} />
            <IconButton small label={t('services.show-the-log-of', { label })} icon={<ScrollText size={14} />} isDisabled={!canAct} onPress={onLog} />
          </span>
        </h3>
        <dl>
          <Measure name="CPU" value={now?.cpuPercent ?? null} unit="%" digits={1} points={seen.map((each) => each?.cpuPercent ?? null)} least={100} />
          <Measure name={t('services.memory')} value={now?.memoryMb ?? null} unit="MiB" digits={0} points={seen.map((each) => each?.memoryMb ?? null)} least={64} />
        </dl>
        <ServiceFaults label={label} faults={service.faults} canAct={canAct} onSet={onFault} />
      </div>
    </li>
  );
}

interface MeasureProps {
  name: string;
  value: number | null;
  unit: string;
  digits: number;
  points: readonly (number | null)[];
  /** The curve's scale reaches at least this far. */
  least: number;
}

function Measure({ name, value, unit, digits, points, least }: MeasureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="topology-value">{value === null ? '–' : `${value.toFixed(value < 10 ? digits : 0)} ${unit}`}</span>
        <Sparkline points={points} least={least} room={KEPT} />
      </dd>
    </div>
  );
}

/** The last looks, oldest first. */
function useLooks(lab: string): readonly UsageView[] {
  const connection = useConnection();
  const [looks, setLooks] = useState<readonly UsageView[]>([]);
  useEffect(
    () =>
      connection.watch((host, signal) => host.session.usage({ lab }, { signal }), {
        value: (look) => setLooks((last) => (look.services.length === 0 ? [look] : [...last, look].slice(-KEPT))),
        // What can't be seen now is shown as unknown; the strip tells how the services are.
        error: () => setLooks([]),
      }),
    [connection, lab],
  );
  return looks;
}
