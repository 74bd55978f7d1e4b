/** The checks of the step, below its lesson. */
import { useEffect, useRef } from 'react';
import { describeVerdict } from '../../../shared/messages.ts';
import { overallState } from './overall-state.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useDesk } from '../lab-context.ts';
import { CheckItem } from './check-item.tsx';
import { useWords } from '../../words/words-context.tsx';
import './checks.css';

export function ChecksSection() {
  const t = useWords();
  const { step, checks, check, acts } = useDesk();
  const place = useRef<HTMLElement>(null);
  const { report, error } = check;

  // The report of the call and the state of the session come by different ways; both are waited for.
  const drawn = report?.results.every((result) => checks.find((each) => each.id === result.checkId)?.view.state === result.verdict) === true;
  // What was just learnt comes into view; a result from an earlier day does not pull the page.
  useEffect(() => {
    if (!drawn && error === null) return;
    place.current?.scrollIntoView({ block: 'start' });
  }, [report, drawn, error]);

  const state = overallState(checks.map((each) => each.view.state));
  return (
    <section ref={place} className="checks" aria-labelledby={`checks-${step.id}`}>
      <h3 id={`checks-${step.id}`}>
        {t('checks.checks')}
        {state !== null && (
          <span className="checks-verdict" data-state={state}>
            {describeVerdict(state, t.table).text}
          </span>
        )}
      </h3>
      {error !== null && <ErrorCard error={error} level={4} actions={{ retry: check.run, 'start-lab': acts.start }} />}
      <ul className="check-list">
        {checks.map((each) => (
          <CheckItem key={each.id} check={each} />
        ))}
      </ul>
    </section>
  );
}
