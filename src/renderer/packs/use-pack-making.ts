/** Making a pack: what can go into it, what was chosen, and the calls that make it. How it goes comes back in the stream. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import type { PackBase, PackChoice, PackParts } from '../../shared/pack-making.ts';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection } from '../transport/use-backend.ts';

export interface PackMakingActs {
  waiting: boolean;
  error: CodedError | null;
  /** null until it is known. */
  parts: PackParts | null;
  /** The pack that an update is made of. */
  base: PackBase | null;
  chooseBase(): void;
  forgetBase(): void;
  /** @param then told the key */
  makeKey(name: string, then: (name: string) => void): void;
  /** Asks where to, and begins. @param then called when it has begun */
  make(choice: Omit<PackChoice, 'token'>, then: () => void): void;
}

/** The acts of a making that goes on or has ended. */
export interface MakingActs { pause(): void; goOn(): void; cancel(): void; check(): void; putAway(): void; error: CodedError | null }

interface Runs { run(work: () => Promise<unknown>): void; waiting: boolean; error: CodedError | null }

function useRuns(): Runs {
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<CodedError | null>(null);
  const run = useCallback((work: () => Promise<unknown>): void => {
    setError(null);
    setWaiting((n) => n + 1);
    work()
      .catch((thrown: unknown) => setError(toCodedError(thrown)))
      .finally(() => setWaiting((n) => n - 1));
  }, []);
  return { run, waiting: waiting > 0, error };
}

export function useMakingActs(): MakingActs {
  const connection = useConnection();
  const { run, error } = useRuns();
  const acts = useMemo(() => {
    const call = (act: (host: HostClient) => Promise<unknown>) => (): void => run(() => connection.call(act));
    return {
      pause: call((host) => host.packMaking.pause()), goOn: call((host) => host.packMaking.goOn()), cancel: call((host) => host.packMaking.cancel()),
      check: call((host) => host.packMaking.check()), putAway: call((host) => host.packMaking.putAway()),
    };
  }, [connection, run]);
  return { ...acts, error };
}

export function usePackMaking(): PackMakingActs {
  const connection = useConnection();
  const { run, waiting, error } = useRuns();
  const [parts, setParts] = useState<PackParts | null>(null);
  const [base, setBase] = useState<PackBase | null>(null);
  useEffect(() => run(async () => setParts(await connection.call((host) => host.packMaking.parts()))), [connection, run]);
  return {
    waiting, error, parts, base,
    forgetBase: () => setBase(null),
    chooseBase: () => run(async () => {
      const chosen = await connection.main.choosePack();
      if (chosen !== null) setBase(await connection.call((host) => host.packMaking.base(chosen)));
    }),
    makeKey: (name, then) => run(async () => {
      const key = await connection.call((host) => host.packMaking.makeKey({ name }));
      setParts((last) => (last === null ? null : { ...last, keys: [...last.keys, key] }));
      then(key.name);
    }),
    make: (choice, then) => run(async () => {
      const place = await connection.main.chooseFile({ name: `${choice.id}${choice.update ? `-${String(choice.sequence)}` : ''}.bbpack` });
      if (place === null) return;
      await connection.call((host) => host.packMaking.make({ ...choice, token: place.token }));
      then();
    }),
  };
}
