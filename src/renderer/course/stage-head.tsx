/** The head of a stage in the outline: what it adds up to, in words and a picture, how much it is, how far the learner is. */
import { ClipboardCheck, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StageHeadView } from '../../shared/course-views.ts';
import { levelName, stageTitle } from '../../shared/messages.ts';
import type { CourseView } from '../../shared/views.ts';
import { useUi } from '../app/ui-state.ts';
import { FigureView } from '../lab/lesson/figure.tsx';
import { Definition } from '../lab/lesson/definition.tsx';
import { Button } from '../ui/button.tsx';
import { isToDo } from './course-context.tsx';
import { useWords } from '../words/words-context.tsx';
import './stage-head.css';

type StageView = CourseView['stages'][number];

export interface StageHeadProps {
  /** With all of its labs, whatever is searched for. */
  stage: StageView;
  /** Its number in the course, from 1. */
  number: number;
  /** Null while it is read, and for a stage without one. */
  head: StageHeadView | null;
  /** False while labs are searched for: the title alone is shown. */
  whole: boolean;
}

export function StageHead({ stage, number, head, whole }: StageHeadProps) {
  const t = useWords();
  const minutes = stage.labs.reduce((sum, lab) => sum + lab.minutes, 0);
  const left = stage.labs.filter(isToDo).reduce((sum, lab) => sum + lab.minutes, 0);
  const settled = stage.labs.filter((lab) => !isToDo(lab)).length;
  const title = (
    <h2 id={`stage-${stage.stage}`}>
      <span className="visually-hidden">{t('course.stage', { number })} </span>
      {head?.title ?? stageTitle(stage.stage, t.table)}
    </h2>
  );
  if (!whole) return <div className="stage-line">{title}</div>;
  return (
    <div className="stage-head">
      <div className="stage-words">
        <p className="stage-kicker">
          <span aria-hidden="true">{t('course.stage-2', { number })}</span>
          {head !== null && <span className="stage-level">{levelName(head.level, t.table)}</span>}
        </p>
        {title}
        {head !== null && (
          <p className="stage-summary">
            <Definition text={head.summary} />
          </p>
        )}
        <ul className="lab-facts" aria-label={t('course.about-this-stage')}>
          <li>
            <Clock size={13} aria-hidden="true" /> {t.hours(minutes)}
            {left < minutes && left > 0 && t('course.left', { left: t.hours(left) })}
          </li>
          <li>
            {t('course.of-labs-done', { settled, labs: stage.labs.length })}{stage.labs.some((lab) => lab.known) ? t('course.or-known') : ''}
          </li>
        </ul>
        <span className="lab-progress-bar" aria-hidden="true">
          <span style={{ width: `${minutes === 0 ? 0 : (100 * (minutes - left)) / minutes}%` }} />
        </span>
        {stage.placement && left > 0 && <PlacementButton stage={stage} />}
      </div>
      {head?.picture && <FigureView figure={head.picture} description={head.pictureText} caption={false} />}
    </div>
  );
}

function PlacementButton({ stage }: { stage: StageView }): ReactNode {
  const t = useWords();
  const go = useUi((s) => s.go);
  return (
    <Button icon={<ClipboardCheck size={15} />} onPress={() => go({ name: 'placement', stage: stage.stage })}>
      {t('course.find-out-what-you-know')}
    </Button>
  );
}
