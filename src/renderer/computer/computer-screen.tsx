/** First run, and later "This computer": what was found here, and which labs can run on it. */
import { ArrowRight, RefreshCw } from 'lucide-react';
import { count } from '../../shared/messages-format.ts';
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
import './computer.css';

/** In this order, with a sentence on what each is for. */
const GROUPS: readonly { group: DoctorItem['group']; about: string }[] = [
  { group: 'docker', about: 'Runs the services of a lab in containers. Good to have; most labs run without it.' },
  { group: 'images', about: 'What the containers are made of. Built once on this computer, never downloaded behind your back.' },
  { group: 'native', about: 'The same services as plain programs, for computers without Docker.' },
  { group: 'tools', about: 'Programs that some labs use in the terminal.' },
  { group: 'data', about: 'Where your progress and your files are kept.' },
];

export function ComputerScreen({ firstRun }: { firstRun: boolean }) {
  const examination = useDoctor();
  const welcome = useUi((s) => s.welcome);
  const go = useUi((s) => s.go);
  const { running, report, error, again } = examination;
  return (
    <>
      <AppHeader />
      <main className="page" aria-label="This computer">
        <div className="page-column">
          <div className="page-head">
            <div>
              <h1>{firstRun ? 'Welcome to Backbench' : 'This computer'}</h1>
              <p className="page-lead">
                {firstRun
                  ? 'You learn against real servers that run on this computer. Here is what was found, and what each lab needs.'
                  : 'What was found here, and what each lab needs.'}
              </p>
            </div>
            <div className="page-actions">
              <Button icon={running ? <Spinner /> : <RefreshCw size={15} />} isDisabled={running} onPress={again}>
                Look again
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
                  Continue
                </Button>
              )}
            </div>
          </div>
          {error !== null && <ErrorCard error={error} level={2} actions={{ retry: again, 'look-again': again }} />}
          <Summary running={running} report={report} found={examination.items.length} />
          <div className="computer-columns">
            <div>
              {GROUPS.map(({ group, about }) => (
                <Group key={group} group={group} about={about} examination={examination} />
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
  // A lab in several languages counts once, and runs when one of them does.
  const labs = new Set(report?.labs.map((lab) => lab.lab));
  const ready = new Set(report?.labs.filter((lab) => lab.engines.some((engine) => engine.ready)).map((lab) => lab.lab)).size;
  const words = running
    ? `Looking around: ${count(found, 'thing')} looked at so far.`
    : report === null
      ? 'The look around did not finish.'
      : report.ok
        ? `Everything needed is here: ${count(labs.size, 'lab')} can run.`
        : `${ready} of ${labs.size} labs can run here. What the others miss is below.`;
  return (
    <p className="computer-summary" role="status" data-state={running ? 'running' : report?.ok === true ? 'ok' : 'part'}>
      {words}
    </p>
  );
}

function Group({ group, about, examination }: { group: DoctorItem['group']; about: string; examination: Examination }) {
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
        <h2 id={`group-${group}`}>{doctorGroupTitle(group)}</h2>
        <p>{about}</p>
      </div>
      <ul className="findings">
        {main.map((item) => (
          <FindingRow key={item.id} item={item} onAgain={again} />
        ))}
        {others.length > 0 && (
          <li className="finding-item">
            <details className="finding-others">
              <summary>{count(others.length, 'other place')} looked at</summary>
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
            <span>Looking…</span>
          </li>
        )}
      </ul>
    </section>
  );
}
