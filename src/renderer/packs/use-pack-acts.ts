/** What a person can do with packs. How it goes comes back in the stream of the screen; what could not be begun is told here. */
import { useCallback, useMemo, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection } from '../transport/use-backend.ts';

export interface PackActs {
  /** An act was asked for and is not answered yet. */
  waiting: boolean;
  error: CodedError | null;
  /** Asks for a file and has it looked at. */
  choose(): void;
  trust(key: { fingerprint: string; name: string; commands: boolean }): void;
  forget(fingerprint: string): void;
  /** Begins, or goes on. */
  import(): void;
  pause(): void;
  cancel(): void;
  putAway(): void;
}

export function usePackActs(): PackActs {
  const connection = useConnection();
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<CodedError | null>(null);
  const run = useCallback((work: () => Promise<unknown>): void => {
    setError(null);
    setWaiting((n) => n + 1);
    work()
      .catch((thrown: unknown) => setError(toCodedError(thrown)))
      .finally(() => setWaiting((n) => n - 1));
  }, []);
  const acts = useMemo(() => {
    const call = (act: (host: HostClient) => Promise<unknown>): void => run(() => connection.call(act));
    return {
      choose: () => run(async () => {
        const chosen = await connection.main.choosePack();
        if (chosen !== null) await connection.call((host) => host.packs.look(chosen));
      }),
      trust: (key: Parameters<PackActs['trust']>[0]) => call((host) => host.packs.trust(key)),
      forget: (fingerprint: string) => call((host) => host.packs.forget({ fingerprint })),
      import: () => call((host) => host.packs.import()),
      pause: () => call((host) => host.packs.pause()),
      cancel: () => call((host) => host.packs.cancel()),
      putAway: () => call((host) => host.packs.putAway()),
    };
  }, [connection, run]);
  return { ...acts, waiting: waiting > 0, error };
}
