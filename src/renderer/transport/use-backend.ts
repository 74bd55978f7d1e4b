/** React's way to the connection: streams as state, long acts with their error, elapsed time and cancel. */
import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { toCodedError } from './coded-error.ts';
import type { Connection, HostClient, LinkState } from './connection.ts';

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('There is no connection around this component.');
  return connection;
}

export function useLinkState(): LinkState {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, () => connection.state);
}

export interface Watched<T> {
  /** The last value; kept while the host is away. */
  value: T | null;
  error: CodedError | null;
}

/**
 * The latest value of a stream of the lab host.
 * @param key when it changes, another stream is opened and the value starts from null
 */
export function useWatch<T>(key: string, open: (host: HostClient, signal: AbortSignal) => Promise<AsyncIterable<T>>): Watched<T> {
  const connection = useConnection();
  const [state, setState] = useState<Watched<T> & { key: string }>({ key, value: null, error: null });
  const opener = useRef(open);
  useEffect(() => {
    opener.current = open;
  });
  useEffect(
    () =>
      connection.watch((host, signal) => opener.current(host, signal), {
        value: (value) => setState({ key, value, error: null }),
        error: (thrown) => setState((last) => ({ key, value: last.key === key ? last.value : null, error: toCodedError(thrown) })),
      }),
    [connection, key],
  );
  return state.key === key ? state : { value: null, error: null };
}

/** A value of the lab host that is read once per key; `reload` reads it again. */
export function useRead<T>(key: string, read: (host: HostClient, signal: AbortSignal) => Promise<T>): Watched<T> & { reload(): void } {
  const connection = useConnection();
  const [state, setState] = useState<Watched<T> & { key: string }>({ key, value: null, error: null });
  const [turn, setTurn] = useState(0);
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });
  useEffect(() => {
    const stop = new AbortController();
    connection.call((host) => reader.current(host, stop.signal), { signal: stop.signal, repeat: true }).then(
      (value) => {
        if (!stop.signal.aborted) setState({ key, value, error: null });
      },
      (thrown: unknown) => {
        if (!stop.signal.aborted) setState((last) => ({ key, value: last.key === key ? last.value : null, error: toCodedError(thrown) }));
      },
    );
    return () => stop.abort();
  }, [connection, key, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { ...(state.key === key ? state : { value: null, error: null }), reload };
}

export interface Act {
  /** True while it runs. */
  running: boolean;
  /** Why the last run failed; null after a success, a cancel or {@link clear}. */
  error: CodedError | null;
  /** Runs the act; a second call while it runs is ignored. Resolves to true on success. */
  run(): Promise<boolean>;
  /** Aborts the call; the other side undoes what was begun. */
  cancel(): void;
  clear(): void;
}

/** A long act of the lab host: one at a time, can be cancelled, keeps its error until the next run. */
export function useAct(act: (host: HostClient, signal: AbortSignal) => Promise<void>): Act {
  const connection = useConnection();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const stop = useRef<AbortController | null>(null);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const run = useCallback(async (): Promise<boolean> => {
    if (stop.current !== null) return false;
    const controller = new AbortController();
    stop.current = controller;
    setRunning(true);
    setError(null);
    try {
      await connection.call((host) => latest.current(host, controller.signal), { signal: controller.signal });
      return true;
    } catch (thrown) {
      if (!controller.signal.aborted) setError(toCodedError(thrown));
      return false;
    } finally {
      stop.current = null;
      setRunning(false);
    }
  }, [connection]);
  const cancel = useCallback(() => stop.current?.abort(new DOMException('Cancelled', 'AbortError')), []);
  const clear = useCallback(() => setError(null), []);
  return { running, error, run, cancel, clear };
}
