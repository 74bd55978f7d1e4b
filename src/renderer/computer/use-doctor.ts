/** Runs the doctor once, and again when asked, and gathers what it finds while it goes. */
import { useCallback, useEffect, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import type { DoctorItem, DoctorReport } from '../../shared/views.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';

export interface Examination {
  running: boolean;
  items: readonly DoctorItem[];
  report: DoctorReport | null;
  error: CodedError | null;
  again(): void;
}

/** What it finds depends on the computer alone, not on the settings: it looks once, and when the learner asks. */
export function useDoctor(): Examination {
  const connection = useConnection();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Examination, 'again'>>({ running: true, items: [], report: null, error: null });

  useEffect(() => {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      const items: DoctorItem[] = [];
      setState((last) => ({ ...last, running: true, error: null }));
      try {
        await connection.call(
          async (host) => {
            items.length = 0;
            for await (const event of await host.doctor.run(undefined, { signal: stop.signal })) {
              if (stop.signal.aborted) return;
              if (event.type === 'item') {
                items.push(event.item);
                const found = [...items];
                setState((last) => ({ ...last, items: found, report: null }));
              } else {
                setState({ running: false, items: event.report.items, report: event.report, error: null });
              }
            }
          },
          { signal: stop.signal, repeat: true },
        );
      } catch (thrown) {
        if (!stop.signal.aborted) setState((last) => ({ ...last, error: toCodedError(thrown) }));
      } finally {
        if (!stop.signal.aborted) setState((last) => ({ ...last, running: false }));
      }
    };
    void run();
    return () => stop.abort();
  }, [connection, turn]);

  const again = useCallback(() => setTurn((n) => n + 1), []);
  return { ...state, again };
}
