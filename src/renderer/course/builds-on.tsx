/** What a lab builds on that its learner has not met yet, with the way there. Advice, never a lock. */
import { Lightbulb } from 'lucide-react';
import type { LabSummary } from '../../shared/views.ts';
import { Phrase } from '../words/words-context.tsx';
import { useUi } from '../app/ui-state.ts';

type Needed = LabSummary['buildsOn'][number];

export function BuildsOn({ lab }: { lab: LabSummary }) {
  const go = useUi((s) => s.go);
  const missing = Map.groupBy(lab.buildsOn.filter((concept) => !concept.known), (concept: Needed) => concept.lab.id);
  if (missing.size === 0) return null;
  return (
    <p className="builds-on">
      <Lightbulb size={13} aria-hidden="true" />
      <span>
        <Phrase of="course.builds-on-labs" values={{ labs: [...missing.values()].map((concepts, at) => (
          <span key={concepts[0]?.lab.id}>
            {at > 0 && '; '}
            <button type="button" className="text-button" onClick={() => go({ name: 'lab', lab: concepts[0]?.lab.id ?? '' })}>
              {concepts[0]?.lab.title}
            </button>
            <span className="builds-on-concepts"> ({concepts.map((concept) => concept.title).join(' · ')})</span>
          </span>
        )) }} />
      </span>
    </p>
  );
}
