/** A service's log, growing at its end. It can be looked through, and followed or not. */
import { ArrowDownToLine, Search, X } from 'lucide-react';
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import type { CodedError } from '../../../shared/messages.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { isOpen, useDesk } from '../lab-context.ts';
import { foundLines } from './found-lines.ts';
import { useWords } from '../../words/words-context.tsx';

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
  const t = useWords();
  const connection = useConnection();
  const { acts, session } = useDesk();
  const running = isOpen(session);
  const [lines, setLines] = useState<readonly string[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  const place = useRef<HTMLPreElement>(null);
  const [follow, setFollow] = useState(true);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const found = useMemo(() => foundLines(lines, wanted), [lines, wanted]);

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
    // A stream ends with the services it tells of: another begins with those that are started next.
  }, [connection, lab, service, running]);

  useLayoutEffect(() => {
    if (follow && place.current !== null) place.current.scrollTop = place.current.scrollHeight;
  }, [found, follow]);

  return (
    <div className="log">
      <div className="log-bar">
        <SearchField className="log-search" aria-label={t('services.find-in-the-log-of', { service })} value={text} onChange={setText}>
          <Search size={13} aria-hidden="true" />
          <Input placeholder={t('services.find-in-the-log')} spellCheck="false" />
          <AriaButton className="search-clear">
            <X size={13} aria-label={t('services.clear')} />
          </AriaButton>
        </SearchField>
        <span className="log-count" role="status">
          {wanted.trim() === '' ? '' : t('services.of-line', { found: found.length, lines: lines.length })}
        </span>
        <span className="panel-bar-end">
          <IconButton small label={t('services.follow-the-end-of-the')} on={follow} icon={<ArrowDownToLine size={14} />} onPress={() => setFollow(!follow)} />
          <CopyButton what={t('services.the-log')} text={() => found.map((line) => line.parts.join('')).join('\n')} />
        </span>
      </div>
      {error !== null && <ErrorCard error={error} tone="calm" actions={{ 'start-lab': acts.start }} />}
      <pre
        ref={place}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('services.log-of', { service })}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          setFollow(scrollHeight - scrollTop - clientHeight < AT_END);
        }}
      >
        {lines.length === 0
          ? t('services.nothing-in-the-log-yet')
          : wanted.trim() === ''
            ? lines.join('\n')
            : found.length === 0
              ? t('services.no-line-holds-this')
              : found.map((line) => <FoundLine key={line.at} parts={line.parts} />)}
      </pre>
    </div>
  );
}

function FoundLine({ parts }: { parts: readonly string[] }) {
  return (
    <>
      {parts.map((part, at) => (at % 2 === 0 ? part : <mark key={at}>{part}</mark>))}
      {'\n'}
    </>
  );
}
