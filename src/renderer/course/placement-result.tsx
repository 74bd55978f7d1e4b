/** What came of the placement quiz: lab by lab, with undo, and where to go on. */
import { ArrowRight, CircleDashed } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PlacedLab, PlacementView } from '../../shared/course-views.ts';
import { count } from '../../shared/messages-format.ts';
import { useUi } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { labsInOrder, nextLab, useCourse } from './course-context.tsx';
import { KnownAlready } from './lab-row.tsx';

const WORDS: Readonly<Record<PlacedLab['result'], string>> = {
  open: 'To do',
  known: 'To do',
  'not-known': 'To do',
  'not-asked': 'To do: it builds on a lab that is to do',
};

export function PlacementResult({ view, again }: { view: PlacementView; again(): void }) {
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
        {known.length === 0 ? 'There is something new in every lab' : `You know ${count(known.length, 'lab')} of ${view.labs.length} already`}
      </h1>
      <p className="page-lead">
        {known.length === 0
          ? 'Begin with the first one. You can take the quiz again at any time.'
          : `That saves ${count(known.reduce((sum, lab) => sum + lab.minutes, 0), 'minute')}. What you know stays open for you; undo what does not feel right.`}
      </p>
      <ul className="placed" aria-label="Labs of this stage">
        {view.labs.map((placed) => {
          const lab = all.find((each) => each.id === placed.id);
          return (
            <li key={placed.id}>
              <span>{placed.title}</span>
              {lab?.known === true ? (
                <KnownAlready lab={lab} />
              ) : (
                <span className="placed-word">
                  <CircleDashed size={14} aria-hidden="true" /> {WORDS[placed.result]}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="placement-actions">
        {next !== null && (
          <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: next.id })}>
            Go on with {next.title}
          </Button>
        )}
        <Button onPress={() => go({ name: 'course' })}>Back to the course</Button>
        <Button kind="quiet" onPress={again}>
          Take it again
        </Button>
      </div>
    </>
  );
}
