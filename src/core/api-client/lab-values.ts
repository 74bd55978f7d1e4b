/** The values that a lab gives to requests by itself: where the learner's program listens, and how its services are reached. */
import { randomUUID } from 'node:crypto';
import type { Environment } from '../engines/engine.ts';

/** What programs of the course listen on, when nothing says otherwise. */
export const USUAL_PORT = 3000;
/** Looking for the program's port may take this long, in milliseconds; after it the usual one is taken. */
const LOOK_MS = 3_000;

/**
 * `baseUrl` is the program that the learner runs in a terminal: on the usual port when it listens there, else on the
 * lowest port that any of their programs listens on.
 */
export async function labValues(environment: Environment, needsBase: boolean, signal: AbortSignal): Promise<Map<string, string>> {
  const values = new Map<string, string>([
    ['$uuid', randomUUID()], ['$timestamp', String(Math.floor(Date.now() / 1000))], ['$randomInt', String(Math.floor(Math.random() * 1_000_000))],
  ]);
  for (const { id, endpoint } of environment.services()) {
    if (endpoint === null) continue;
    const { host, port, user, password, database } = endpoint;
    for (const [name, value] of Object.entries({ host, port: String(port), user, password, database })) values.set(`${id}.${name}`, value);
  }
  values.set('baseUrl', `http://127.0.0.1:${String(needsBase ? await programPort(environment, signal) : USUAL_PORT)}`);
  return values;
}

async function programPort(environment: Environment, signal: AbortSignal): Promise<number> {
  const processes = await environment.processes({ signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]) }).catch(() => null);
  const ports = (processes ?? []).flatMap((each) => each.ports ?? []);
  return ports.includes(USUAL_PORT) || ports.length === 0 ? USUAL_PORT : Math.min(...ports);
}
