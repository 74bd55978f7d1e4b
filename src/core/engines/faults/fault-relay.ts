/** What stands between the learner's programs and a service that can be given a bad network. */
import type { NetworkFaults } from './delay.ts';

export interface FaultRelay {
  /** Where programs of the learner's shell reach the service; null until it listens. */
  readonly place: { host: string; port: number } | null;
  /** How packets fare from now on; those under way keep what they got. */
  bring(faults: NetworkFaults): void;
  /** Whether the service can be reached: while it can't, connections are refused here too, as they would be there. */
  reachable(is: boolean): void;
  /** Ends it with all its connections. Safe to call twice. */
  dispose(): Promise<void>;
}
