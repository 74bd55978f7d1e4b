/** What came of the placement quiz: lab by lab, with undo, and where to go on. */
import { ArrowRight, CircleDashed } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PlacedLab, PlacementView } from '../../shared/course-views.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { labsInOrder, nextLab, useCourse } from './course-context.tsx';
import { KnownAlready } from './lab-row.tsx';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';

const WORDS: Readonly<Record<PlacedLab['result'], MessageKey>> = {
  open: 'course.placed-open',
  known: 'course.placed-open',
  'not-known': 'course.placed-open',
  'not-asked': 'course.placed-not-asked',
};

export function PlacementResult({ view, again }: { view: PlacementView; again(): void }) {
  const t = useWords();
  const go = useUi((s) => s.go);
  const course = useCourse();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const all = course.value === null ? [] : labsInOrder(course.value);
  const next = nextLab(all.filter((lab) => lab.stage === view.stage)) ?? nextLab(all);
  const known = all.filter((lab) => lab.known && view.labs.some((each) => each.id === lab.id));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {known.length === 0 ? t('course.there-is-something-new-in') : t('course.you-know-lab-of-already', { known: known.length, labs: view.labs.length })}
      </h1>
      <p className="page-lead">
        {known.length === 0
          ? t('course.begin-with-the-first-one')
          : t('course.that-saves-minute-what-you', { value: known.reduce((sum, lab) => sum + lab.minutes, 0) })}
      </p>
      <ul className="placed" aria-label={t('course.labs-of-this-stage')}>
        {view.labs.map((placed) => {
          const lab = all.find((each) => each.id === placed.id);
          return (
            <li key={placed.id}>
              <span>{placed.title}</span>
              {lab?.known === true ? (
                <KnownAlready lab={lab} />
              ) : (
                <span className="placed-word">
                  <CircleDashed size={14} aria-hidden="true" /> {t(WORDS[placed.result])}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="placement-actions">
        {next !== null && (
          <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: next.id })}>
            {t('course.go-on-with', { title: next.title })}
          </Button>
        )}
        <Button onPress={() => go({ name: 'course' })}>{t('course.back-to-the-course')}</Button>
        <Button kind="quiet" onPress={again}>
          {t('course.take-it-again')}
        </Button>
      </div>
    </>
  );
}
