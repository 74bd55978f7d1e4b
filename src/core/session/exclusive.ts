/** One act at a time: what changes a lab waits for what is changing it now. */
import { BackbenchError } from '../../shared/errors.ts';

export interface Exclusive {
  /**
   * Runs `act` when everything asked for earlier has ended.
   * @throws BackbenchError CANCELLED when the signal fires while it still waits; whatever `act` throws
   */
  run<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T>;
}

export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async run(signal, act) {
      const before = last;
      const mine = Promise.withResolvers<void>();
      last = before.then(() => mine.promise);
      try {
        await settledOrAborted(before, signal);
        return await act();
      } finally {
        mine.resolve();
      }
    },
  };
}

async function settledOrAborted(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new BackbenchError('CANCELLED', {});
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => { aborted.reject(new BackbenchError('CANCELLED', {})); };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([before, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
