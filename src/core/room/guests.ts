/** Who is in the room, by address: what went to them and what they handed in. Kept in memory as long as the room is open. */

export interface Guest {
  address: string;
  /** Connections that are open now. */
  connections: number;
  /** Of packs, that went there. */
  bytes: number;
  /** What was handed in from there, by name. */
  handedIn: string[];
}

export interface Guests {
  came(address: string): void;
  went(address: string): void;
  sent(address: string, bytes: number): void;
  handedIn(address: string, name: string): void;
  all(): Guest[];
  bytes(): number;
  /** Over the last seconds. */
  bytesPerSecond(): number;
}

const MOST_GUESTS = 500;
const MOST_NAMES = 20;
/** The speed is told over so much time, in milliseconds. */
const WINDOW_MS = 5_000;

/** @param now milliseconds, monotonic */
export function createGuests(now: () => number = () => performance.now()): Guests {
  const guests = new Map<string, Guest>();
  const sent: { at: number; bytes: number }[] = [];
  let total = 0;
  const of = (address: string): Guest => {
    const known = guests.get(address);
    if (known !== undefined) return known;
    const idle = [...guests.values()].find(({ connections }) => connections === 0);
    if (guests.size >= MOST_GUESTS && idle !== undefined) guests.delete(idle.address);
    const guest: Guest = { address, connections: 0, bytes: 0, handedIn: [] };
    guests.set(address, guest);
    return guest;
  };
  const forget = (): void => {
    while (sent[0] !== undefined && sent[0].at < now() - WINDOW_MS) sent.shift();
  };
  return {
    came(address) { of(address).connections += 1; },
    went(address) {
      const guest = of(address);
      guest.connections = Math.max(0, guest.connections - 1);
    },
    sent(address, bytes) {
      of(address).bytes += bytes;
      total += bytes;
      forget();
      const last = sent.at(-1);
      // A tenth of a second is fine enough.
      if (last !== undefined && last.at > now() - 100) last.bytes += bytes;
      else sent.push({ at: now(), bytes });
    },
    handedIn(address, name) {
      const guest = of(address);
      guest.handedIn = [...guest.handedIn.filter((each) => each !== name), name].slice(-MOST_NAMES);
    },
    all: () => [...guests.values()].map((guest) => ({ ...guest })),
    bytes: () => total,
    bytesPerSecond() {
      forget();
      return (sent.reduce((sum, each) => sum + each.bytes, 0) * 1000) / WINDOW_MS;
    },
  };
}
