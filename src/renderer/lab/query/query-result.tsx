/** What came back from the query, or why nothing did. */
import { CircleCheck } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import type { RunView } from '../../../shared/data-views.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useShortcuts } from '../../settings/use-shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { keyText } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useDesk } from '../lab-context.ts';
import { DocumentsResult } from './documents-result.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PlanResult } from './plan-result.tsx';
import type { PagedRows } from './paged-rows.ts';
import { lineAndColumn } from './position.ts';
import { ResultTable } from './result-table.tsx';
import { ResultText } from './result-text.tsx';
import type { Written } from './written-bar.tsx';
import { endWords, type Query, resultWords } from './use-query.ts';
import { type T, useWords } from '../../words/words-context.tsx';

export interface QueryResultViewProps {
  query: Query;
  kind: ServiceKind;
  /** Goes to the place that an error names. */
  onShowFault(): void;
  /** Rows of the result were written. Null where they can't be. */
  onWritten: ((written: Written) => void) | null;
  /** Stands below the rows. */
  foot?: ReactNode;
}

export function QueryResultView({ query, kind, onShowFault, onWritten, foot }: QueryResultViewProps) {
  const shortcuts = useShortcuts();
  const t = useWords();
  const { acts } = useDesk();
  const { state } = query;
  switch (state.kind) {
    case 'idle':
      return (
        <p className="panel-empty">
          {t('query.the-result-appears-here-run', { run: keyText(shortcuts.run) })}
        </p>
      );
    case 'cancelled':
      return <p className="panel-empty">{t('query.cancelled-the-server-has-stopped')}</p>;
    case 'running':
      return (
        <div className="panel-empty result-running" role="status">
          <span>
            <Spinner /> {state.waitsFor === null ? t('query.running') : waitWords(state.waitsFor, t)}
          </span>
          <Elapsed since={state.since} />
          <Button small onPress={query.cancel}>
            {t('query.cancel')}
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
              {t('query.line-column', { line: place.line, column: place.column })}
            </Button>
          )}
        </div>
      );
    }
    case 'plan':
      return <PlanResult plan={state.plan} />;
    case 'rows': {
      const { view, rows, since } = state;
      return (
        <div className="result">
          <ResultTable
            key={view.run} view={view} rows={rows} onWritten={onWritten}
            head={
              <>
                {view.ended === null && <Spinner size={13} />}
                {view.ended === null ? <RowsSoFar rows={rows} /> : <span>{endWords(view, t)}</span>}
                <span className="result-time">{view.ended === null ? <Elapsed since={since} /> : t.duration(view.ms)}</span>
                {view.ended !== null && view.rows > 0 && <ExportMenu key={view.run} run={view.run} />}
              </>
            }
            notices={view.ended !== null && view.ended.text.includes('\n') && <Notices text={view.ended.text} />}
          />
          {foot}
        </div>
      );
    }
    case 'done': {
      const { result } = state;
      if (result.kind === 'text' && result.documents !== undefined) return <DocumentsResult key={state.turn} text={result.text} documents={result.documents} head={<><span>{resultWords(result, t)}</span><span className="result-time">{t.duration(result.ms)}</span></>} />;
      return (
        <div className="result">
          <div className="result-head">
            {result.kind === 'done' && <CircleCheck size={14} aria-hidden="true" />}
            <span className={result.kind === 'done' ? 'result-tag' : undefined}>{resultWords(result, t)}</span>
            <span className="result-time">{t.duration(result.ms)}</span>
            {result.kind === 'text' && <CopyButton what={t('query.answer')} text={result.text} />}
          </div>
          {result.kind === 'text' && <ResultText text={result.text} kind={kind} />}
        </div>
      );
    }
  }
}

/** Counts while rows come, and draws nothing else anew. */
function RowsSoFar({ rows }: { rows: PagedRows }) {
  const t = useWords();
  const count = useSyncExternalStore(rows.subscribe, rows.total);
  return <span>{endWords({ ended: null, rows: count }, t)}</span>;
}

/** What the server said beside the rows; its last line is the tag, which the number of rows says already. */
function Notices({ text }: { text: string }) {
  return <pre className="result-notices">{text.slice(0, text.lastIndexOf('\n'))}</pre>;
}

function waitWords(by: NonNullable<RunView['waitsFor']>, t: T): string {
  return by === 'other' ? t('query.waits-for-other') : t('query.waits-for-session', { session: by.toUpperCase() });
}
