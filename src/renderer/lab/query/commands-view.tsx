/** The commands that a Redis gets, as they come; the last few hundred. */
import { useEffect, useRef, useState } from 'react';
import type { RedisCommands } from '../../../shared/store-views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';

/** Commands that are kept on the screen. */
const MOST_SHOWN = 300;

type Shown = RedisCommands['commands'][number] & { id: number };

export function CommandsView({ lab, service, onClose }: { lab: string; service: string; onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const [state, setState] = useState<{ shown: readonly Shown[]; dropped: number; listens: boolean }>({ shown: [], dropped: 0, listens: false });
  const list = useRef<HTMLDivElement>(null);
  const next = useRef(0);
  useEffect(
    () =>
      connection.watch((host, signal) => host.data.commands({ lab, service }, { signal }), {
        value: ({ commands, dropped }) => {
          const fresh = commands.map((command) => ({ ...command, id: next.current++ }));
          setState((last) => ({ listens: true, dropped: last.dropped + dropped, shown: [...last.shown, ...fresh].slice(-MOST_SHOWN) }));
        },
      }),
    [connection, lab, service],
  );
  // The newest is in view, unless the learner reads further up.
  useEffect(() => {
    const box = list.current;
    if (box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < 200) box.scrollTop = box.scrollHeight;
  }, [state.shown]);
  return (
    <div className="result">
      <div className="result-head">
        <strong>{t('query.live-commands')}</strong>
        <span className="result-time">
          {state.listens ? t('query.listening') : t('query.opening')}
          {state.dropped > 0 && t('query.left-out', { dropped: state.dropped })}
        </span>
        <span className="panel-bar-end">
          <Button small onPress={() => setState((last) => ({ ...last, shown: [], dropped: 0 }))}>
            {t('query.clear')}
          </Button>
          <Button small onPress={onClose}>
            {t('query.stop')}
          </Button>
        </span>
      </div>
      <div ref={list} className="commands" tabIndex={0} role="log" aria-live="off" aria-label={t('query.live-commands')}>
        {state.shown.length === 0 && <p className="schema-note">{t('query.what-any-program-sends-to')}</p>}
        {state.shown.map((command) => (
          <p key={command.id}>
            <span>{new Date(command.at).toISOString().slice(11, 23)}</span> <span>{command.from}</span> {command.text}
          </p>
        ))}
      </div>
    </div>
  );
}
