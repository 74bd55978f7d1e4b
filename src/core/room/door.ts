/** Who gets in at all: how many connections in all and from one address, and who has shown too often that they don't know the code. */
import { isPrivateAddress, shownAddress } from './private-address.ts';

/** A room of sixty machines, and each may have a second connection. */
const MOST_CONNECTIONS = 128;
const MOST_FROM_ONE = 4;
/** So many connections from one address without the code within {@link WINDOW_MS}, and it waits that long. A person mistypes it three times. */
const MOST_FAILURES = 10;
const WINDOW_MS = 60_000;
/** Addresses that are remembered for their failures. A room has fewer; when there are more, the oldest is forgotten. */
const MOST_REMEMBERED = 1_000;

export interface Door {
  /** @returns null when the caller must be turned away; else how to tell what became of the connection */
  enter(remote: string | undefined): { known(): void; left(): void } | null;
}

/** @param now milliseconds, monotonic */
export function createDoor(now: () => number = () => performance.now()): Door {
  const open = new Map<string, number>();
  const failures = new Map<string, number[]>();
  let all = 0;
  const recent = (address: string): number[] => (failures.get(address) ?? []).filter((at) => at > now() - WINDOW_MS);
  return {
    enter(remote) {
      if (remote === undefined || !isPrivateAddress(remote)) return null;
      const address = shownAddress(remote);
      const own = open.get(address) ?? 0;
      if (all >= MOST_CONNECTIONS || own >= MOST_FROM_ONE || recent(address).length >= MOST_FAILURES) return null;
      all += 1;
      open.set(address, own + 1);
      let [proven, gone] = [false, false];
      return {
        known() { proven = true; },
        left() {
          if (gone) return;
          gone = true;
          all -= 1;
          const rest = (open.get(address) ?? 1) - 1;
          if (rest === 0) open.delete(address);
          else open.set(address, rest);
          if (proven) return;
          const own = [...recent(address), now()];
          failures.delete(address);
          failures.set(address, own);
          const [oldest] = failures.keys();
          if (failures.size > MOST_REMEMBERED && oldest !== undefined) failures.delete(oldest);
        },
      };
    },
  };
}
