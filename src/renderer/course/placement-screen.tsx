/** The placement quiz of a stage: what it is about, one question after the other, what came of it. */
import { useState } from 'react';
import type { PlacementView } from '../../shared/course-views.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { type CodedError, stageTitle } from '../../shared/messages.ts';
import { AppHeader } from '../app/app-header.tsx';
import { useUi } from '../app/ui-state.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { PlacementQuestion } from './placement-question.tsx';
import { PlacementResult } from './placement-result.tsx';
import { useWords } from '../words/words-context.tsx';
import './course.css';
import './placement.css';

/** Makes a call that answers with where the quiz stands then. */
export type PlacementAct = (call: (host: HostClient) => Promise<PlacementView>) => void;

export function PlacementScreen({ stage }: { stage: Stage }) {
  const t = useWords();
  const connection = useConnection();
  const first = useRead(`placement ${stage}`, (host, signal) => host.placement.view({ stage }, { signal }));
  const [now, setNow] = useState<PlacementView | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const view = now ?? first.value;

  const act: PlacementAct = (call) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    connection
      .call(call)
      .then(setNow, (thrown: unknown) => setError(toCodedError(thrown)))
      .finally(() => setBusy(false));
  };
  const shown = error ?? (view === null ? first.error : null);
  return (
    <>
      <AppHeader />
      <main className="page" aria-label={t('course.placement', { stage: stageTitle(stage, t.table) })} aria-busy={view === null && shown === null}>
        <div className="page-column placement">
          {view?.state === 'new' && <Invitation view={view} begin={() => act((host) => host.placement.begin({ stage }))} />}
          {view?.state === 'running' && view.question !== null && (
            <PlacementQuestion key={`${view.question.lab} ${view.question.id}`} view={view} question={view.question} act={act} busy={busy} />
          )}
          {view?.state === 'done' && <PlacementResult view={view} again={() => act((host) => host.placement.begin({ stage }))} />}
          {shown !== null && <ErrorCard error={shown} level={2} actions={{ retry: first.reload }} />}
        </div>
      </main>
    </>
  );
}

function Invitation({ view, begin }: { view: PlacementView; begin(): void }) {
  const t = useWords();
  const go = useUi((s) => s.go);
  return (
    <>
      <h1>{t('course.what-do-you-know-already')}</h1>
      <p className="page-lead">
        {t('course.at-most-question-about-lab', { stage: stageTitle(view.stage, t.table), left: view.left, labs: view.labs.length })}
      </p>
      <ul className="placement-rules">
        <li>{t('course.there-is-no-clock-i')}</li>
        <li>{t('course.after-a-wrong-answer-nothing')}</li>
        <li>{t('course.nothing-is-locked-by-it')}</li>
      </ul>
      <div className="placement-actions">
        <Button kind="primary" onPress={begin}>
          {t('course.begin')}
        </Button>
        <Button onPress={() => go({ name: 'course' })}>{t('course.back-to-the-course')}</Button>
      </div>
    </>
  );
}
