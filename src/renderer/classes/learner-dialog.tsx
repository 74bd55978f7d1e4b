/** One learner: what the history says, the labs, and what was done in order. */
import { Award } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ClassLab, ClassLearnerView, ClassTimelineRow } from '../../shared/class-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import { describeVerdict } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { Stuck, stepsText } from './class-table.tsx';
import { RecheckSection } from './recheck-section.tsx';
import { findingWords, soundnessWords } from './finding-words.ts';

const CertificateDialog = lazy(() => import('../certificates/certificate-dialog.tsx'));

/** Rows of a timeline that are drawn before more are asked for: the newest ones. */
const FIRST_ROWS = 100;

export interface LearnerDialogProps {
  className: string;
  learner: ClassLearnerView;
  labs: readonly ClassLab[];
  onErase(device: string): void;
  onClose(): void;
}

export function LearnerDialog({ className, learner, labs, onErase, onClose }: LearnerDialogProps) {
  const t = useWords();
  const { device, name, soundness, findings, events, exportedAt } = learner;
  const [asked, setAsked] = useState(false);
  const [certifying, setCertifying] = useState(false);
  const timeline = useRead(`timeline ${device} ${String(events)}`, (host, signal) => host.classes.timeline({ name: className, device }, { signal }));
  return (
    <Dialog title={name} open onClose={onClose} size="wide" actions={
        <>
          <Button onPress={() => setAsked(true)}>{t('classes.erase')}</Button>
          <Button icon={<Award size={15} />} onPress={() => setCertifying(true)}>
            {t('certificates.make')}
          </Button>
        </>
      }>
      <div className="class-learner">
        <p className="packs-about">
          {t('classes.learner-file', { events, date: t.date(exportedAt, { dateStyle: 'medium', timeStyle: 'short' }), key: device.slice(0, 8) })}
        </p>
        <section aria-labelledby="class-findings">
          <h3 id="class-findings">
            {t('classes.findings')}{' '}
            <span className="class-history" data-soundness={soundness}>
              {soundnessWords(soundness, t)}
            </span>
          </h3>
          {findings.length === 0 ? (
            <p>{t('classes.findings-none')}</p>
          ) : (
            <>
              <ul className="class-outcomes">
                {findings.map((finding) => (
                  <li key={JSON.stringify(finding)}>{findingWords(finding, t)}</li>
                ))}
              </ul>
              <p className="packs-about">{t('classes.findings-fair')}</p>
            </>
          )}
        </section>
        {labs.length > 0 && <Labs name={name} labs={labs} />}
        <RecheckSection className={className} learner={learner} />
        <section aria-labelledby="class-timeline">
          <h3 id="class-timeline">{t('classes.timeline')}</h3>
          <Timeline rows={timeline.value} error={timeline.error} onRetry={timeline.reload} />
        </section>
      </div>
      {certifying && (
        <Suspense>
          <CertificateDialog of={{ className, device, name }} onClose={() => setCertifying(false)} />
        </Suspense>
      )}
      {asked && (
        <Confirm title={t('classes.erase-title', { name })} open confirm={t('classes.erase-do')} danger onConfirm={() => onErase(device)} onClose={() => setAsked(false)}>
          <p>{t('classes.erase-text')}</p>
        </Confirm>
      )}
    </Dialog>
  );
}

function Labs({ name, labs }: { name: string; labs: readonly ClassLab[] }) {
  const t = useWords();
  return (
    <section aria-labelledby="class-labs">
      <h3 id="class-labs">{t('classes.learner-labs')}</h3>
      <div className="class-table" role="region" tabIndex={0} aria-label={t('classes.labs-of', { name })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('classes.column-lab')}</th>
              <th scope="col">{t('classes.column-state')}</th>
              <th scope="col">{t('classes.column-stuck')}</th>
              <th scope="col" className="number">
                {t('classes.column-attempts')}
              </th>
              <th scope="col" className="number">
                {t('classes.column-hints')}
              </th>
              <th scope="col" className="number">
                {t('classes.column-time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {labs.map((lab) => (
              <tr key={lab.lab}>
                <th scope="row">
                  {lab.title}
                  {lab.variant !== '' && ` (${lab.variant})`}
                </th>
                <td>
                  {lab.state === 'passed' ? t('classes.passed') : t('classes.begun')}
                  <small>{stepsText(lab, t)}</small>
                </td>
                <td>
                  <Stuck lab={lab} />
                </td>
                <td className="number">{lab.attempts}</td>
                <td className="number">{lab.hints}</td>
                <td className="number">{t.workTime(lab.seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Timeline({ rows, error, onRetry }: { rows: readonly ClassTimelineRow[] | null; error: CodedError | null; onRetry(): void }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  if (error !== null) return <ErrorCard error={error} actions={{ retry: onRetry }} />;
  if (rows === null) return <Spinner />;
  if (rows.length === 0) return <p>{t('classes.timeline-none')}</p>;
  const shown = all ? rows : rows.slice(-FIRST_ROWS);
  return (
    <>
      {shown.length < rows.length && (
        <Button small onPress={() => setAll(true)}>
          {t('classes.timeline-more', { rows: rows.length })}
        </Button>
      )}
      <ol className="class-timeline">
        {shown.map((row) => (
          <li key={row.event}>
            <time dateTime={new Date(row.at).toISOString()}>{t.date(row.at, { dateStyle: 'medium', timeStyle: 'short' })}</time>
            <span>
              <strong>{row.title}</strong> {didWords(row, t)}
              {row.seconds > 0 && <small> {t('classes.after', { time: t.workTime(row.seconds) })}</small>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function didWords({ what, subject, verdict, failed }: ClassTimelineRow, t: T): string {
  switch (what) {
    case 'opened': return t('classes.did-opened');
    case 'step': return t('classes.did-step', { subject });
    case 'attempt': {
      const word = verdict === null ? '' : describeVerdict(verdict, t.table).word;
      return failed.length === 0 ? t('classes.did-attempt', { subject, verdict: word }) : t('classes.did-attempt-failed', { subject, verdict: word, failed: failed.join(', ') });
    }
    case 'hint': return t('classes.did-hint', { subject });
    case 'answered': return t('classes.did-answered', { subject });
    case 'went-back': return t('classes.did-went-back');
    case 'jumped': return t('classes.did-jumped', { subject });
    case 'reset': return t('classes.did-reset');
    case 'reviewed': return t('classes.did-reviewed');
    case 'placement': return t('classes.did-placement');
    case 'exam-begun': return t('classes.did-exam-begun');
    case 'exam-ended': return t('classes.did-exam-ended');
  }
}
