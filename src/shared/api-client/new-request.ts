/** A request with nothing filled in. */
import type { ApiRequest } from './request-format.ts';

export function newApiRequest(name: string, more: Partial<ApiRequest> = {}): ApiRequest {
  return { name, kind: 'http', method: 'GET', url: '', query: [], headers: [], auth: { type: 'none' }, body: { type: 'none' }, capture: [], tests: [], ...more };
}
