/** Topics by strength, weak ones first, each with what speaks for it and the steps that are worth doing again. */
import { RotateCcw } from 'lucide-react';
import type { Strength, TopicView } from '../../shared/progress-views.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { type T, useWords } from '../words/words-context.tsx';

const WORDS: Readonly<Record<Strength, MessageKey>> = { strong: 'progress.topic-strong', fair: 'progress.topic-fair', weak: 'progress.topic-weak', open: 'progress.topic-open' };

export function TopicList({ topics }: { topics: readonly TopicView[] }) {
  const t = useWords();
  if (topics.length === 0) return <p className="nothing nothing-small">{t('progress.topics-none')}</p>;
  return (
    <ul className="topics" aria-label={t('progress.topics-list')}>
      {topics.map((topic) => (
        <TopicRow key={topic.topics.join()} topic={topic} />
      ))}
    </ul>
  );
}

function TopicRow({ topic }: { topic: TopicView }) {
  const t = useWords();
  const go = useUi((s) => s.go);
  const { strength, score } = topic;
  return (
    <li className="topic-row" data-strength={strength}>
      <div className="topic-main">
        <h3>{topic.topics.join(', ')}</h3>
        <p>
          {topic.labs.map((lab) => lab.title).join(', ')} · {evidence(topic, t)}
        </p>
        {topic.again.length > 0 && (
          <ul className="topic-again" aria-label={t('progress.topic-again')}>
            {topic.again.map((step) => (
              <li key={`${step.lab} ${step.step}`}>
                <Button small kind="quiet" icon={<RotateCcw size={13} />} aria-label={t('progress.topic-again-step', { step: step.title, lab: step.labTitle })} onPress={() => go({ name: 'lab', lab: step.lab, again: step.step })}>
                  {step.title}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="topic-strength">
        <span>{t(WORDS[strength])}</span>
        {strength !== 'open' && (
          <span className="lab-progress-bar" aria-hidden="true">
            <span style={{ width: `${Math.round(100 * score)}%` }} />
          </span>
        )}
      </div>
    </li>
  );
}

function evidence({ steps, smooth, questions, remembered }: TopicView, t: T): string {
  const parts = [t('progress.topic-smooth', { smooth, steps })];
  if (questions > 0) parts.push(t('progress.topic-remembered', { remembered, questions }));
  return parts.join(', ');
}
