/** What came back from the query, or why nothing did. */
import { CircleCheck } from 'lucide-react';
import { formatDuration } from '../../../shared/messages-format.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { keyText } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { shortcuts } from '../../settings/shortcuts.ts';
import { useDesk } from '../lab-context.ts';
import { asTabSeparated } from './column-widths.ts';
import { lineAndColumn } from './position.ts';
import { ResultTable } from './result-table.tsx';
import { ResultText } from './result-text.tsx';
import { type Query, resultWords } from './use-query.ts';

export interface QueryResultViewProps {
  query: Query;
  kind: ServiceKind;
  /** Goes to the place that an error names. */
  onShowFault(): void;
}

export function QueryResultView({ query, kind, onShowFault }: QueryResultViewProps) {
  const { acts } = useDesk();
  const { state } = query;
  switch (state.kind) {
    case 'idle':
      return (
        <p className="panel-empty">
          The result appears here. Run the query with {keyText(shortcuts.run)}.
        </p>
      );
    case 'cancelled':
      return <p className="panel-empty">Cancelled. The server has stopped working on it.</p>;
    case 'running':
      return (
        <div className="panel-empty result-running" role="status">
          <span>
            <Spinner /> Running
          </span>
          <Elapsed since={state.since} />
          <Button small onPress={query.cancel}>
            Cancel
          </Button>
        </div>
      );
    case 'failed': {
      const position = state.error.details['position'];
      const place = typeof position === 'number' ? lineAndColumn(state.text, position - 1) : null;
      return (
        <div className="result-failed">
          <ErrorCard error={state.error} actions={{ 'start-lab': acts.start }} />
          {place !== null && (
            <Button small onPress={onShowFault}>
              Line {place.line}, column {place.column}
            </Button>
          )}
        </div>
      );
    }
    case 'done': {
      const { result } = state;
      return (
        <div className="result">
          <div className="result-head">
            {result.kind === 'done' && <CircleCheck size={14} aria-hidden="true" />}
            <span>{resultWords(result)}</span>
            <span className="result-time">{formatDuration(result.ms)}</span>
            {result.kind === 'table' && result.rows.length > 0 && (
              <CopyButton what="rows" text={() => asTabSeparated(result.columns.map((column) => column.name), result.rows)} />
            )}
            {result.kind === 'text' && <CopyButton what="answer" text={result.text} />}
          </div>
          {result.kind === 'table' && <ResultTable key={state.turn} result={result} />}
          {result.kind === 'text' && <ResultText text={result.text} kind={kind} />}
        </div>
      );
    }
  }
}
