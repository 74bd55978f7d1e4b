/** The plan of the query in the editor, as the picture that checks show, too. */
import { useMemo } from 'react';
import type { PlanView } from '../../../shared/data-views.ts';
import { PlanEvidence } from '../checks/plan-evidence.tsx';
import { useWords } from '../../words/words-context.tsx';
import '../checks/evidence.css';

export function PlanResult({ plan }: { plan: PlanView }) {
  const t = useWords();
  const evidence = useMemo(() => ({ kind: 'plan' as const, title: t('query.the-query'), ...plan }), [plan, t]);
  return (
    <div className="result-plan">
      <PlanEvidence evidence={evidence} />
    </div>
  );
}
