/** Check: saves the files, keeps what was typed as an answer, runs the step's checks, keeps the report. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { describeVerdict, type CodedError } from '../../shared/messages.ts';
import type { CheckReport } from '../../shared/views.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import type { CheckAct } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

export interface CheckInput {
  lab: string;
  step: string;
  /** Resolves to why a file could not be saved, or null. The check would look at an older text. */
  saveFiles(): Promise<CodedError | null>;
  /** Answers go to the lab host before the check does, in this order. */
  keepAnswers(): void;
  onReport(report: CheckReport): void;
}

interface State {
  running: boolean;
  since: number;
  error: CodedError | null;
  report: CheckReport | null;
}

export function useCheck({ lab, step, saveFiles, keepAnswers, onReport }: CheckInput): CheckAct {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [state, setState] = useState<State>({ running: false, since: 0, error: null, report: null });
  const stop = useRef<AbortController | null>(null);
  const told = useRef(onReport);
  useEffect(() => {
    told.current = onReport;
  });

  const run = useCallback(async (): Promise<void> => {
    if (stop.current !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    stop.current = controller;
    setState({ running: true, since: Date.now(), error: null, report: null });
    try {
      keepAnswers();
      const unsaved = await saveFiles();
      if (unsaved !== null) {
        setState((last) => ({ ...last, running: false, error: unsaved }));
        return;
      }
      const report = await connection.call((host) => host.session.check({ lab, step }, { signal }), { signal });
      setState((last) => ({ ...last, running: false, report }));
      const passed = report.results.filter((result) => result.verdict === 'passed').length;
      announce(t('lab.of-checks-passed', { word: describeVerdict(report.verdict, t.table).word, passed, results: report.results.length }));
      told.current(report);
    } catch (thrown) {
      setState((last) => ({ ...last, running: false, error: signal.aborted ? null : toCodedError(thrown) }));
    } finally {
      stop.current = null;
    }
  }, [announce, connection, keepAnswers, lab, saveFiles, step, t]);

  return useMemo(
    () => ({
      ...state,
      report: state.report?.step === step ? state.report : null,
      run: () => void run(),
      cancel: () => stop.current?.abort(new DOMException('Cancelled', 'AbortError')),
      clear: () => setState((last) => ({ ...last, error: null })),
    }),
    [state, run, step],
  );
}
