/** The faults of one service, each a button that stays down while the fault is there; and why one can't be had here. */
import { HardDrive, Skull, Timer, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { LATENCY_MS, LOSS, type FaultKind, type FaultObstacle, type FaultView } from '../../../shared/faults.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';

const ICONS: Readonly<Record<FaultKind, ReactNode>> = {
  latency: <Timer size={14} />,
  loss: <Unplug size={14} />,
  kill: <Skull size={14} />,
  'disk-full': <HardDrive size={14} />,
};
const NAMES = { latency: 'services.fault-latency', loss: 'services.fault-loss', kill: 'services.fault-kill', 'disk-full': 'services.fault-disk-full' } as const;
const EFFECTS = {
  latency: 'services.fault-latency-effect', loss: 'services.fault-loss-effect', kill: 'services.fault-kill-effect', 'disk-full': 'services.fault-disk-full-effect',
} as const;
const OBSTACLES = {
  'needs-linux': 'services.fault-needs-linux',
  'needs-prlimit': 'services.fault-needs-prlimit',
  'not-in-containers': 'services.fault-not-in-containers',
  'not-this-server': 'services.fault-not-this-server',
} as const satisfies Record<FaultObstacle, string>;
/** What the effects' words name. */
const STRENGTH = { ms: LATENCY_MS, percent: LOSS * 100 };

interface ServiceFaultsProps {
  /** The service, as it is named on the screen. */
  label: string;
  faults: readonly FaultView[];
  canAct: boolean;
  onSet(fault: FaultKind, active: boolean): void;
}

/** Nothing where the lab has no faults for the service. */
export function ServiceFaults({ label, faults, canAct, onSet }: ServiceFaultsProps) {
  const t = useWords();
  if (faults.length === 0) return null;
  const active = faults.filter((fault) => fault.active);
  const reasons = [...new Set(faults.flatMap(({ obstacle }) => (obstacle === null ? [] : [obstacle])))];
  return (
    <div className="faults" role="group" aria-label={t('services.faults-of', { label })}>
      <span className="faults-name">{t('services.faults')}</span>
      <span className="faults-buttons">
        {faults.map(({ kind, active: on, obstacle }) => (
          <Button key={kind} small kind="quiet" icon={ICONS[kind]} on={on} isDisabled={!canAct || obstacle !== null} onPress={() => onSet(kind, !on)}>
            {t(NAMES[kind])}
          </Button>
        ))}
      </span>
      {active.length > 0 && (
        <ul className="faults-active">
          {active.map(({ kind }) => <li key={kind}>{t(EFFECTS[kind], STRENGTH)}</li>)}
        </ul>
      )}
      {reasons.map((reason) => (
        <p key={reason} className="faults-note">
          {faults.filter(({ obstacle }) => obstacle === reason).map(({ kind }) => t(NAMES[kind])).join(', ')}: {t(OBSTACLES[reason])}
        </p>
      ))}
      <p className="faults-note">{t('services.faults-undone')}</p>
    </div>
  );
}
