/**
 * How the learner's browser reaches a provider that runs in the lab: by its own address where that is one of this
 * machine, else through a port that is open on the loopback address for as long as the sign-in lasts.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { BackbenchError } from '../../shared/errors.ts';
import { connectInLab, isLoopback } from '../api-client/reach.ts';
import type { Environment } from '../engines/engine.ts';

export interface BrowserWay {
  /** The address for the browser. */
  url: URL;
  /** Host and port of it where they are not those that were asked for, else null. */
  movedTo: string | null;
  close(): void;
}

/**
 * @param address of the provider, as the lab's shell would write it
 * @throws BackbenchError API_ADDRESS_REFUSED for another machine
 */
export async function wayForBrowser(environment: Environment, address: URL, signal: AbortSignal): Promise<BrowserWay> {
  const host = address.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = address.port === '' ? (address.protocol === 'https:' ? 443 : 80) : Number(address.port);
  const endpoints = environment.services().map(({ endpoint, shellEndpoint }) => ({ endpoint, shellEndpoint }));
  const isService = endpoints.some(({ endpoint, shellEndpoint }) => [endpoint, shellEndpoint].some((each) => each?.host === host && each.port === port));
  if (!isLoopback(host) && !isService) throw new BackbenchError('API_ADDRESS_REFUSED', { host, url: address.href });
  const here = isLoopback(host) && (environment.engine === 'native' || endpoints.some(({ endpoint }) => endpoint?.host === host && endpoint.port === port));
  if (here) return { url: address, movedTo: null, close: () => undefined };

  const sockets = new Set<Duplex>();
  const server = createServer((socket) => {
    void forward(socket, () => connectInLab(environment, address.href, host, port, signal), sockets);
  });
  // On the provider's own port nothing changes for it: the browser names the same Host. Where that is taken, any will do.
  if (!isLoopback(host) || !(await listen(server, port))) {
    if (!(await listen(server, 0))) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'port', error: '0', message: '' });
  }
  const url = new URL(address);
  if (!isLoopback(host)) url.hostname = '127.0.0.1';
  // On the loopback address the name may stay: programs that are there by "localhost" know themselves by it.
  else if (host !== 'localhost') url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url, movedTo: url.host === address.host ? null : url.host,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** @returns whether the port is ours */
async function listen(server: Server, port: number): Promise<boolean> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

async function forward(socket: Socket, open: () => Promise<Duplex>, sockets: Set<Duplex>): Promise<void> {
  const keep = (each: Duplex): void => {
    sockets.add(each);
    each.on('error', () => undefined);
    each.on('close', () => sockets.delete(each));
  };
  keep(socket);
  try {
    const inside = await open();
    if (socket.destroyed) {
      inside.on('error', () => undefined);
      inside.destroy();
      return;
    }
    keep(inside);
    pipeline(socket, inside, socket, () => {
      inside.destroy();
      socket.destroy();
    });
  } catch {
    // Nobody listens there now: the browser says so.
    socket.destroy();
  }
}
