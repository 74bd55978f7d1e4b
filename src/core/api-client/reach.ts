/** Where the API client may connect to: this machine as the lab's shell sees it, and the lab's services. Backbench works offline. */
import type { Duplex } from 'node:stream';
import { BackbenchError } from '../../shared/errors.ts';
import type { Environment } from '../engines/engine.ts';
import { openSocket } from '../engines/open-socket.ts';

/** How long opening a connection may take, in milliseconds: on this machine it is a matter of a few. */
const CONNECT_MS = 10_000;

/** Names and addresses of the machine itself. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3}|0\.0\.0\.0)$/i.test(host);
}

/** @throws BackbenchError API_ADDRESS_REFUSED, API_NO_ANSWER, CANCELLED */
export async function connectInLab(environment: Environment, url: string, host: string, port: number, signal: AbortSignal): Promise<Duplex> {
  const services = environment.services().flatMap(({ endpoint, shellEndpoint }) => (endpoint === null ? [] : [{ endpoint, shellEndpoint }]));
  const service = services.find(({ endpoint, shellEndpoint }) =>
    (endpoint.host === host && endpoint.port === port) || (shellEndpoint?.host === host && shellEndpoint.port === port && !isLoopback(host)));
  if (service !== undefined) return connectDirectly(service.endpoint, url, signal);
  if (!isLoopback(host)) throw new BackbenchError('API_ADDRESS_REFUSED', { host, url });
  return environment.connect(port, { signal: AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]) }).catch((error: unknown) => {
    throw noAnswer(error, url, signal);
  });
}

/** A TCP connection of this process. @throws BackbenchError API_NO_ANSWER, CANCELLED */
export async function connectDirectly({ host, port }: { host: string; port: number }, url: string, signal: AbortSignal): Promise<Duplex> {
  return openSocket({ host, port }, AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])).catch((error: unknown) => {
    throw noAnswer(error, url, signal);
  });
}

function noAnswer(error: unknown, url: string, signal: AbortSignal): BackbenchError {
  if (signal.aborted) return new BackbenchError('CANCELLED', {});
  if (error instanceof BackbenchError) return error as BackbenchError;
  const code = (error as { code?: string }).code;
  const message = error instanceof Error ? error.message : String(error);
  return new BackbenchError('API_NO_ANSWER', { url, reason: code === 'ECONNREFUSED' ? 'refused' : error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'other', message }, { cause: error });
}
