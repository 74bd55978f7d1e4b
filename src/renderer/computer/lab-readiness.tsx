/** Each lab: can it run here, on which engine, and if not, what is missing. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import { describeError, engineName } from '../../shared/messages.ts';
import type { DoctorReport, LabEngine } from '../../shared/views.ts';
import { ErrorCard } from '../errors/error-card.tsx';

export interface LabReadinessProps {
  report: DoctorReport | null;
  running: boolean;
  onAgain(): void;
}

export function LabReadiness({ report, running, onAgain }: LabReadinessProps) {
  return (
    <section className="readiness" aria-labelledby="readiness-title">
      <div className="finding-group-head">
        <h2 id="readiness-title">Labs</h2>
        <p>A lab runs on any engine that has all it needs. The same checks and verdicts on each.</p>
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
              {lab.variant !== null && ` in ${lab.variant}`}
            </h3>
            <ul className="readiness-engines">
              {lab.engines.map((engine) => (
                <li key={engine.engine} data-ready={engine.ready}>
                  {engine.ready ? <CircleCheck size={14} aria-hidden="true" /> : <CircleDashed size={14} aria-hidden="true" />}
                  <span>
                    {engine.ready ? (
                      <>
                        <strong>{engineName(engine.engine)}</strong> can run it
                      </>
                    ) : (
                      <>
                        <strong>{engineName(engine.engine)}:</strong> {missingWords(engine)}
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
function missingWords(engine: LabEngine): string {
  const titles = [...new Set(engine.missing.map((error) => describeError(error).title))];
  if (titles.length === 0) return 'cannot run it';
  const more = titles.length > 2 ? `, and ${titles.length - 2} more` : '';
  return `${titles.slice(0, 2).join(', ')}${more}`;
}

function Missing({ engines, onAgain }: { engines: readonly LabEngine[]; onAgain(): void }) {
  const missing = engines.flatMap((engine) => engine.missing.map((error) => ({ engine: engine.engine, error })));
  if (missing.length === 0) return null;
  return (
    <details className="finding-more">
      <summary>What is missing, and how to get it</summary>
      <div className="readiness-missing">
        {missing.map(({ engine, error }) => (
          <ErrorCard key={`${engine} ${JSON.stringify(error)}`} error={error} level={0} tone="calm" actions={{ 'look-again': onAgain }} />
        ))}
      </div>
    </details>
  );
}
