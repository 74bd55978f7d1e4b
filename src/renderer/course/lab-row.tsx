/** One lab in the outline: what it is about, what it costs, how far the learner is. */
import { ArrowRight, CircleCheck, Clock, Code, Database, MemoryStick } from 'lucide-react';
import { formatDuration } from '../../shared/messages-format.ts';
import { serviceName } from '../../shared/messages.ts';
import type { LabSummary } from '../../shared/views.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';

export function LabRow({ lab }: { lab: LabSummary }) {
  const go = useUi((s) => s.go);
  return (
    <li className="lab-row">
      <div className="lab-row-main">
        <h3>
          {/* The button's area is the whole row. */}
          <button type="button" className="lab-open" onClick={() => go({ name: 'lab', lab: lab.id })}>
            {lab.title}
          </button>
        </h3>
        <p className="lab-summary">{lab.summary}</p>
        <LabFacts lab={lab} />
      </div>
      <LabProgress lab={lab} />
    </li>
  );
}

export function ContinueCard({ lab, fresh }: { lab: LabSummary; fresh: boolean }) {
  const go = useUi((s) => s.go);
  return (
    <section className="continue" aria-labelledby="continue-title">
      <div className="lab-row-main">
        <p className="continue-kicker">{fresh ? 'Start here' : 'Continue where you were'}</p>
        <h2 id="continue-title">{lab.title}</h2>
        <p className="lab-summary">{lab.summary}</p>
        <LabFacts lab={lab} />
      </div>
      <div className="continue-side">
        <LabProgress lab={lab} />
        <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: lab.id })}>
          {fresh ? 'Start' : 'Continue'}
        </Button>
      </div>
    </section>
  );
}

/** As many topics as fit on a line. */
const MOST_TOPICS = 5;

function LabFacts({ lab }: { lab: LabSummary }) {
  const others = lab.topics.slice(MOST_TOPICS);
  return (
    <ul className="lab-facts" aria-label="About this lab">
      <li>
        <Clock size={13} aria-hidden="true" /> {lab.minutes} min
      </li>
      {lab.variants.length > 0 && (
        <li>
          <Code size={13} aria-hidden="true" />{' '}
          <span className="visually-hidden">{lab.variant === null ? 'Languages: ' : 'Language: '}</span>
          {lab.variants.find((each) => each.id === lab.variant)?.title ?? lab.variants.map((each) => each.title).join(', ')}
        </li>
      )}
      {lab.services.length > 0 && (
        <li>
          <Database size={13} aria-hidden="true" /> {lab.services.map((service) => serviceName(service)).join(', ')}
        </li>
      )}
      <li>
        <MemoryStick size={13} aria-hidden="true" /> {lab.memoryMb} MiB
        {lab.startMs !== null && `, starts in about ${formatDuration(lab.startMs)}`}
      </li>
      {lab.topics.slice(0, MOST_TOPICS).map((topic) => (
        <li key={topic} className="topic">
          {topic}
        </li>
      ))}
      {others.length > 0 && (
        <li title={others.join(', ')}>
          <span aria-hidden="true">+{others.length}</span>
          <span className="visually-hidden">and {others.join(', ')}</span>
        </li>
      )}
    </ul>
  );
}

function LabProgress({ lab }: { lab: LabSummary }) {
  const words = `${lab.stepsPassed} of ${lab.steps} steps`;
  return (
    <div className="lab-progress" data-state={lab.state}>
      <span className="lab-progress-words">
        {lab.state === 'passed' ? (
          <>
            <CircleCheck size={15} aria-hidden="true" /> Done
          </>
        ) : lab.state === 'new' && lab.stepsPassed === 0 ? (
          `${lab.steps} steps`
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
