/** Brings the lab's API client, whose code and schemas are loaded when the lesson is on the screen. */
import { useEffect, useState } from 'react';
import { useKeeper } from '../../app/kept-storage.ts';
import { useConnection } from '../../transport/use-backend.ts';
import type { ApiClient } from './api-store.ts';

/**
 * @param wanted whether the lab has an API client and the lesson is there
 * @param place what its state is kept under
 * @returns null until it is loaded
 */
export function useApiClient(wanted: boolean, lab: string, place: string): ApiClient | null {
  const connection = useConnection();
  const storage = useKeeper();
  const [api, setApi] = useState<ApiClient | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    let disconnect: (() => void) | null = null;
    void import('./api-store.ts').then((loaded) => {
      if (gone) return;
      const client = new loaded.ApiClient(connection, storage, lab, place);
      disconnect = client.connect();
      setApi(client);
    });
    return () => {
      gone = true;
      disconnect?.();
      setApi(null);
    };
  }, [wanted, connection, storage, lab, place]);
  return api;
}
