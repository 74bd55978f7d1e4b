/** One lab in the outline: what it is about, what it costs, how far the learner is. */
import { ArrowRight, CircleCheck, Clock, Code, Database, Flag, MemoryStick } from 'lucide-react';
import { serviceName } from '../../shared/messages.ts';
import type { LabSummary } from '../../shared/views.ts';
import { useUi } from '../app/ui-state.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { BuildsOn } from './builds-on.tsx';
import { isToDo } from './course-context.tsx';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';

export interface LabRowProps {
  lab: LabSummary;
  /** The one to do next. */
  next: boolean;
}

export function LabRow({ lab, next }: LabRowProps) {
  const t = useWords();
  const go = useUi((s) => s.go);
  return (
    <li className="lab-row" data-known={lab.known && lab.state !== 'passed'}>
      <div className="lab-row-main">
        <h3>
          {/* The button's area is the whole row. */}
          <button type="button" className="lab-open" onClick={() => go({ name: 'lab', lab: lab.id })}>
            {lab.title}
          </button>
          {lab.checkpoint && (
            <span className="lab-mark">
              <Flag size={12} aria-hidden="true" /> {t('course.checkpoint')}
            </span>
          )}
          {next && <span className="lab-mark lab-mark-next">{t('course.next')}</span>}
        </h3>
        <p className="lab-summary">{lab.summary}</p>
        <LabFacts lab={lab} />
        {isToDo(lab) && <BuildsOn lab={lab} />}
      </div>
      {lab.known && lab.state !== 'passed' ? <KnownAlready lab={lab} /> : <LabProgress lab={lab} />}
    </li>
  );
}

/** A lab that its learner may skip, and the way back. */
export function KnownAlready({ lab }: { lab: LabSummary }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const undo = (): void => {
    connection.call((host) => host.course.setKnown({ lab: lab.id, known: false })).then(
      () => announce(t('course.is-to-do-again', { title: lab.title })),
      // The row stays as it is, and so does the button.
      () => announce(t('course.could-not-be-changed', { title: lab.title })),
    );
  };
  return (
    <div className="lab-known">
      <span>
        <CircleCheck size={15} aria-hidden="true" /> {t('course.known-already')}
      </span>
      <Button small kind="quiet" aria-label={t('course.undo-is-not-known-yet', { title: lab.title })} onPress={undo}>
        {t('course.undo')}
      </Button>
    </div>
  );
}

export interface ContinueCardProps {
  lab: LabSummary;
  /** current: begun and not passed; first: nothing is done yet; next: what comes after what is done. */
  state: 'current' | 'first' | 'next';
}

const KICKERS: Readonly<Record<ContinueCardProps['state'], MessageKey>> = { current: 'course.continue-current', first: 'course.continue-first', next: 'course.continue-next' };

export function ContinueCard({ lab, state }: ContinueCardProps) {
  const t = useWords();
  const go = useUi((s) => s.go);
  return (
    <section className="continue" aria-labelledby="continue-title">
      <div className="lab-row-main">
        <p className="continue-kicker">{t(KICKERS[state])}</p>
        <h2 id="continue-title">{lab.title}</h2>
        <p className="lab-summary">{lab.summary}</p>
        <LabFacts lab={lab} />
      </div>
      <div className="continue-side">
        <LabProgress lab={lab} />
        <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: lab.id })}>
          {state === 'current' ? t('course.continue') : t('course.start')}
        </Button>
      </div>
    </section>
  );
}

/** As many topics as fit on a line. */
const MOST_TOPICS = 5;

function LabFacts({ lab }: { lab: LabSummary }) {
  const t = useWords();
  const others = lab.topics.slice(MOST_TOPICS);
  return (
    <ul className="lab-facts" aria-label={t('course.about-this-lab')}>
      <li>
        <Clock size={13} aria-hidden="true" /> {t.hours(lab.minutes)}
      </li>
      {lab.variants.length > 0 && (
        <li>
          <Code size={13} aria-hidden="true" />{' '}
          <span className="visually-hidden">{lab.variant === null ? t('course.languages') : t('course.language')}</span>
          {lab.variants.find((each) => each.id === lab.variant)?.title ?? lab.variants.map((each) => each.title).join(', ')}
        </li>
      )}
      {lab.services.length > 0 && (
        <li>
          <Database size={13} aria-hidden="true" /> {lab.services.map((service) => serviceName(service, t.table)).join(', ')}
        </li>
      )}
      <li>
        <MemoryStick size={13} aria-hidden="true" /> {lab.startMs === null ? t('course.about-mib', { memoryMb: lab.memoryMb }) : t('course.starts-in-about-mib', { startMs: t.duration(lab.startMs), memoryMb: lab.memoryMb })}
      </li>
      {lab.topics.slice(0, MOST_TOPICS).map((topic) => (
        <li key={topic} className="topic">
          {topic}
        </li>
      ))}
      {others.length > 0 && (
        <li title={others.join(', ')}>
          <span aria-hidden="true">+{others.length}</span>
          <span className="visually-hidden">{t('course.and', { value: others.join(', ') })}</span>
        </li>
      )}
    </ul>
  );
}

function LabProgress({ lab }: { lab: LabSummary }) {
  const t = useWords();
  const words = t('course.steps-part', { passed: lab.stepsPassed, steps: lab.steps });
  return (
    <div className="lab-progress" data-state={lab.state}>
      <span className="lab-progress-words">
        {lab.state === 'passed' ? (
          <>
            <CircleCheck size={15} aria-hidden="true" /> {t('course.done')}
          </>
        ) : lab.state === 'new' && lab.stepsPassed === 0 ? (
          t('course.steps', { steps: lab.steps })
        ) : (
          words
        )}
      </span>
      <span className="lab-progress-bar" aria-hidden="true">
        <span style={{ width: `${lab.steps === 0 ? 0 : (100 * lab.stepsPassed) / lab.steps}%` }} />
      </span>
    </div>
  );
}
