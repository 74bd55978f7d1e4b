/** The open WebSockets and event streams of the API client: their logs, bounded, and what is sent. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import type { StreamEntry } from '../../../shared/api-client/stream-views.ts';
import type { CodedError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';

/** The newest entries that are kept, and the most characters of their texts: endless streams stay readable. */
const MOST_ENTRIES = 2_000;
const MOST_CHARACTERS = 4_000_000;

export type NumberedEntry = StreamEntry & { number: number };

export interface StreamState {
  phase: 'connecting' | 'open' | 'closed';
  entries: readonly NumberedEntry[];
  /** Older ones that were let go. */
  dropped: number;
  lastEventId: string | null;
  /** Why it could not be opened, or ended. */
  error: CodedError | null;
}

const EMPTY: StreamState = { phase: 'closed', entries: [], dropped: 0, lastEventId: null, error: null };

export class StreamClient {
  readonly store: StoreApi<Readonly<Record<string, StreamState>>> = createStore<Readonly<Record<string, StreamState>>>()(() => ({}));
  readonly #connection: Connection;
  readonly #lab: string;
  readonly #open = new Map<string, { key: string; stop: AbortController; name: string | null }>();
  #numbers = 0;

  constructor(connection: Connection, lab: string) {
    this.#connection = connection;
    this.#lab = lab;
  }

  /** Opens a stream and follows it to its end. What the log holds already stays. */
  async connect(key: string, request: ApiRequest, values: (signal: AbortSignal) => Promise<Record<string, string>>, reconnect: boolean): Promise<void> {
    if (this.#open.has(key)) return;
    const mine = { key, stop: new AbortController(), name: null as string | null };
    const { signal } = mine.stop;
    this.#open.set(key, mine);
    this.#set(key, { phase: 'connecting', error: null });
    try {
      const lastEventId = request.kind === 'events' ? this.of(key).lastEventId : null;
      const filled = await values(signal);
      const events = await this.#connection.call((host) => host.api.openStream({ lab: this.#lab, request, values: filled, lastEventId, reconnect }, { signal }), { signal });
      for await (const event of events) {
        if (event.type === 'opened') {
          mine.name = event.stream;
          continue;
        }
        this.#add(mine.key, event.entries);
        this.#set(mine.key, { phase: event.open ? 'open' : 'connecting' });
        // Confirmed once it is drawn: a window that can't keep up holds the server up, not the memory.
        await new Promise((resolve) => setTimeout(resolve));
        if (mine.name !== null) await this.#confirm(mine.name);
      }
    } catch (thrown) {
      if (!signal.aborted) this.#set(mine.key, { error: toCodedError(thrown) });
    } finally {
      this.#open.delete(mine.key);
      this.#set(mine.key, { phase: 'closed' });
    }
  }

  /** Closes the connection; how it was closed still comes into the log. */
  disconnect(key: string): void {
    const stream = this.#open.get(key);
    if (stream === undefined) return;
    const leave = (): void => { stream.stop.abort(new DOMException('Closed', 'AbortError')); };
    const { name } = stream;
    if (name === null) leave();
    else this.#connection.call((host) => host.api.closeStream({ stream: name })).catch(leave);
  }

  /** Leaves all of them, when the lab's view goes. */
  leaveAll(): void {
    for (const { stop } of this.#open.values()) stop.abort(new DOMException('Closed', 'AbortError'));
  }

  /** @returns whether it went out */
  async send(key: string, text: string): Promise<boolean> {
    const name = this.#open.get(key)?.name;
    if (name == null) return false;
    try {
      await this.#connection.call((host) => host.api.sendMessage({ stream: name, text }));
      return true;
    } catch (thrown) {
      this.#set(key, { error: toCodedError(thrown) });
      return false;
    }
  }

  clear(key: string): void {
    this.#set(key, { entries: [], dropped: 0 });
  }

  /** The request of a stream has another key now; what was said goes along, and what is open stays open. */
  rename(from: string, to: string): void {
    const { [from]: state, ...others } = this.store.getState();
    const mine = this.#open.get(from);
    if (mine !== undefined) {
      mine.key = to;
      this.#open.delete(from);
      this.#open.set(to, mine);
    }
    if (state !== undefined) this.store.setState({ ...others, [to]: state }, true);
  }

  of(key: string): StreamState {
    return this.store.getState()[key] ?? EMPTY;
  }

  async #confirm(stream: string): Promise<void> {
    try {
      await this.#connection.call((host) => host.api.confirmBatch({ stream }));
    } catch {
      // The stream has ended meanwhile.
    }
  }

  #add(key: string, fresh: readonly StreamEntry[]): void {
    const { entries, dropped, lastEventId } = this.of(key);
    const all = [...entries, ...fresh.map((entry): NumberedEntry => ({ ...entry, number: (this.#numbers += 1) }))];
    let [from, characters] = [all.length, 0];
    while (from > 0 && all.length - from < MOST_ENTRIES && characters < MOST_CHARACTERS) {
      from -= 1;
      characters += lengthOf(all[from]);
    }
    const last = fresh.findLast((entry) => entry.kind === 'event' && entry.id !== null);
    this.#set(key, { entries: all.slice(from), dropped: dropped + from, lastEventId: last?.kind === 'event' ? last.id : lastEventId });
  }

  #set(key: string, change: Partial<StreamState>): void {
    this.store.setState((state) => ({ ...state, [key]: { ...EMPTY, ...state[key], ...change } }));
  }
}

const lengthOf = (entry: StreamEntry | undefined): number => (entry === undefined || entry.kind === 'note' ? 0 : entry.text.length);
