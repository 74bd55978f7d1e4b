/** Topics by strength, weak ones first, each with what speaks for it and the steps that are worth doing again. */
import { RotateCcw } from 'lucide-react';
import { count } from '../../shared/messages-format.ts';
import type { Strength, TopicView } from '../../shared/progress-views.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';

const WORDS: Readonly<Record<Strength, string>> = { strong: 'Strong', fair: 'Fair', weak: 'Weak spot', open: 'Too early to tell' };

export function TopicList({ topics }: { topics: readonly TopicView[] }) {
  if (topics.length === 0) return <p className="nothing nothing-small">Topics come here with the first step that you check.</p>;
  return (
    <ul className="topics" aria-label="Topics">
      {topics.map((topic) => (
        <TopicRow key={topic.topics.join()} topic={topic} />
      ))}
    </ul>
  );
}

function TopicRow({ topic }: { topic: TopicView }) {
  const go = useUi((s) => s.go);
  const { strength, score } = topic;
  return (
    <li className="topic-row" data-strength={strength}>
      <div className="topic-main">
        <h3>{topic.topics.join(', ')}</h3>
        <p>
          {topic.labs.map((lab) => lab.title).join(', ')} · {evidence(topic)}
        </p>
        {topic.again.length > 0 && (
          <ul className="topic-again" aria-label="Worth doing again">
            {topic.again.map((step) => (
              <li key={`${step.lab} ${step.step}`}>
                <Button small kind="quiet" icon={<RotateCcw size={13} />} aria-label={`Do again: ${step.title}, in ${step.labTitle}`} onPress={() => go({ name: 'lab', lab: step.lab, again: step.step })}>
                  {step.title}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="topic-strength">
        <span>{WORDS[strength]}</span>
        {strength !== 'open' && (
          <span className="lab-progress-bar" aria-hidden="true">
            <span style={{ width: `${Math.round(100 * score)}%` }} />
          </span>
        )}
      </div>
    </li>
  );
}

function evidence({ steps, smooth, questions, remembered }: TopicView): string {
  const parts = [`${smooth} of ${count(steps, 'step')} went smoothly`];
  if (questions > 0) parts.push(`${remembered} of ${count(questions, 'question')} remembered`);
  return parts.join(', ');
}
