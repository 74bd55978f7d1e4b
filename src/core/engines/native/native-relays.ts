/** The relays before the services of one session, for those whose network can be made bad. */
import { join } from 'node:path';
import type { Endpoint, ServiceRequest } from '../engine.ts';
import type { FaultRelay } from '../faults/fault-relay.ts';
import { readRecord, writeRecord } from './service-record.ts';
import { openSocketRelay } from './socket-relay.ts';

export class NativeRelays {
  readonly #requests: readonly ServiceRequest[];
  readonly #folder: string;
  readonly #target: (service: string) => Endpoint | null;
  readonly #open = new Map<string, FaultRelay>();

  /** @param folder the session's @param target where a service itself is now */
  constructor(requests: readonly ServiceRequest[], folder: string, target: (service: string) => Endpoint | null) {
    this.#requests = requests;
    this.#folder = folder;
    this.#target = target;
  }

  /** Opens the relay of a service, if it needs one, at the port it had last time where that is free. */
  async open(id: string): Promise<void> {
    const faults = this.#requests.find((request) => request.id === id)?.faults ?? [];
    if (!faults.includes('latency') && !faults.includes('loss')) return;
    const record = join(this.#folder, id, 'relay.json');
    const relay = await openSocketRelay(() => this.#target(id), readRecord(record)?.port);
    this.#open.set(id, relay);
    if (relay.place !== null) writeRecord(record, { token: null, port: relay.place.port });
  }

  of(service: string): FaultRelay | null {
    return this.#open.get(service) ?? null;
  }

  /** Where the learner's shell reaches a service: its relay, or the service itself. */
  seenAs(service: string, endpoint: Endpoint | null): Endpoint | null {
    return endpoint === null ? null : { ...endpoint, ...this.#open.get(service)?.place };
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open.values()].map((relay) => relay.dispose()));
    this.#open.clear();
  }
}
