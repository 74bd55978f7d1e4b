/** What the tests of faults on both engines share: services with faults, and what a learner's program would meet. */
import type { Endpoint, Environment, ServiceRequest } from '../../src/core/engines/engine.ts';
import { replyOf, type RedisReply } from '../../src/core/services/redis/reply-of.ts';
import { FAULT_KINDS, type FaultKind } from '../../src/shared/faults.ts';

export const faultyServices: ServiceRequest[] = [
  { id: 'queue', kind: 'redis', password: 'queue-secret', faults: FAULT_KINDS },
  { id: 'shop', kind: 'postgres', password: 'shop-secret', faults: FAULT_KINDS },
  { id: 'spare', kind: 'redis', password: 'spare-secret', faults: ['kill'] },
];

const ANSWER_MS = 60_000;
export const soon = (): AbortSignal => AbortSignal.timeout(ANSWER_MS);

export function serviceOf(environment: Environment, id: string) {
  const found = environment.services().find((service) => service.id === id);
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
}

export function activeFaults(environment: Environment): string[] {
  return environment.services().flatMap(({ id, faults }) => faults.filter(({ active }) => active).map(({ kind }) => `${id} ${kind}`));
}

/** As a program of the learner's shell: where the shell's variables point. */
export function seen(environment: Environment, id: string): Endpoint {
  const { shellEndpoint } = serviceOf(environment, id);
  if (shellEndpoint === null) throw new Error(`${id} has no place`);
  return shellEndpoint;
}

/** As the app itself. */
export function direct(environment: Environment, id: string): Endpoint {
  const { endpoint } = serviceOf(environment, id);
  if (endpoint === null) throw new Error(`${id} has no place`);
  return endpoint;
}

export const ask = (endpoint: Endpoint, ...command: string[]): Promise<RedisReply> => replyOf(endpoint, command, { signal: soon() });

export async function timed(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await act();
  return performance.now() - since;
}

export const set = (environment: Environment, service: string, fault: FaultKind, active = true): Promise<void> =>
  environment.setFault(service, fault, active, { signal: soon() });
