/** Hooks around the API client of the open lab. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ApiRequest } from '../../../shared/api-client/request-format.ts';
import { type ApiState, storedRequest } from './api-state.ts';
import type { ApiClient } from './api-store.ts';

export const ApiContext = createContext<ApiClient | null>(null);

export function useApi(): ApiClient {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('There is no API client around this component.');
  return api;
}

export function useApiState<T>(select: (state: ApiState) => T): T {
  return useStore(useApi().store, select);
}

/** The request on the screen, as it is edited, with its key; null when there is none. */
export function useOpenRequest(): { key: string; request: ApiRequest; changed: boolean } | null {
  const key = useApiState((s) => s.open);
  const draft = useApiState((s) => (s.open === null ? undefined : s.drafts[s.open]));
  const requests = useApiState((s) => s.requests);
  const request = key === null ? null : (draft ?? storedRequest({ requests }, key));
  return key === null || request === null ? null : { key, request, changed: draft !== undefined };
}
