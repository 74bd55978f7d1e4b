/** The left side: steps, lesson, checks, and the bar with Check. */
import { useEffect, useMemo, useRef } from 'react';
import { ChecksSection } from './checks/checks-section.tsx';
import { FinishView } from './finish/finish-view.tsx';
import { useDesk } from './lab-context.ts';
import { LessonPartsContext } from './lesson/lesson-parts.ts';
import { LessonText } from './lesson/lesson-text.tsx';
import { loadMarkdown } from './lesson/markdown.tsx';
import { afterPaint } from '../ui/after-paint.ts';
import { useLessonPlace } from './lesson/use-lesson-place.ts';
import { StepBar } from './step-bar.tsx';
import { StepsNav } from './steps-nav.tsx';
import { useWords } from '../words/words-context.tsx';
import './lesson-pane.css';

export function LessonPane() {
  const t = useWords();
  const { place, step, stepAt, detail, finishShown } = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = finishShown ? 'finish' : step.id;
  const before = useRef(shown);
  const parts = useMemo(() => ({ figures: step.figures, terms: detail.terms }), [step.figures, detail.terms]);

  // A hint or a message may come next.
  useEffect(() => afterPaint(() => void loadMarkdown()), []);

  useLessonPlace(scroller, place, shown);
  // The focus goes to the title of another step, so that reading aloud begins there.
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    scroller.current?.querySelector<HTMLElement>('[data-step-title]')?.focus({ preventScroll: true });
  }, [shown]);

  return (
    <section className="lesson-pane" aria-label={t('lab.lesson')} data-pane="lesson" tabIndex={-1}>
      <StepsNav lesson={scroller} />
      <LessonPartsContext value={parts}>
        <div ref={scroller} className="lesson-scroll" tabIndex={0} role="group" aria-label={finishShown ? t('lab.lab-complete') : step.title}>
          {finishShown ? (
            <FinishView />
          ) : (
            <article className="lesson-column">
              <p className="lesson-kicker">
                {t('lab.step-of', { at: stepAt + 1, steps: detail.steps.length })}
              </p>
              <h2 tabIndex={-1} data-step-title>
                {step.title}
              </h2>
              <LessonText lesson={step.lesson} />
              <ChecksSection key={step.id} />
            </article>
          )}
        </div>
      </LessonPartsContext>
      <StepBar />
    </section>
  );
}
