/** A machine's part in a room: whether it serves one, and how it joins another. What it takes is loaded when it is first asked for. */
import { BackbenchError } from '../../shared/errors.ts';
import type { RoomView } from '../../shared/room-contract.ts';
import type { Classes } from '../class/classes.ts';
import { createNotices, latest } from '../latest.ts';
import type { RemotePack } from '../packs/pack-source.ts';
import type { Room } from './room-client.ts';
import type { RoomServer } from './room-server.ts';

export interface RoomDeskParts {
  /** @throws BackbenchError SET_BY_ADMINISTRATOR where nothing is to go over the local network */
  mustAllow: () => void;
  receive: Classes['receive'];
}

export interface RoomChoice {
  /** Packs to serve, absolute. */
  packs: readonly string[];
  /** The class that progress is collected for; null for none. */
  className: string | null;
  /** null: the usual one. */
  port: number | null;
}

/** Between two tellings of a room at work, in milliseconds. */
const TELL_EVERY_MS = 500;
/** After the last byte the speed is told until it is 0: for so long, in milliseconds. */
const SLOWING_MS = 6_000;

type Open = RoomServer & { titles: string[]; className: string | null };

export class RoomDesk {
  readonly #parts: RoomDeskParts;
  readonly #notices = createNotices();
  #open: Open | null = null;
  /** While it is being opened or closed. */
  #turning: Promise<unknown> | null = null;
  #telling: NodeJS.Timeout | null = null;
  #lastChange = 0;

  constructor(parts: RoomDeskParts) {
    this.#parts = parts;
  }

  watch(signal: AbortSignal): AsyncGenerator<RoomView, void, void> {
    return latest(this.#notices.subscribe, () => this.view(), signal);
  }

  view(): RoomView {
    const open = this.#open;
    if (open === null) return { state: 'closed' };
    return {
      state: 'open', addresses: [...open.addresses], code: open.code, className: open.className, packs: open.titles,
      guests: open.guests.all(), bytes: open.guests.bytes(), bytesPerSecond: open.guests.bytesPerSecond(),
    };
  }

  /** Serves until {@link close}. @throws BackbenchError SET_BY_ADMINISTRATOR, PORT_TAKEN, INPUT_REFUSED; as openPack does */
  async open({ packs, className, port }: RoomChoice): Promise<void> {
    this.#parts.mustAllow();
    await this.#turning;
    if (this.#open !== null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'room', message: 'This computer serves a room already.' }] });
    const opening = import('./serve-room.ts').then(({ serveRoom }) => serveRoom({ packs, className, receive: this.#parts.receive, port, onChange: () => { this.#changed(); } }));
    this.#turning = opening.catch(() => undefined);
    try {
      this.#open = { ...await opening, className };
    } finally {
      this.#turning = null;
    }
    this.#notices.notify();
  }

  /** Cuts every connection; a guest's import goes on when a room with the same pack is opened again. */
  async close(): Promise<void> {
    await this.#turning;
    const open = this.#open;
    this.#open = null;
    if (this.#telling !== null) clearInterval(this.#telling);
    this.#telling = null;
    if (open === null) return;
    this.#turning = open.close();
    try {
      await this.#turning;
    } finally {
      this.#turning = null;
    }
    this.#notices.notify();
  }

  /** @throws BackbenchError SET_BY_ADMINISTRATOR; as joinRoom does */
  async join(place: { address: string; code: string }, signal: AbortSignal): Promise<Room> {
    this.#parts.mustAllow();
    return (await import('./room-client.ts')).joinRoom(place, signal);
  }

  /** A pack of another room. @throws BackbenchError PACK_ITEM_UNKNOWN; as {@link join} */
  async pack(place: { address: string; code: string }, hash: string, signal: AbortSignal): Promise<RemotePack> {
    const room = await this.join(place, signal);
    const offered = room.packs.find((each) => each.hash === hash);
    if (offered === undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'pack', name: hash.slice(0, 12), known: room.packs.map(({ id }) => id) });
    return room.pack(offered);
  }

  /** Told in a steady beat, and not with every piece that goes out. */
  #changed(): void {
    this.#lastChange = performance.now();
    this.#telling ??= setInterval(() => {
      this.#notices.notify();
      if (performance.now() - this.#lastChange < SLOWING_MS || this.#telling === null) return;
      clearInterval(this.#telling);
      this.#telling = null;
    }, TELL_EVERY_MS).unref();
  }
}
