/** What the API client's panel shows, and what can be told from it. */
import type { ApiRequestsView, ApiResponse } from '../../../shared/api-client/api-views.ts';
import type { Imported } from '../../../shared/api-client/import-views.ts';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import type { CodedError } from '../../../shared/messages.ts';
import type { KeptState } from './kept-state.ts';

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
  | { kind: 'deleted'; deleted: Deleted };

export interface Deleted {
  key: string;
  /** As it stood in the file; null for one that was only here. */
  stored: ApiRequest | null;
  /** With what was changed and not saved. */
  draft: ApiRequest | null;
  /** The name of the one that followed it. */
  before: string | null;
}

/** What a key of the list stands for. */
export type RequestSource = { from: 'given' | 'saved'; name: string } | { from: 'new' };

export function sourceOf(key: string): RequestSource {
  const colon = key.indexOf(':');
  const from = key.slice(0, colon);
  return from === 'given' || from === 'saved' ? { from, name: key.slice(colon + 1) } : { from: 'new' };
}

/** The request as it is in the list, without what was changed here; null for one that is only here. */
export function storedRequest({ requests }: Pick<ApiState, 'requests'>, key: string): ApiRequest | null {
  const source = sourceOf(key);
  if (source.from === 'new' || requests === null) return null;
  const list = source.from === 'given' ? requests.given : requests.saved.requests;
  return list.find((each) => each.name === source.name) ?? null;
}

/** As it is edited. */
export function editedRequest(state: Pick<ApiState, 'requests' | 'drafts'>, key: string): ApiRequest | null {
  return state.drafts[key] ?? storedRequest(state, key);
}

/** Keys of requests that are only here: new ones, and changed ones that another program took out of the file. */
export function unsavedKeys(state: Pick<ApiState, 'requests' | 'drafts'>): string[] {
  return state.requests === null ? [] : Object.keys(state.drafts).filter((key) => storedRequest(state, key) === null);
}

/** What is opened where nothing is. */
export function firstKey(state: Pick<ApiState, 'requests' | 'drafts'>): string | null {
  const [given] = state.requests?.given ?? [];
  const [saved] = state.requests?.saved.requests ?? [];
  return given !== undefined ? `given:${given.name}` : saved !== undefined ? `saved:${saved.name}` : (unsavedKeys(state)[0] ?? null);
}

/** A key for a request that is in no file. */
export function newKey({ drafts }: Pick<ApiState, 'drafts'>): string {
  let number = 1;
  while (`new:${number}` in drafts) number += 1;
  return `new:${number}`;
}
