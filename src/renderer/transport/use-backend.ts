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

/** Goes up with every new lab host. */
export function useHostTurn(): number {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, () => connection.hosts);
}

export interface Watched<T> {
  /** The last value; kept while the host is away. */
  value: T | null;
  error: CodedError | null;
}

/**
 * The latest value of a stream of the lab host.
 * @param key when it changes, another stream is opened and the value starts anew
 * @param first the value until there is an answer
 */
export function useWatch<T>(key: string, open: (host: HostClient, signal: AbortSignal) => Promise<AsyncIterable<T>>, first: T | null = null): Watched<T> {
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
  return soFar(state, key, first);
}

/** A value of the lab host that is read once per key; `reload` reads it again. `first` is the value until there is an answer. */
export function useRead<T>(key: string, read: (host: HostClient, signal: AbortSignal) => Promise<T>, first: T | null = null): Watched<T> & { reload(): void } {
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
  return { ...soFar(state, key, first), reload };
}

/** What was answered for this key; before any answer, `first`. */
function soFar<T>(state: Watched<T> & { key: string }, key: string, first: T | null): Watched<T> {
  if (state.key === key && (state.value !== null || state.error !== null)) return state;
  return { value: first, error: null };
}
