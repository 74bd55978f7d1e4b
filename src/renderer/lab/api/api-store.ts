/**
 * What the API client's panel knows: the requests, which one is open with what was changed in it, answers, values and
 * history. Drafts, values and history are kept with the window's layout; answers live as long as the lab is open.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiRequestsView } from '../../../shared/api-client/api-views.ts';
import { newApiRequest } from '../../../shared/api-client/new-request.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { fillVariables } from '../../../shared/api-client/variables.ts';
import type { Keeper } from '../../app/kept-storage.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import { SignInClient } from './sign-in-store.ts';
import { StreamClient } from './stream-store.ts';
import { type ApiState, editedRequest, firstKey, newKey, type Outcome, storedRequest } from './api-state.ts';
import { type HistoryEntry, readKept } from './kept-state.ts';
import { SavedRequests } from './saved-requests.ts';

/** Enough for a day of trying, small enough for the window's storage. */
const MOST_HISTORY = 50;
/** Requests with a longer body are not kept in the history, in characters. */
const LONGEST_KEPT = 20_000;

export class ApiClient {
  readonly store: StoreApi<ApiState>;
  readonly streams: StreamClient;
  readonly signIns: SignInClient;
  readonly saved: SavedRequests;
  readonly #connection: Connection;
  readonly #lab: string;
  readonly #keeper: Keeper;
  readonly #place: string;
  readonly #stops = new Map<string, AbortController>();

  /** @param place what its state is kept under */
  constructor(connection: Connection, keeper: Keeper, lab: string, place: string) {
    this.#connection = connection;
    this.streams = new StreamClient(connection, lab);
    this.#lab = lab;
    this.#keeper = keeper;
    this.#place = `backbench.api.${place}`;
    this.store = createStore<ApiState>()(() => ({ ...readKept(keeper.getItem(this.#place)), requests: null, sending: {}, outcomes: {}, fault: null, notice: null, awaited: null }));
    this.signIns = new SignInClient(connection, lab, this.store, () => this.values());
    this.saved = new SavedRequests(connection, lab, this.store, this.streams);
  }

  /** Follows the requests and keeps what is changed. @returns ends that, and all that is being sent */
  connect(): () => void {
    const lab = this.#lab;
    const stopKeeping = this.store.subscribe(({ open, drafts, values, signIns, environment, history, listHidden, reference }) => {
      try {
        this.#keeper.setItem(this.#place, JSON.stringify({ open, drafts, values, signIns, environment, history, listHidden, reference }));
      } catch {
        // A full storage costs what was not saved into the file, at the next start.
      }
    });
    const stopWatching = this.#connection.watch((host, signal) => host.api.watch({ lab }, { signal }), {
      value: (requests) => this.#arrived(requests),
      error: (thrown) => this.store.setState({ fault: toCodedError(thrown) }),
    });
    return () => {
      for (const stop of this.#stops.values()) stop.abort();
      this.streams.leaveAll();
      this.signIns.leaveAll();
      stopWatching();
      stopKeeping();
    };
  }

  open(key: string): void {
    this.store.setState({ open: key, fault: null, reference: null });
  }

  /** Opens a request that is not in the list yet. */
  add(request: ApiRequest = newApiRequest('New request', { url: '{{baseUrl}}/' })): void {
    const { drafts } = this.store.getState();
    const key = newKey({ drafts });
    this.store.setState({ open: key, drafts: { ...drafts, [key]: request }, fault: null, reference: null });
  }

  /** @param path of an OpenAPI document; null to go back to the requests */
  showReference(path: string | null): void {
    this.store.setState({ reference: path });
  }

  /** Opens a request of the reference; its examples stand in where a variable has no value yet. */
  tryIt(request: ApiRequest, variables: Readonly<Record<string, string>>): void {
    const missing = Object.entries(variables).filter(([name]) => !(name in this.values()));
    if (missing.length > 0) this.store.setState(({ values }) => ({ values: { ...values, ...Object.fromEntries(missing) } }));
    this.add(request);
  }

  /** Changes the open request; nothing is written into the file before it is saved. */
  edit(change: Partial<ApiRequest>): void {
    const { open, drafts } = this.store.getState();
    const request = open === null ? null : editedRequest(this.store.getState(), open);
    if (open === null || request === null) return;
    const next = { ...request, ...change };
    const { [open]: _before, ...others } = drafts;
    this.store.setState({ drafts: JSON.stringify(next) === JSON.stringify(storedRequest(this.store.getState(), open)) ? others : { ...drafts, [open]: next } });
  }

  setEnvironment(environment: string | null): void {
    this.store.setState({ environment });
  }

  setValues(values: Readonly<Record<string, string>>): void {
    this.store.setState({ values });
  }

  hideList(listHidden: boolean): void {
    this.store.setState({ listHidden });
  }

  /** What `{{name}}` stands for, but for what the lab gives by itself: captured values first, then the environment, then all. */
  values(): Record<string, string> {
    const { requests, environment, values } = this.store.getState();
    const saved = requests?.saved;
    return { ...saved?.variables, ...(environment === null ? {} : saved?.environments[environment]), ...values };
  }

  /** Sends a request of the list. @returns how it went */
  async send(key: string): Promise<Outcome | null> {
    const request = editedRequest(this.store.getState(), key);
    if (request === null || this.#stops.has(key)) return null;
    const stop = new AbortController();
    const { signal } = stop;
    this.#stops.set(key, stop);
    const since = Date.now();
    this.#set('sending', key, { kind: 'waiting', since });
    const outcome = await this.#exchange(key, request, since, signal);
    this.#stops.delete(key);
    const { [key]: _over, ...sending } = this.store.getState().sending;
    this.store.setState({ sending });
    this.#set('outcomes', key, outcome);
    if (outcome.kind === 'answer') this.store.setState(({ values }) => ({ values: { ...values, ...outcome.response.captured } }));
    this.#remember(request, since, outcome);
    return outcome;
  }

  /** Opens the stream of a request, or sends its message when it is open. */
  async stream(key: string, reconnect: boolean): Promise<void> {
    const request = editedRequest(this.store.getState(), key);
    if (request === null) return;
    if (this.streams.of(key).phase !== 'open') {
      return this.streams.connect(key, request, async (signal) => {
        await this.signIns.fresh(request.auth, signal);
        return this.values();
      }, reconnect);
    }
    if (request.kind === 'websocket' && 'text' in request.body && request.body.text !== '') await this.streams.send(key, fillVariables(request.body.text, new Map(Object.entries(this.values()))));
  }

  cancel(key: string): void {
    this.#stops.get(key)?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  async #exchange(key: string, request: ApiRequest, since: number, signal: AbortSignal): Promise<Outcome> {
    try {
      await this.signIns.fresh(request.auth, signal);
      const events = await this.#connection.call((host) => host.api.send({ lab: this.#lab, request, values: this.values() }, { signal }), { signal });
      for await (const event of events) {
        if (event.type === 'response') return { kind: 'answer', response: event.response, at: Date.now() };
        this.#set('sending', key, { kind: 'receiving', since, status: event.status, bytes: event.bytes, total: event.total });
      }
      return { kind: 'cancelled' };
    } catch (thrown) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toCodedError(thrown) };
    }
  }

  #remember(request: ApiRequest, at: number, outcome: Outcome): void {
    if (outcome.kind === 'cancelled' || ('text' in request.body && request.body.text.length > LONGEST_KEPT)) return;
    const entry: HistoryEntry = { at, request, status: outcome.kind === 'answer' ? outcome.response.status : null };
    this.store.setState(({ history }) => ({ history: [entry, ...history].slice(0, MOST_HISTORY) }));
  }

  #arrived(requests: ApiRequestsView): void {
    this.store.setState({ requests });
    const state = this.store.getState();
    const { open, awaited } = state;
    if (awaited !== null && editedRequest(state, awaited) !== null) this.store.setState({ open: awaited, awaited: null });
    else if (open === null || editedRequest(state, open) === null) this.store.setState({ open: firstKey(state) });
  }

  #set<K extends 'sending' | 'outcomes'>(field: K, key: string, value: ApiState[K][string]): void {
    this.store.setState((state) => ({ [field]: { ...state[field], [key]: value } }));
  }
}
