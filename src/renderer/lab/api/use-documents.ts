/** The OpenAPI documents and Postman collections of the workspace, looked for again when its files change. */
import { useEffect, useState } from 'react';
import type { ApiDocumentEntry } from '../../../shared/api-client/import-views.ts';
import { useApi, useApiState } from './use-api.ts';

export function useDocuments(): readonly ApiDocumentEntry[] {
  const api = useApi();
  // Told after every change of the workspace.
  const requests = useApiState((s) => s.requests);
  const [documents, setDocuments] = useState<readonly ApiDocumentEntry[]>([]);
  useEffect(() => {
    let gone = false;
    api.saved.documents().then(
      (found) => {
        if (!gone) setDocuments(found);
      },
      () => {
        // Without a lab host there is no list; the next change asks again.
      },
    );
    return () => {
      gone = true;
    };
  }, [api, requests]);
  return documents;
}
