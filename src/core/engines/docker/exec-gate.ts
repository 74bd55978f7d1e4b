/**
 * Keeps the starting of processes in a container and its pauses apart. An engine (20.10, containerd 1.6) that is
 * asked to pause a container while an exec is starting in it freezes the half-started process, waits for it, and
 * from then on can neither resume nor kill the container.
 */
import { orAborted } from './waits.ts';

export interface ExecGate {
  /** Runs `act`, which starts something in the container, together with others; not while a pause is under way. */
  enter<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T>;
  /** Runs `act`, which pauses the container, when nothing is being started. */
  alone<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T>;
}

/** Acts that {@link ExecGate.alone} waits for may enter again themselves: only one that runs keeps others out. */
export function createExecGate(): ExecGate {
  let inside = 0;
  let alone = false;
  let changed = Promise.withResolvers<void>();
  const change = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  return {
    async enter(signal, act) {
      while (alone) await orAborted(changed.promise, signal);
      inside += 1;
      try {
        return await act();
      } finally {
        inside -= 1;
        change();
      }
    },
    async alone(signal, act) {
      while (alone || inside > 0) await orAborted(changed.promise, signal);
      alone = true;
      try {
        return await act();
      } finally {
        alone = false;
        change();
      }
    },
  };
}
