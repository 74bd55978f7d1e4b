/** A service's log, growing at its end. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useDesk } from '../lab-context.ts';

/** Lines asked for at first, and lines kept on the page: as much as anyone reads. */
const TAIL_LINES = 500;
const MOST_LINES = 2_000;
/** Lines that come together are drawn together, in milliseconds. */
const GATHER_MS = 60;
/** Nearer to the end than this the view follows it, in CSS pixels. */
const AT_END = 24;

/** Colours and cursor moves that programs print for terminals. */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

export function LogView({ lab, service }: { lab: string; service: string }) {
  const connection = useConnection();
  const { acts } = useDesk();
  const [lines, setLines] = useState<readonly string[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const place = useRef<HTMLPreElement>(null);
  const follow = useRef(true);

  useEffect(() => {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let fresh = true;
    const show = (): void => {
      timer = undefined;
      const news = waiting;
      waiting = [];
      setLines((last) => [...(fresh ? [] : last), ...news].slice(-MOST_LINES));
      fresh = false;
    };
    const off = connection.watch(
      (host, signal) => {
        // A new stream tells the last lines again.
        fresh = true;
        waiting = [];
        return host.session.logs({ lab, service, tail: TAIL_LINES }, { signal });
      },
      {
        value: (line) => {
          setError(null);
          waiting.push(line.replace(ESCAPES, ''));
          timer ??= setTimeout(show, GATHER_MS);
        },
        error: (thrown) => setError(toCodedError(thrown)),
      },
    );
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [connection, lab, service]);

  useLayoutEffect(() => {
    if (follow.current && place.current !== null) place.current.scrollTop = place.current.scrollHeight;
  }, [lines]);

  return (
    <div className="log">
      {error !== null && <ErrorCard error={error} tone="calm" actions={{ 'start-lab': acts.start }} />}
      <pre
        ref={place}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={`Log of ${service}`}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          follow.current = scrollHeight - scrollTop - clientHeight < AT_END;
        }}
      >
        {lines.length === 0 ? 'Nothing in the log yet.' : lines.join('\n')}
      </pre>
    </div>
  );
}
