/** The page behind the last step: what to keep, how it fails in production, questions, the next lab. */
import { ArrowRight, CircleCheck } from 'lucide-react';
import { useUi } from '../../app/ui-state.ts';
import { labAfter, useCourse } from '../../course/course-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import { Phrase, useWords } from '../../words/words-context.tsx';
import './finish.css';

export function FinishView() {
  const t = useWords();
  const { detail, lab } = useDesk();
  const course = useCourse();
  const go = useUi((s) => s.go);
  const next = course.value === null ? null : labAfter(course.value, lab);
  return (
    <article className="lesson-column finish">
      <p className="finish-mark">
        <CircleCheck size={18} aria-hidden="true" /> {t('finish.all-step-passed', { steps: detail.steps.length })}
      </p>
      <h2 tabIndex={-1} data-step-title>
        {t('finish.complete', { title: detail.summary.title })}
      </h2>
      <section aria-labelledby="finish-remember">
        <h3 id="finish-remember">{t('finish.what-to-remember')}</h3>
        <Points points={detail.remember} />
      </section>
      <section aria-labelledby="finish-production">
        <h3 id="finish-production">{t('finish.how-it-fails-in-production')}</h3>
        <Points points={detail.production} />
      </section>
      <section aria-labelledby="finish-review">
        <h3 id="finish-review">{t('finish.ask-yourself')}</h3>
        <ol className="review">
          {detail.review.map((item) => (
            <li key={item.question}>
              <details>
                <summary>
                  <span className="review-question">
                    <Markdown text={item.question} />
                  </span>
                  <span className="review-show">{t('finish.show-the-answer')}</span>
                </summary>
                <Markdown text={item.answer} />
              </details>
            </li>
          ))}
        </ol>
      </section>
      <div className="finish-next">
        {next === null ? (
          <>
            <p>{t('finish.that-was-the-last-lab')}</p>
            <Button kind="primary" onPress={() => go({ name: 'course' })}>
              {t('finish.back-to-the-course')}
            </Button>
          </>
        ) : (
          <>
            <p>
              <Phrase of="finish.next" values={{ title: next.title, minutes: next.minutes }} />
            </p>
            <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: next.id })}>
              {t('finish.open-the-next-lab')}
            </Button>
          </>
        )}
      </div>
    </article>
  );
}

function Points({ points }: { points: readonly string[] }) {
  return (
    <ul className="points">
      {points.map((point) => (
        <li key={point}>
          <Markdown text={point} />
        </li>
      ))}
    </ul>
  );
}
