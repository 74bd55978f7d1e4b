/** Whether a lab's services answer, and one try to bring back those that don't. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { CheckContext } from './check-context.ts';
import { describeError, message } from './outcome.ts';

/** A service that is well answers in milliseconds; a machine that wakes from sleep may take a second or two. */
const PROBE_TIMEOUT_MS = 4_000;
/** How long reading a service's log may take. */
const LOG_TIMEOUT_MS = 2_000;
const LOG_LINES = 20;

/** What was tried in this run, by service id. */
export type Repairs = Set<string>;

export interface Health {
  /** What is known of the services that don't answer; null when all do. */
  down: Evidence[] | null;
  /** True when a service had to be brought back: what failed meanwhile says nothing. */
  repaired: boolean;
}

/** Asks each service, and repairs what does not answer. @throws BackbenchError CANCELLED */
export async function probe(services: readonly string[], context: CheckContext, repairs: Repairs): Promise<Health> {
  let repaired = false;
  for (const service of services) {
    let failure = await pingFailure(service, context);
    if (failure !== null && context.repair !== undefined && !repairs.has(service)) {
      repairs.add(service);
      const notRepaired = await context.repair(service).then(() => null, describeError);
      failure = notRepaired ?? await pingFailure(service, context);
      repaired ||= failure === null;
    }
    if (context.signal.aborted) throw new BackbenchError('CANCELLED', {});
    if (failure !== null) return { down: [message(service, failure), ...await logOf(service, context)], repaired };
  }
  return { down: null, repaired };
}

/** @returns null when the service answers, else what is the matter */
async function pingFailure(service: string, context: CheckContext): Promise<string | null> {
  const driver = context.drivers.get(service);
  if (driver === undefined) return 'This lab has no such service.';
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
  try {
    await driver.ping(signal);
    return null;
  } catch (error) {
    if (context.signal.aborted) throw new BackbenchError('CANCELLED', {});
    return signal.aborted ? `No answer within ${String(PROBE_TIMEOUT_MS / 1000)} s.` : describeError(error);
  }
}

async function logOf(service: string, { environment, signal }: CheckContext): Promise<Evidence[]> {
  const lines: string[] = [];
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LOG_TIMEOUT_MS)]);
    for await (const line of environment.logs(service, { tail: LOG_LINES, follow: false, signal: limit })) lines.push(line);
  } catch {
    // Without its log the service is down all the same.
  }
  return lines.length === 0 ? [] : [{ kind: 'log', source: service, lines: lines.slice(-LOG_LINES) }];
}
