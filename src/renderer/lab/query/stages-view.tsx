/** What a pipeline gives after each of its stages: the first documents, stage below stage. */
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/words-context.tsx';

export interface StagesViewProps {
  lab: string;
  service: string;
  text: string;
  onClose(): void;
}

export function StagesView({ lab, service, text, onClose }: StagesViewProps) {
  const t = useWords();
  const { value, error } = useRead(`${lab} ${service} ${text}`, (host, signal) => host.data.stages({ lab, service, text }, { signal }));
  return (
    <div className="result">
      <div className="result-head">
        <strong>{t('query.stage-by-stage')}</strong>
        {value === null && error === null && <Spinner size={13} />}
        <span className="panel-bar-end">
          <Button small onPress={onClose}>
            {t('query.close')}
          </Button>
        </span>
      </div>
      {error !== null && <ErrorCard error={error} />}
      {value !== null && (
        <div className="stages" tabIndex={0} role="group" aria-label={t('query.the-stages-of-the-pipeline')}>
          <ol>
            {value.map((stage, at) => (
              <li key={at}>
                <h4>
                  {at + 1}. <code>{stage.stage}</code>
                  <span>{stage.documents.length === 0 ? t('query.nothing-comes-out') : stage.cut ? t('query.the-first-documents', { documents: stage.documents.length }) : t('query.in-all', { documents: stage.documents.length })}</span>
                </h4>
                {stage.documents.map((document, place) => (
                  <pre key={place}>{document}</pre>
                ))}
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
