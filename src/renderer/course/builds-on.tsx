/** What a lab builds on that its learner has not met yet, with the way there. Advice, never a lock. */
import { Lightbulb } from 'lucide-react';
import type { LabSummary } from '../../shared/views.ts';
import { useUi } from '../app/ui-state.ts';

export function BuildsOn({ lab }: { lab: LabSummary }) {
  const go = useUi((s) => s.go);
  const missing = lab.buildsOn.filter((concept) => !concept.known);
  if (missing.length === 0) return null;
  const labs = [...new Map(missing.map((concept) => [concept.lab.id, concept.lab])).values()];
  return (
    <p className="builds-on">
      <Lightbulb size={13} aria-hidden="true" />
      <span>
        Builds on {missing.map((concept) => concept.title).join(', ')}, from{' '}
        {labs.map((each, at) => (
          <span key={each.id}>
            {at > 0 && (at === labs.length - 1 ? ' and ' : ', ')}
            <button type="button" className="text-button" onClick={() => go({ name: 'lab', lab: each.id })}>
              {each.title}
            </button>
          </span>
        ))}
        .
      </span>
    </p>
  );
}
