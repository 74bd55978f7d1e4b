/** What a pipeline gives after each of its stages: the first documents, stage below stage. */
import { ErrorCard } from '../../errors/error-card.tsx';
import { useRead } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';

export interface StagesViewProps {
  lab: string;
  service: string;
  text: string;
  onClose(): void;
}

export function StagesView({ lab, service, text, onClose }: StagesViewProps) {
  const { value, error } = useRead(`${lab} ${service} ${text}`, (host, signal) => host.data.stages({ lab, service, text }, { signal }));
  return (
    <div className="result">
      <div className="result-head">
        <strong>Stage by stage</strong>
        {value === null && error === null && <Spinner size={13} />}
        <span className="panel-bar-end">
          <Button small onPress={onClose}>
            Close
          </Button>
        </span>
      </div>
      {error !== null && <ErrorCard error={error} />}
      {value !== null && (
        <div className="stages" tabIndex={0} role="group" aria-label="The stages of the pipeline">
          <ol>
            {value.map((stage, at) => (
              <li key={at}>
                <h4>
                  {at + 1}. <code>{stage.stage}</code>
                  <span>{stage.documents.length === 0 ? 'nothing comes out' : stage.cut ? `the first ${stage.documents.length} documents` : `${stage.documents.length} in all`}</span>
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
