/** The method of a request, short and in its colour. */
import type { ApiKind } from '../../../shared/api-client/request-format.ts';

export function MethodTag({ method, kind = 'http' }: { method: string; kind?: ApiKind }) {
  return (
    <span className="api-method" data-method={method}>
      {kind === 'websocket' ? 'WS' : kind === 'events' ? 'SSE' : method === 'DELETE' ? 'DEL' : method === 'OPTIONS' ? 'OPT' : method}
    </span>
  );
}
