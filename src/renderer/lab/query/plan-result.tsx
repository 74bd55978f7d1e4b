/** The plan of the query in the editor, as the picture that checks show, too. */
import { useMemo } from 'react';
import type { PlanView } from '../../../shared/data-views.ts';
import { PlanEvidence } from '../checks/plan-evidence.tsx';
import '../checks/evidence.css';

export function PlanResult({ plan }: { plan: PlanView }) {
  const evidence = useMemo(() => ({ kind: 'plan' as const, title: 'the query', ...plan }), [plan]);
  return (
    <div className="result-plan">
      <PlanEvidence evidence={evidence} />
    </div>
  );
}
