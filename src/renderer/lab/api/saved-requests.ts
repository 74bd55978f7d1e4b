/** What the panel does to the learner's file of requests: saving, renaming, copying, ordering, deleting, importing, and the way back. */
import type { StoreApi } from 'zustand/vanilla';
import type { ApiDocumentEntry, DocumentSource, ImportPreview } from '../../../shared/api-client/import-views.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import { type ApiState, type Deleted, editedRequest, firstKey, newKey, sourceOf, storedRequest, unsavedKeys } from './api-state.ts';
import type { StreamClient } from './stream-store.ts';

type Host = Parameters<Parameters<Connection['call']>[0]>[0];

/** What is written is shown at once; the file's own notice follows. */
export class SavedRequests {
  readonly #connection: Connection;
  readonly #lab: string;
  readonly #store: StoreApi<ApiState>;
  readonly #streams: StreamClient;
  /** Moves are written one after the other, in the order of the keys. */
  #moved: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, lab: string, store: StoreApi<ApiState>, streams: StreamClient) {
    this.#connection = connection;
    this.#lab = lab;
    this.#store = store;
    this.#streams = streams;
  }

  /** Keeps the open request in the file, under this name. A request of the lab becomes a copy. @returns whether it was written */
  async save(name: string): Promise<boolean> {
    const { open } = this.#store.getState();
    const request = open === null ? null : editedRequest(this.#store.getState(), open);
    if (open === null || request === null) return false;
    const source = sourceOf(open);
    const saved = { ...request, name: name.trim() };
    const replaces = source.from === 'saved' ? source.name : null;
    if (!(await this.#write((host) => host.api.save({ lab: this.#lab, request: saved, replaces })))) return false;
    const { [open]: _done, ...drafts } = this.#store.getState().drafts;
    this.#store.setState({ drafts });
    this.#show((list) => (list.some((each) => each.name === replaces) ? list.map((each) => (each.name === replaces ? saved : each)) : [...list, saved]));
    this.#rekey(open, `saved:${saved.name}`, source.from === 'given');
    return true;
  }

  /** Whether it may be renamed now: what is on its way comes back under its present name. */
  canRename(key: string): boolean {
    return sourceOf(key).from !== 'given' && !(key in this.#store.getState().sending);
  }

  /** Gives a request another name. What was changed in it and not saved stays changed and not saved. @returns whether it has it now */
  async rename(key: string, name: string): Promise<boolean> {
    const to = name.trim();
    const state = this.#store.getState();
    const stored = storedRequest(state, key);
    const draft = state.drafts[key];
    if (stored === null) {
      if (draft !== undefined) this.#store.setState({ drafts: { ...state.drafts, [key]: { ...draft, name: to } } });
      return draft !== undefined;
    }
    if (to === stored.name) return true;
    const renamed = { ...stored, name: to };
    if (!(await this.#write((host) => host.api.save({ lab: this.#lab, request: renamed, replaces: stored.name })))) return false;
    this.#show((list) => list.map((each) => (each.name === stored.name ? renamed : each)));
    const { drafts } = this.#store.getState();
    const { [key]: changed, ...others } = drafts;
    this.#store.setState({ drafts: changed === undefined ? others : { ...others, [`saved:${to}`]: { ...changed, name: to } } });
    this.#rekey(key, `saved:${to}`, false);
    return true;
  }

  /**
   * Copies a request as it is on the screen, and opens the copy: in the file, behind the one it is of, or beside one that is only here.
   * @param nameOf the name of a copy, by what it is of and its number
   */
  async duplicate(key: string, nameOf: (name: string, number: number) => string): Promise<void> {
    const state = this.#store.getState();
    const request = editedRequest(state, key);
    if (request === null) return;
    const taken = new Set([...(state.requests?.saved.requests ?? []).map((each) => each.name), ...Object.values(state.drafts).map((each) => each.name)]);
    let number = 1;
    while (taken.has(nameOf(request.name, number))) number += 1;
    const copy = { ...request, name: nameOf(request.name, number) };
    if (sourceOf(key).from !== 'given' && storedRequest(state, key) === null) {
      const fresh = newKey(state);
      this.#store.setState({ drafts: { ...state.drafts, [fresh]: copy }, open: fresh, reference: null });
      return;
    }
    const before = this.#nameAfter(key);
    if (!(await this.#write((host) => host.api.save({ lab: this.#lab, request: copy, replaces: null, before })))) return;
    this.#show((list) => placed(list, copy, before));
    this.#store.setState({ open: `saved:${copy.name}`, reference: null });
  }

  /** Deletes a request with what was changed in it; {@link undo} brings both back. */
  async remove(key: string): Promise<void> {
    const state = this.#store.getState();
    if (sourceOf(key).from === 'given') return;
    const deleted: Deleted = { key, stored: storedRequest(state, key), draft: state.drafts[key] ?? null, before: this.#nameAfter(key) };
    const { stored } = deleted;
    const next = this.#neighbour(key);
    if (stored !== null) {
      if (!(await this.#write((host) => host.api.remove({ lab: this.#lab, name: stored.name })))) return;
      this.#show((list) => list.filter((each) => each.name !== stored.name));
    }
    const { drafts, open } = this.#store.getState();
    const { [key]: _gone, ...others } = drafts;
    this.#store.setState({ drafts: others, notice: { kind: 'deleted', deleted }, ...(open === key ? { open: next } : {}) });
  }

  /** Gives a saved request another place. @param before the name of the one that follows it then; null for the end */
  async move(name: string, before: string | null): Promise<void> {
    const list = this.#store.getState().requests?.saved.requests ?? [];
    const request = list.find((each) => each.name === name);
    if (request === undefined || before === name) return;
    this.#show(() => placed(list.filter((each) => each !== request), request, before));
    const turn = this.#moved.then(() => this.#write((host) => host.api.move({ lab: this.#lab, name, before })));
    this.#moved = turn;
    if (!(await turn)) this.#show(() => list);
  }

  /** One place up or down. @returns whether there was one */
  step(key: string, by: -1 | 1): boolean {
    const list = this.#store.getState().requests?.saved.requests ?? [];
    const source = sourceOf(key);
    const at = source.from === 'saved' ? list.findIndex((each) => each.name === source.name) : -1;
    if (source.from !== 'saved' || at < 0 || list[at + by] === undefined) return false;
    void this.move(source.name, list[by < 0 ? at - 1 : at + 2]?.name ?? null);
    return true;
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
    this.#store.setState({ notice: { kind: 'imported', imported }, fault: null });
    if (first !== undefined) this.#openOnceThere(`saved:${first}`);
  }

  /** Takes back what the notice tells of. */
  async undo(): Promise<void> {
    const { notice } = this.#store.getState();
    if (notice === null) return;
    if (notice.kind === 'imported') {
      if (await this.#write((host) => host.api.undoImport({ lab: this.#lab, imported: notice.imported }))) this.putAway();
      return;
    }
    const { stored, draft, before } = notice.deleted;
    if (stored !== null) {
      if (!(await this.#write((host) => host.api.save({ lab: this.#lab, request: stored, replaces: null, before })))) return;
      this.#show((list) => placed(list, stored, before));
    }
    // The key of one that was only here may have gone to another since.
    const state = this.#store.getState();
    const key = stored === null && notice.deleted.key in state.drafts ? newKey(state) : notice.deleted.key;
    this.#store.setState({ notice: null, open: key, reference: null, ...(draft === null ? {} : { drafts: { ...state.drafts, [key]: draft } }) });
  }

  putAway(): void {
    this.#store.setState({ notice: null });
  }

  /** @returns whether it was written */
  saveVariables(environment: string | null, variables: Readonly<Record<string, string>>): Promise<boolean> {
    return this.#write((host) => host.api.saveVariables({ lab: this.#lab, environment, variables: { ...variables } }));
  }

  /** The host's notice of the file may come before or after its answer. */
  #openOnceThere(key: string): void {
    this.#store.setState(editedRequest(this.#store.getState(), key) === null ? { awaited: key } : { open: key, awaited: null });
  }

  #nameAfter(key: string): string | null {
    const list = this.#store.getState().requests?.saved.requests ?? [];
    const source = sourceOf(key);
    const at = source.from === 'saved' ? list.findIndex((each) => each.name === source.name) : -1;
    return at < 0 ? null : (list[at + 1]?.name ?? null);
  }

  /** What is opened when this one goes: the next of its section, else the one before. */
  #neighbour(key: string): string | null {
    const state = this.#store.getState();
    const keys = storedRequest(state, key) === null ? unsavedKeys(state) : (state.requests?.saved.requests ?? []).map((each) => `saved:${each.name}`);
    const at = keys.indexOf(key);
    return keys[at + 1] ?? keys[at - 1] ?? firstKey({ ...state, drafts: Object.fromEntries(Object.entries(state.drafts).filter(([each]) => each !== key)) });
  }

  #show(change: (list: ApiRequest[]) => ApiRequest[]): void {
    const { requests } = this.#store.getState();
    if (requests !== null) this.#store.setState({ requests: { ...requests, saved: { ...requests.saved, requests: change(requests.saved.requests) } } });
  }

  /** How it went last and what its stream said go along. @param copied the one it was before stays */
  #rekey(from: string, to: string, copied: boolean): void {
    if (from === to) return;
    const { outcomes, open } = this.#store.getState();
    const { [from]: outcome, ...others } = outcomes;
    if (outcome !== undefined) this.#store.setState({ outcomes: { ...(copied ? outcomes : others), [to]: outcome } });
    if (!copied) this.#streams.rename(from, to);
    if (open === from) this.#store.setState({ open: to });
  }

  async #write(act: (host: Host) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#connection.call(act);
      this.#store.setState({ fault: null });
      return true;
    } catch (thrown) {
      this.#store.setState({ fault: toCodedError(thrown) });
      return false;
    }
  }
}

function placed(list: readonly ApiRequest[], request: ApiRequest, before: string | null): ApiRequest[] {
  const at = list.findIndex((each) => each.name === before);
  return list.toSpliced(at < 0 ? list.length : at, 0, request);
}
