/** The choice of a lab's language: one card each, with what was reached in it and whether it runs on this machine. */
import { ArrowRight, CircleCheck, CircleDashed } from 'lucide-react';
import { useState } from 'react';
import { describeError, engineName } from '../../shared/messages.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { LabEngine, LabSummary } from '../../shared/views.ts';
import { AppHeader } from '../app/app-header.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection, useRead } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import './variant-choice.css';

export interface VariantChoiceProps {
  lab: LabSummary;
  /** Called when the choice is made; the course tells which it is. */
  onChosen(): void;
}

export function VariantChoice({ lab, onChosen }: VariantChoiceProps) {
  const t = useWords();
  const connection = useConnection();
  const here = useRead(`variants ${lab.id}`, (host, signal) => host.course.variantsHere({ lab: lab.id }, { signal }));
  const [error, setError] = useState<CodedError | null>(null);
  const [choosing, setChoosing] = useState<string | null>(null);
  const choose = (variant: string): void => {
    setChoosing(variant);
    setError(null);
    connection.call((host) => host.session.chooseVariant({ lab: lab.id, variant }), { repeat: true }).then(onChosen, (thrown: unknown) => {
      setChoosing(null);
      setError(toCodedError(thrown));
    });
  };
  return (
    <>
      <AppHeader trail={<h1 className="trail-title">{lab.title}</h1>} />
      <main className="page" aria-label={t('lab.choose-a-language')}>
        <div className="page-column">
          <div className="page-head">
            <div>
              <h2>{t('lab.choose-a-language')}</h2>
              <p className="page-lead">{t('lab.the-task-and-the-checks')}</p>
            </div>
          </div>
          {error !== null && <ErrorCard error={error} level={3} actions={{}} />}
          {here.error !== null && <ErrorCard error={here.error} level={3} actions={{ 'look-again': here.reload }} />}
          <ul className="variants">
            {lab.variants.map((variant) => {
              const engines = here.value?.find((each) => each.variant === variant.id)?.engines ?? null;
              const ready = engines?.some((engine) => engine.ready) ?? false;
              return (
                <li key={variant.id} className="variant" data-chosen={variant.id === lab.variant}>
                  <h3>{variant.title}</h3>
                  <p className="variant-reached">{reachedWords(variant, lab, t)}</p>
                  {engines === null ? (
                    <p className="variant-looking">{here.error === null && <Spinner size={13} />} {t('lab.looking-whether-it-runs-here')}</p>
                  ) : (
                    <Availability engines={engines} />
                  )}
                  <Button
                    kind={variant.id === lab.variant ? 'primary' : 'plain'}
                    icon={<ArrowRight size={15} />}
                    isDisabled={choosing !== null || (engines !== null && !ready)}
                    onPress={() => choose(variant.id)}
                  >
                    {variant.state === 'new' ? t('lab.start-in', { title: variant.title }) : t('lab.go-on-in', { title: variant.title })}
                  </Button>
                </li>
              );
            })}
          </ul>
          {here.value?.some((each) => !each.engines.some((engine) => engine.ready)) === true && (
            <Button kind="quiet" onPress={here.reload}>
              {t('lab.look-again')}
            </Button>
          )}
        </div>
      </main>
    </>
  );
}

function reachedWords({ state, stepsPassed }: LabSummary['variants'][number], lab: LabSummary, t: T): string {
  if (state === 'passed') return t('lab.variant-done');
  return state === 'new' ? t('lab.variant-new') : t('lab.variant-steps', { passed: stepsPassed, steps: lab.steps });
}

function Availability({ engines }: { engines: readonly LabEngine[] }) {
  const t = useWords();
  return (
    <ul className="variant-engines">
      {engines.map(({ engine, ready, missing }) => (
        <li key={engine} data-ready={ready}>
          {ready ? <CircleCheck size={14} aria-hidden="true" /> : <CircleDashed size={14} aria-hidden="true" />}
          <div>
            {ready ? t('lab.all-it-needs-is-here', { engine: engineName(engine, t.table) }) : t('lab.not-available-here', { engine: engineName(engine, t.table) })}
            {missing.map((error) => {
              const { title, text, next } = describeError(error, t.table);
              return (
                <details key={JSON.stringify(error)}>
                  <summary>{title}</summary>
                  <p>{[text, next].filter((part) => part !== '').join(' ')}</p>
                </details>
              );
            })}
          </div>
        </li>
      ))}
    </ul>
  );
}
