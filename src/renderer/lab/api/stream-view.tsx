/** The log of a WebSocket or an event stream, and the line to send from. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Dot, Eraser, Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { formatBytes } from '../../../shared/messages-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import type { NumberedEntry } from './stream-store.ts';
import { noteWords } from './stream-words.ts';
import { TextReader } from './text-editor.tsx';
import { useApi } from './use-api.ts';
import './stream.css';

/** In CSS pixels; stream.css has the same. */
const ROW_HEIGHT = 24;
/** Nearer than this to the end, in CSS pixels, the log follows what comes. */
const NEAR_END = 40;

export function StreamView({ requestKey, request, onSend }: { requestKey: string; request: ApiRequest; onSend(): void }) {
  const api = useApi();
  const t = useWords();
  const state = useStore(api.streams.store, (streams) => streams[requestKey]);
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const entries = state?.entries ?? [];
  const filter = wanted.trim().toLowerCase();
  const shown = filter === '' ? entries : entries.filter((entry) => lineOf(entry, t).toLowerCase().includes(filter));
  const open = entries.find(({ number }) => number === chosen) ?? null;
  const message = request.body.type === 'raw' || request.body.type === 'json' ? request.body.text : '';
  return (
    <section className="stream" aria-label={t('api-stream.log')}>
      <div className="api-strip stream-bar">
        <span className="stream-phase" data-phase={state?.phase ?? 'closed'} role="status">
          {state?.phase === 'open' ? t('api-stream.open') : state?.phase === 'connecting' ? t('api-stream.connecting') : t('api-stream.closed')}
        </span>
        <span className="stream-count">{t('api-stream.count', { count: shown.length })}{(state?.dropped ?? 0) > 0 && ` · ${t('api-stream.dropped', { count: state?.dropped ?? 0 })}`}</span>
        {request.kind === 'events' && state?.lastEventId != null && <code className="stream-count">{`Last-Event-ID: ${state.lastEventId}`}</code>}
        <input className="text-input stream-filter" type="search" aria-label={t('api-stream.filter')} placeholder={t('api-stream.filter')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        <IconButton small label={t('api-stream.clear')} icon={<Eraser size={14} />} onPress={() => api.streams.clear(requestKey)} />
      </div>
      {state?.error != null && <ErrorCard error={state.error} actions={{ retry: onSend }} />}
      {entries.length === 0 && state?.error == null ? <p className="panel-empty">{t('api-stream.nothing-yet')}</p> : <Log entries={shown} chosen={chosen} onChoose={setChosen} />}
      {open !== null && open.kind !== 'note' && (
        <div className="stream-detail">
          <TextReader label={t('api-stream.message')} type="json" text={pretty(open.text)} />
          {open.cut && <p className="api-cut">{t('api-stream.cut', { size: formatBytes(open.bytes) })}</p>}
        </div>
      )}
      {request.kind === 'websocket' && (
        <form
          className="stream-send"
          onSubmit={(event) => {
            event.preventDefault();
            onSend();
          }}
        >
          <textarea className="text-input" rows={2} aria-label={t('api-stream.message-to-send')} placeholder={t('api-stream.message-to-send')} value={message} spellCheck={false} onChange={(event) => api.edit({ body: { type: 'raw', text: event.target.value, contentType: '' } })} />
          <Button small kind="primary" type="submit" icon={<Send size={13} />} isDisabled={state?.phase !== 'open'}>
            {t('api-stream.send')}
          </Button>
        </form>
      )}
    </section>
  );
}

function Log({ entries, chosen, onChoose }: { entries: readonly NumberedEntry[]; chosen: number | null; onChoose(number: number): void }) {
  const t = useWords();
  const place = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
   
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => place.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  // Only what is in view is there to be named.
  const drawn = rows.getVirtualItems().some(({ index }) => entries[index]?.number === chosen);
  const last = entries.at(-1)?.number;
  useEffect(() => {
    if (follows.current && entries.length > 0) rows.scrollToIndex(entries.length - 1);
  }, [last, entries.length, rows]);
  const move = (by: number): void => {
    const at = entries.findIndex(({ number }) => number === chosen);
    const next = entries[Math.max(0, Math.min(entries.length - 1, at + by))];
    if (next === undefined) return;
    onChoose(next.number);
    follows.current = false;
    rows.scrollToIndex(entries.indexOf(next));
  };
  return (
    <div
      ref={place} className="stream-log" role="listbox" tabIndex={0} aria-label={t('api-stream.messages')} aria-activedescendant={drawn ? `stream-${chosen}` : undefined}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => void (follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <div
              key={entry.number} id={`stream-${entry.number}`} className="stream-row" role="option" aria-selected={entry.number === chosen} data-kind={entry.kind} style={{ transform: `translateY(${start}px)` }}
              onClick={() => onChoose(entry.number)}
            >
              <Direction entry={entry} />
              <time>{t.date(entry.at, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })}</time>
              <span className="stream-text">{lineOf(entry, t)}</span>
              {entry.kind !== 'note' && <span className="stream-size">{formatBytes(entry.bytes)}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Direction({ entry }: { entry: NumberedEntry }) {
  const t = useWords();
  if (entry.kind === 'note') return <Dot size={14} aria-hidden="true" />;
  return entry.kind === 'message' && entry.direction === 'out' ? <ArrowUp size={14} role="img" aria-label={t('api-stream.out')} /> : <ArrowDown size={14} role="img" aria-label={t('api-stream.in')} />;
}

function lineOf(entry: NumberedEntry, t: ReturnType<typeof useWords>): string {
  if (entry.kind === 'note') return noteWords(entry.note, t);
  const text = entry.text.slice(0, 400);
  if (entry.kind === 'event') return `${entry.event}${entry.id === null ? '' : ` ${entry.id}`}  ${text}`;
  return entry.binary ? `${t('api-stream.binary')} ${text}` : text;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
