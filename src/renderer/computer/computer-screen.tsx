/** First run, and later "This computer": what was found here, and which labs can run on it. */
import { ArrowRight, Package, RefreshCw } from 'lucide-react';
import { doctorGroupTitle } from '../../shared/messages.ts';
import type { DoctorItem, DoctorReport } from '../../shared/views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { useUi } from '../app/ui-state.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { FindingRow } from './finding-row.tsx';
import { LabReadiness } from './lab-readiness.tsx';
import { type Examination, useDoctor } from './use-doctor.ts';
import { useWords } from '../words/words-context.tsx';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import './computer.css';

/** In this order, with a sentence on what each is for. */
const GROUPS: readonly { group: DoctorItem['group']; about: MessageKey }[] = [
  { group: 'docker', about: 'computer.about-docker' },
  { group: 'images', about: 'computer.about-images' },
  { group: 'native', about: 'computer.about-native' },
  { group: 'tools', about: 'computer.about-tools' },
  { group: 'data', about: 'computer.about-data' },
];

export function ComputerScreen({ firstRun }: { firstRun: boolean }) {
  const t = useWords();
  const examination = useDoctor();
  const welcome = useUi((s) => s.welcome);
  const go = useUi((s) => s.go);
  const { running, report, error, again } = examination;
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('computer.this-computer')}>
        <div className="page-column">
          <div className="page-head">
            <div>
              <h1>{firstRun ? t('computer.welcome-to-backbench') : t('computer.this-computer')}</h1>
              <p className="page-lead">
                {firstRun
                  ? t('computer.you-learn-against-real-servers')
                  : t('computer.what-was-found-here-and')}
              </p>
            </div>
            <div className="page-actions">
              <Button icon={running ? <Spinner /> : <RefreshCw size={15} />} isDisabled={running} onPress={again}>
                {t('computer.look-again')}
              </Button>
              <Button
                icon={<Package size={15} />}
                onPress={() => {
                  welcome();
                  go({ name: 'packs' });
                }}
              >
                {t('computer.packs')}
              </Button>
              {firstRun && (
                <Button
                  kind="primary"
                  icon={<ArrowRight size={16} />}
                  onPress={() => {
                    welcome();
                    go({ name: 'course' });
                  }}
                >
                  {t('computer.continue')}
                </Button>
              )}
            </div>
          </div>
          {error !== null && <ErrorCard error={error} level={2} actions={{ retry: again, 'look-again': again }} />}
          <Summary running={running} report={report} found={examination.items.length} />
          <div className="computer-columns">
            <div>
              {GROUPS.map(({ group, about }) => (
                <Group key={group} group={group} about={t(about)} examination={examination} />
              ))}
            </div>
            <LabReadiness report={report} running={running} onAgain={again} />
          </div>
        </div>
      </main>
    </>
  );
}

function Summary({ running, report, found }: { running: boolean; report: DoctorReport | null; found: number }) {
  const t = useWords();
  // A lab in several languages counts once, and runs when one of them does.
  const labs = new Set(report?.labs.map((lab) => lab.lab));
  const ready = new Set(report?.labs.filter((lab) => lab.engines.some((engine) => engine.ready)).map((lab) => lab.lab)).size;
  const words = running
    ? t('computer.looking-around', { found })
    : report === null
      ? t('computer.not-finished')
      : report.ok
        ? t('computer.all-ready', { labs: labs.size })
        : t('computer.some-ready', { ready, labs: labs.size });
  return (
    <p className="computer-summary" role="status" data-state={running ? 'running' : report?.ok === true ? 'ok' : 'part'}>
      {words}
    </p>
  );
}

function Group({ group, about, examination }: { group: DoctorItem['group']; about: string; examination: Examination }) {
  const t = useWords();
  const items = examination.items.filter((item) => item.group === group);
  const { running, again } = examination;
  // Where one Docker answers, the places without one are for the curious.
  const found = group === 'docker' && items.some((item) => item.status === 'ok');
  const main = found ? items.filter((item) => item.status !== 'missing') : items;
  const others = found ? items.filter((item) => item.status === 'missing') : [];
  if (!running && items.length === 0) return null;
  return (
    <section className="finding-group" aria-labelledby={`group-${group}`}>
      <div className="finding-group-head">
        <h2 id={`group-${group}`}>{doctorGroupTitle(group, t.table)}</h2>
        <p>{about}</p>
      </div>
      <ul className="findings">
        {main.map((item) => (
          <FindingRow key={item.id} item={item} onAgain={again} />
        ))}
        {others.length > 0 && (
          <li className="finding-item">
            <details className="finding-others">
              <summary>{t('computer.other-place-looked-at', { others: others.length })}</summary>
              <ul>
                {others.map((item) => (
                  <FindingRow key={item.id} item={item} onAgain={again} />
                ))}
              </ul>
            </details>
          </li>
        )}
        {running && items.length === 0 && (
          <li className="finding finding-waiting">
            <Spinner />
            <span>{t('computer.looking')}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
