/** Each lab: can it run here, on which engine, and if not, what is missing. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import { describeError, engineName } from '../../shared/messages.ts';
import type { DoctorReport, LabEngine } from '../../shared/views.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { type T, useWords } from '../words/words-context.tsx';

export interface LabReadinessProps {
  report: DoctorReport | null;
  running: boolean;
  onAgain(): void;
}

export function LabReadiness({ report, running, onAgain }: LabReadinessProps) {
  const t = useWords();
  return (
    <section className="readiness" aria-labelledby="readiness-title">
      <div className="finding-group-head">
        <h2 id="readiness-title">{t('computer.labs')}</h2>
        <p>{t('computer.a-lab-runs-on-any')}</p>
      </div>
      {report === null && running && (
        <div aria-hidden="true" className="readiness-bones">
          {[0, 1, 2, 3].map((row) => (
            <div key={row} className="bone" style={{ height: 58 }} />
          ))}
        </div>
      )}
      <ul className="readiness-list">
        {report?.labs.map((lab) => (
          <li key={`${lab.lab} ${lab.variant ?? ''}`}>
            <h3>
              {lab.title}
              {lab.variant !== null && t('computer.in', { variant: lab.variant })}
            </h3>
            <ul className="readiness-engines">
              {lab.engines.map((engine) => (
                <li key={engine.engine} data-ready={engine.ready}>
                  {engine.ready ? <CircleCheck size={14} aria-hidden="true" /> : <CircleDashed size={14} aria-hidden="true" />}
                  <span>
                    {engine.ready ? (
                      <>
                        <strong>{engineName(engine.engine, t.table)}</strong> {t('computer.can-run-it')}
                      </>
                    ) : (
                      <>
                        <strong>{engineName(engine.engine, t.table)}:</strong> {missingWords(engine, t)}
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {!lab.engines.some((engine) => engine.ready) && <Missing engines={lab.engines} onAgain={onAgain} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What an engine lacks, in a line: the titles of the first errors. */
function missingWords(engine: LabEngine, t: T): string {
  const titles = [...new Set(engine.missing.map((error) => describeError(error, t.table).title))];
  if (titles.length === 0) return t('computer.cannot-run');
  const missing = titles.slice(0, 2).join(', ');
  return titles.length > 2 ? t('computer.missing-more', { missing, more: titles.length - 2 }) : missing;
}

function Missing({ engines, onAgain }: { engines: readonly LabEngine[]; onAgain(): void }) {
  const t = useWords();
  const missing = engines.flatMap((engine) => engine.missing.map((error) => ({ engine: engine.engine, error })));
  if (missing.length === 0) return null;
  return (
    <details className="finding-more">
      <summary>{t('computer.what-is-missing-and-how')}</summary>
      <div className="readiness-missing">
        {missing.map(({ engine, error }) => (
          <ErrorCard key={`${engine} ${JSON.stringify(error)}`} error={error} level={0} tone="calm" actions={{ 'look-again': onAgain }} />
        ))}
      </div>
    </details>
  );
}
