/** The live picture of the lab: the learner's programs, the services, who is connected, and what each costs. */
import { CirclePause, CirclePlay, CircleStop, RotateCw, ScrollText, SquareTerminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { count } from '../../../shared/messages-format.ts';
import { serviceStateWord } from '../../../shared/messages.ts';
import type { UsageView } from '../../../shared/usage-view.ts';
import type { ServiceView } from '../../../shared/views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { SERVICE_ICONS, serviceLabel } from './service-words.tsx';
import { Sparkline } from './sparkline.tsx';
import './services-panel.css';

/** Looks that are kept for the curves: two minutes of them. */
const KEPT = 60;

export default function ServicesPanel() {
  const { lab, session, acts, showLog } = useDesk();
  const { state, activity } = session;
  const all = useLooks(lab);
  // What was seen last says nothing of a lab that no longer runs.
  const looks = state === 'open' ? all : [];
  const now = looks.at(-1);
  const busy = activity !== null || acts.running;
  return (
    <section className="services-panel" aria-label="Services of the lab" data-pane="services" tabIndex={-1}>
      <div className="panel-bar services-bar">
        <span className="services-bar-note">{state === 'open' ? 'Looked at every two seconds' : state === 'parked' ? 'Paused: nothing here costs processor time' : 'The lab does not run'}</span>
        <span className="panel-bar-end">
          {state === 'parked' ? (
            <Button small kind="quiet" icon={<CirclePlay size={14} />} isDisabled={busy} onPress={acts.resume}>
              Resume
            </Button>
          ) : (
            <Button small kind="quiet" icon={<CirclePause size={14} />} isDisabled={busy || state !== 'open'} onPress={acts.park}>
              Pause
            </Button>
          )}
          {state === 'open' || state === 'parked' ? (
            <Button small kind="quiet" icon={<CircleStop size={14} />} isDisabled={busy} onPress={acts.stop}>
              Stop
            </Button>
          ) : (
            <Button small kind="quiet" icon={<CirclePlay size={14} />} isDisabled={busy} onPress={acts.start}>
              Start
            </Button>
          )}
        </span>
      </div>
      <div className="topology">
        <Programs programs={now?.programs ?? []} told={now?.programs !== null} />
        <ul className="topology-services" aria-label="Services">
          {session.services.map((service) => (
            <Service
              key={service.id}
              service={service}
              looks={looks}
              canAct={state === 'open' && !busy}
              onRestart={() => acts.restartService(service.id)}
              onLog={() => showLog(service.id)}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Programs({ programs, told }: { programs: NonNullable<UsageView['programs']>; told: boolean }) {
  return (
    <div className="topology-programs">
      <h3>
        <SquareTerminal size={14} aria-hidden="true" /> In your terminals
      </h3>
      {programs.length === 0 ? (
        <p>{told ? 'Nothing runs now.' : 'This system does not tell.'}</p>
      ) : (
        <ul>
          {programs.map((program) => (
            <li key={program.pid}>
              <code>{program.command}</code>
              {program.ports !== null && program.ports.length > 0 && <span>listens on {program.ports.join(', ')}</span>}
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
}

function Service({ service, looks, canAct, onRestart, onLog }: ServiceProps) {
  const label = serviceLabel(service);
  const seen = looks.map((look) => look.services.find((each) => each.id === service.id));
  const now = seen.at(-1);
  const connections = now?.connections ?? null;
  return (
    <li className="topology-row">
      <span className="topology-line" data-live={connections !== null && connections.open > 0 ? true : undefined}>
        <span>
          {connections === null ? '' : count(connections.open, 'connection')}
          {connections !== null && connections.inTransaction > 0 && <small>{connections.inTransaction} in a transaction</small>}
        </span>
      </span>
      <div className="topology-service" data-state={service.state}>
        <h3>
          {SERVICE_ICONS[service.state]}
          {label}
          <span className="strip-state" data-state={service.state}>
            {serviceStateWord(service.state)}
          </span>
          <span className="topology-acts">
            <IconButton small label={`Restart ${label}`} icon={<RotateCw size={14} />} isDisabled={!canAct} onPress={onRestart} />
            <IconButton small label={`Show the log of ${label}`} icon={<ScrollText size={14} />} isDisabled={!canAct} onPress={onLog} />
          </span>
        </h3>
        <dl>
          <Measure name="CPU" value={now?.cpuPercent ?? null} unit="%" digits={1} points={seen.map((each) => each?.cpuPercent ?? null)} least={100} />
          <Measure name="Memory" value={now?.memoryMb ?? null} unit="MiB" digits={0} points={seen.map((each) => each?.memoryMb ?? null)} least={64} />
        </dl>
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
