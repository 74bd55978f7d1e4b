/**
 * What the API client's panel knows: the requests, which one is open with what was changed in it, answers, values and
 * history. Drafts, values and history are kept with the window's layout; answers live as long as the lab is open.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiRequestsView, ApiResponse } from '../../../shared/api-client/api-views.ts';
import type { ApiDocumentEntry, DocumentSource, Imported, ImportPreview } from '../../../shared/api-client/import-views.ts';
import { newApiRequest } from '../../../shared/api-client/new-request.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { fillVariables } from '../../../shared/api-client/variables.ts';
import type { CodedError } from '../../../shared/messages.ts';
import type { Keeper } from '../../app/kept-storage.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import { SignInClient } from './sign-in-store.ts';
import { StreamClient } from './stream-store.ts';
import { type HistoryEntry, type KeptState, readKept } from './kept-state.ts';

/** Enough for a day of trying, small enough for the window's storage. */
const MOST_HISTORY = 50;
/** Requests with a longer body are not kept in the history, in characters. */
const LONGEST_KEPT = 20_000;

export type Sending =
  | { kind: 'waiting'; since: number }
  | { kind: 'receiving'; since: number; status: number; bytes: number; total: number | null };

/** How a request of the list went last. */
export type Outcome =
  | { kind: 'answer'; response: ApiResponse; at: number }
  | { kind: 'failed'; error: CodedError }
  | { kind: 'cancelled' };

export interface ApiState extends KeptState {
  /** Null until they have come. */
  requests: ApiRequestsView | null;
  sending: Readonly<Record<string, Sending>>;
  outcomes: Readonly<Record<string, Outcome>>;
  /** Why the last save failed. */
  fault: CodedError | null;
  notice: Notice | null;
  /** Opened as soon as it is in the list. */
  awaited: string | null;
}

/** What was done last to the file of requests and can be taken back. */
export type Notice =
  | { kind: 'imported'; imported: Imported }
  | { kind: 'deleted'; request: ApiRequest };

/** What a key of the list stands for. */
export type RequestSource = { from: 'given' | 'saved'; name: string } | { from: 'new' };

export function sourceOf(key: string): RequestSource {
  const colon = key.indexOf(':');
  const from = key.slice(0, colon);
  return from === 'given' || from === 'saved' ? { from, name: key.slice(colon + 1) } : { from: 'new' };
}

export class ApiClient {
  readonly store: StoreApi<ApiState>;
  readonly streams: StreamClient;
  readonly signIns: SignInClient;
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

  /** The request as it is in the list, without what was changed here; null for one that is only here. */
  stored(key: string): ApiRequest | null {
    const { requests } = this.store.getState();
    const source = sourceOf(key);
    if (source.from === 'new' || requests === null) return null;
    const list = source.from === 'given' ? requests.given : requests.saved.requests;
    return list.find((each) => each.name === source.name) ?? null;
  }

  /** As it is edited. */
  request(key: string): ApiRequest | null {
    return this.store.getState().drafts[key] ?? this.stored(key);
  }

  open(key: string): void {
    this.store.setState({ open: key, fault: null, reference: null });
  }

  /** Opens a request that is not in the list yet. */
  add(request: ApiRequest = newApiRequest('New request', { url: '{{baseUrl}}/' })): void {
    const { drafts } = this.store.getState();
    let number = 1;
    while (`new:${number}` in drafts) number += 1;
    const key = `new:${number}`;
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
    const request = open === null ? null : this.request(open);
    if (open === null || request === null) return;
    const next = { ...request, ...change };
    const { [open]: _before, ...others } = drafts;
    this.store.setState({ drafts: JSON.stringify(next) === JSON.stringify(this.stored(open)) ? others : { ...drafts, [open]: next } });
  }

  /** Takes back what was changed and not saved; a request that is only here goes. */
  discard(key: string): void {
    const { drafts, open } = this.store.getState();
    const { [key]: _gone, ...others } = drafts;
    this.store.setState({ drafts: others, ...(open === key && sourceOf(key).from === 'new' ? { open: this.#firstKey() } : {}) });
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

  /** Keeps the open request in the learner's file, under this name. A request of the lab becomes a copy. */
  async save(name: string): Promise<boolean> {
    const { open } = this.store.getState();
    const request = open === null ? null : this.request(open);
    if (open === null || request === null) return false;
    const source = sourceOf(open);
    const saved = { ...request, name: name.trim() };
    const worked = await this.#write((host) => host.api.save({ lab: this.#lab, request: saved, replaces: source.from === 'saved' ? source.name : null }));
    if (!worked) return false;
    const { drafts, requests, outcomes } = this.store.getState();
    const { [open]: _done, ...others } = drafts;
    const key = `saved:${saved.name}`;
    const outcome = outcomes[open];
    // Shown at once; the file's own notice follows.
    const list = requests?.saved.requests ?? [];
    const at = source.from === 'saved' ? list.findIndex((each) => each.name === source.name) : -1;
    const next = at < 0 ? [...list, saved] : list.with(at, saved);
    this.store.setState({
      open: key, drafts: others, outcomes: outcome === undefined ? outcomes : { ...outcomes, [key]: outcome },
      requests: requests === null ? null : { ...requests, saved: { ...requests.saved, requests: next } },
    });
    return true;
  }

  async remove(key: string): Promise<void> {
    const source = sourceOf(key);
    if (source.from === 'new') return this.discard(key);
    const request = this.stored(key);
    if (source.from !== 'saved' || !(await this.#write((host) => host.api.remove({ lab: this.#lab, name: source.name })))) return;
    this.discard(key);
    if (request !== null) this.store.setState({ notice: { kind: 'deleted', request } });
    const { open, requests } = this.store.getState();
    if (requests !== null) this.store.setState({ requests: { ...requests, saved: { ...requests.saved, requests: requests.saved.requests.filter((each) => each.name !== source.name) } } });
    if (open === key) this.store.setState({ open: this.#firstKey() });
  }

  documents(): Promise<ApiDocumentEntry[]> {
    return this.#connection.call((host) => host.api.documents({ lab: this.#lab }));
  }

  /** @throws what is wrong with the document */
  previewImport(source: DocumentSource): Promise<ImportPreview> {
    return this.#connection.call((host) => host.api.previewImport({ lab: this.#lab, source }));
  }

  /** @throws why nothing was written */
  async importRequests(requests: ApiRequest[], variables: Readonly<Record<string, string>>): Promise<void> {
    const imported = await this.#connection.call((host) => host.api.importRequests({ lab: this.#lab, requests, variables: { ...variables } }));
    const [first] = imported.requests;
    this.store.setState({ notice: { kind: 'imported', imported }, fault: null });
    if (first !== undefined) this.#openOnceThere(`saved:${first}`);
  }

  /** Takes back what the notice tells of. */
  async undo(): Promise<void> {
    const { notice } = this.store.getState();
    if (notice === null) return;
    const worked = await this.#write((host) => (notice.kind === 'imported'
      ? host.api.undoImport({ lab: this.#lab, imported: notice.imported })
      : host.api.save({ lab: this.#lab, request: notice.request, replaces: null })));
    if (!worked) return;
    this.store.setState({ notice: null });
    if (notice.kind === 'deleted') this.#openOnceThere(`saved:${notice.request.name}`);
  }

  putAway(): void {
    this.store.setState({ notice: null });
  }

  saveVariables(environment: string | null, variables: Readonly<Record<string, string>>): Promise<boolean> {
    return this.#write((host) => host.api.saveVariables({ lab: this.#lab, environment, variables: { ...variables } }));
  }

  /** What `{{name}}` stands for, but for what the lab gives by itself: captured values first, then the environment, then all. */
  values(): Record<string, string> {
    const { requests, environment, values } = this.store.getState();
    const saved = requests?.saved;
    return { ...saved?.variables, ...(environment === null ? {} : saved?.environments[environment]), ...values };
  }

  /** Sends a request of the list. @returns how it went */
  async send(key: string): Promise<Outcome | null> {
    const request = this.request(key);
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
    const request = this.request(key);
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
    const { open, awaited } = this.store.getState();
    if (awaited !== null && this.request(awaited) !== null) this.store.setState({ open: awaited, awaited: null });
    else if (open === null || this.request(open) === null) this.store.setState({ open: this.#firstKey() });
  }

  /** The host's notice of the file may come before or after its answer. */
  #openOnceThere(key: string): void {
    this.store.setState(this.request(key) === null ? { awaited: key } : { open: key, awaited: null });
  }

  #firstKey(): string | null {
    const { requests, drafts } = this.store.getState();
    const [given] = requests?.given ?? [];
    const [saved] = requests?.saved.requests ?? [];
    const fresh = Object.keys(drafts).find((key) => sourceOf(key).from === 'new');
    return given !== undefined ? `given:${given.name}` : saved !== undefined ? `saved:${saved.name}` : (fresh ?? null);
  }

  #set<K extends 'sending' | 'outcomes'>(field: K, key: string, value: ApiState[K][string]): void {
    this.store.setState((state) => ({ [field]: { ...state[field], [key]: value } }));
  }

  async #write(act: (host: Parameters<Parameters<Connection['call']>[0]>[0]) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#connection.call(act);
      this.store.setState({ fault: null });
      return true;
    } catch (thrown) {
      this.store.setState({ fault: toCodedError(thrown) });
      return false;
    }
  }
}

