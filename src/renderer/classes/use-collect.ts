/** Files that come into a class: asked for or dropped, taken in one after another, with a way to stop. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Collected } from '../../shared/class-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';

export interface Collecting {
  state: 'going' | 'done' | 'stopped';
  files: readonly Collected[];
  at: number;
  /** 0 until it is known. */
  of: number;
  error: CodedError | null;
}

export interface Collect {
  now: Collecting | null;
  choose(what: 'files' | 'folder'): void;
  drop(files: readonly File[]): void;
  stop(): void;
  putAway(): void;
}

export function useCollect(name: string): Collect {
  const connection = useConnection();
  const [now, setNow] = useState<Collecting | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const collect = useCallback(
    async (ask: () => Promise<string[]>): Promise<void> => {
      const controller = new AbortController();
      stop.current = controller;
      const { signal } = controller;
      try {
        const tokens = await ask();
        if (tokens.length === 0) return;
        setNow({ state: 'going', files: [], at: 0, of: 0, error: null });
        await connection.call(
          async (host) => {
            for await (const { one, at, of } of await host.classes.collect({ name, tokens }, { signal })) {
              setNow((last) => ({ state: 'going', files: [...(last?.files ?? []), one], at, of, error: null }));
            }
          },
          { signal },
        );
        setNow((last) => (last === null ? null : { ...last, state: signal.aborted ? 'stopped' : 'done' }));
      } catch (thrown) {
        const error = signal.aborted ? null : toCodedError(thrown);
        setNow((last) => ({ ...(last ?? { files: [], at: 0, of: 0 }), state: 'stopped', error }));
      }
    },
    [connection, name],
  );
  return {
    now,
    choose: (what) => void collect(() => connection.main.chooseProgress({ what })),
    drop: (files) => void collect(() => window.backbench.dropped(files)),
    stop: () => stop.current?.abort(),
    putAway: () => setNow(null),
  };
}
