/** How long a packet is under way when the network is bad: the added latency, and the time that losses cost. */
import { FIRST_RESEND_MS, LATENCY_MS, LOSS, MOST_LOSSES } from '../../../shared/faults.ts';

/** How the way to a service is now. */
export interface NetworkFaults {
  latency: boolean;
  loss: boolean;
}

/**
 * In milliseconds. A lost packet is sent again, as TCP does it: after 200 ms, and twice as long after each further loss.
 * @param random gives numbers from 0 up to, but not including, 1
 */
export function delayOf(faults: NetworkFaults, random: () => number): number {
  let delay = faults.latency ? LATENCY_MS : 0;
  if (!faults.loss) return delay;
  for (let losses = 0, resend = FIRST_RESEND_MS; losses < MOST_LOSSES && random() < LOSS; losses += 1, resend *= 2) delay += resend;
  return delay;
}
