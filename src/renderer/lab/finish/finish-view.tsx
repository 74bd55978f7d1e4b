/** The page behind the last step: what to keep, how it fails in production, questions, the next lab. */
import { ArrowRight, CircleCheck } from 'lucide-react';
import { count } from '../../../shared/messages-format.ts';
import { useUi } from '../../app/ui-state.ts';
import { labAfter, useCourse } from '../../course/course-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import './finish.css';

export function FinishView() {
  const { detail, lab } = useDesk();
  const course = useCourse();
  const go = useUi((s) => s.go);
  const next = course.value === null ? null : labAfter(course.value, lab);
  return (
    <article className="lesson-column finish">
      <p className="finish-mark">
        <CircleCheck size={18} aria-hidden="true" /> All {count(detail.steps.length, 'step')} passed
      </p>
      <h2 tabIndex={-1} data-step-title>
        {detail.summary.title}: complete
      </h2>
      <section aria-labelledby="finish-remember">
        <h3 id="finish-remember">What to remember</h3>
        <Points points={detail.remember} />
      </section>
      <section aria-labelledby="finish-production">
        <h3 id="finish-production">How it fails in production</h3>
        <Points points={detail.production} />
      </section>
      <section aria-labelledby="finish-review">
        <h3 id="finish-review">Ask yourself</h3>
        <ol className="review">
          {detail.review.map((item) => (
            <li key={item.question}>
              <details>
                <summary>
                  <span className="review-question">
                    <Markdown text={item.question} />
                  </span>
                  <span className="review-show">Show the answer</span>
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
            <p>That was the last lab that is not done yet.</p>
            <Button kind="primary" onPress={() => go({ name: 'course' })}>
              Back to the course
            </Button>
          </>
        ) : (
          <>
            <p>
              Next: <strong>{next.title}</strong>, {next.minutes} minutes
            </p>
            <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: next.id })}>
              Open the next lab
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
