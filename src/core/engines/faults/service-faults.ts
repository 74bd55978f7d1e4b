/**
 * The faults that a learner has brought on one service, the same for both engines: each is brought and taken back by
 * the engine's hands. What is undone when nobody is there any more (a crash) is undone at the next start, by `settle`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BackbenchError } from '../../../shared/errors.ts';
import type { FaultKind, FaultObstacle, FaultView } from '../../../shared/faults.ts';
import type { ServiceState } from '../../../shared/views.ts';
import type { ServiceRequest } from '../engine.ts';
import type { FaultRelay } from './fault-relay.ts';

/** How long a killed service may be seen running, in milliseconds, and how often it is looked at. */
const DOWN_DEADLINE_MS = 5_000;
const DOWN_LOOK_MS = 10;
/** How long taking back a fault that could not be brought may take, in milliseconds. */
const UNDO_DEADLINE_MS = 10_000;

/** What an engine can do to one service. */
export interface FaultHands {
  /** Null where the fault can be brought. */
  obstacle(kind: FaultKind): FaultObstacle | null;
  /** Before the service, when the lab has faults of its network and the engine can bring them. */
  relay(): FaultRelay | null;
  /** Ends the service at once, without a signal that it could act on. */
  kill(signal: AbortSignal): Promise<void>;
  /** Starts it again. */
  revive(signal: AbortSignal): Promise<void>;
  /** Gives it a full disk, or its room back. Does nothing where that is so already. @throws Error with the reason */
  fillDisk(full: boolean, signal: AbortSignal): Promise<void>;
  state(): ServiceState;
}

export class ServiceFaults {
  readonly #request: ServiceRequest;
  readonly #hands: FaultHands;
  readonly #onChange: () => void;
  readonly #active = new Set<FaultKind>();

  constructor(request: ServiceRequest, hands: FaultHands, onChange: () => void) {
    this.#request = request;
    this.#hands = hands;
    this.#onChange = onChange;
  }

  view(): FaultView[] {
    return (this.#request.faults ?? []).map((kind) => ({ kind, active: this.#active.has(kind), obstacle: this.#hands.obstacle(kind) }));
  }

  /** @throws BackbenchError FAULT_UNAVAILABLE, FAULT_FAILED */
  async set(kind: FaultKind, active: boolean, signal: AbortSignal): Promise<void> {
    const { id: service } = this.#request;
    const offered = this.view().find((each) => each.kind === kind);
    if (offered === undefined || offered.obstacle !== null) throw new BackbenchError('FAULT_UNAVAILABLE', { service, fault: kind, obstacle: offered?.obstacle ?? null });
    if (offered.active === active) return;
    try {
      if (kind === 'kill') await this.#kill(active, signal);
      else if (kind === 'disk-full') await this.#fillDisk(active, signal);
    } catch (error) {
      if (error instanceof BackbenchError) throw error;
      signal.throwIfAborted();
      throw new BackbenchError('FAULT_FAILED', { service, fault: kind, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    this.#mark(kind, active);
    this.#hands.relay()?.bring({ latency: this.#active.has('latency'), loss: this.#active.has('loss') });
  }

  /** Takes all back. @param revive whether a service that was killed shall run again @throws BackbenchError FAULT_FAILED; why it doesn't start */
  async clear(revive: boolean, signal: AbortSignal): Promise<void> {
    for (const kind of [...this.#active]) {
      if (kind === 'kill' && !revive) this.#mark(kind, false);
      else await this.set(kind, false, signal);
    }
  }

  /** For a service that was found running: a lab host that ended may have left it with a full disk. */
  async settle(signal: AbortSignal): Promise<void> {
    if (this.view().some(({ kind, obstacle }) => kind === 'disk-full' && obstacle === null)) await this.#hands.fillDisk(false, signal);
  }

  /** The service's state has changed. */
  followState(): void {
    const state = this.#hands.state();
    this.#hands.relay()?.reachable(state === 'ready' || state === 'paused');
    // Somebody started it again.
    if (state === 'ready') this.#active.delete('kill');
  }

  async #kill(active: boolean, signal: AbortSignal): Promise<void> {
    if (!active) return this.#hands.revive(signal);
    await this.#hands.kill(signal);
    // Marked once it is seen down: a service that is ready counts as started again.
    const end = performance.now() + DOWN_DEADLINE_MS;
    while (this.#hands.state() === 'ready') {
      if (performance.now() > end) throw new Error('it was killed and is still seen running');
      await sleep(DOWN_LOOK_MS, undefined, { signal });
    }
  }

  async #fillDisk(full: boolean, signal: AbortSignal): Promise<void> {
    try {
      await this.#hands.fillDisk(full, signal);
    } catch (error) {
      // What was brought by half is taken back.
      if (full) await this.#hands.fillDisk(false, AbortSignal.timeout(UNDO_DEADLINE_MS)).catch(() => undefined);
      throw error;
    }
  }

  #mark(kind: FaultKind, active: boolean): void {
    if (active) this.#active.add(kind);
    else this.#active.delete(kind);
    this.#onChange();
  }
}
