/** The relay before a service on this machine: a TCP server on the loopback address that passes bytes on, late if asked to. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { delayOf, type NetworkFaults } from '../faults/delay.ts';
import type { FaultRelay } from '../faults/fault-relay.ts';
import { freePort, LOOPBACK } from './free-port.ts';

/** Bytes of one direction of a connection that may be under way; more are not read before some have arrived. A TCP window. */
const WINDOW_BYTES = 256 * 1024;

/**
 * @param target where the service is now; null while nobody knows
 * @param preferred the port of an earlier run, taken again if it is free
 */
export async function openSocketRelay(target: () => { host: string; port: number } | null, preferred: number | undefined): Promise<FaultRelay> {
  const port = await freePort(preferred);
  const sockets = new Set<Socket>();
  let faults: NetworkFaults = { latency: false, loss: false };
  let server: Server | null = null;
  let disposed = false;

  const accept = (client: Socket): void => {
    const place = target();
    if (place === null) {
      client.resetAndDestroy();
      return;
    }
    const service = connect(place);
    for (const socket of [client, service]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => { sockets.delete(socket); });
    }
    // The handshake is a packet each way as well.
    const opened = delayOf(faults, Math.random);
    passOn(client, service, () => delayOf(faults, Math.random), opened);
    passOn(service, client, () => delayOf(faults, Math.random), 0);
  };

  const listen = (): void => {
    if (server !== null || disposed) return;
    server = createServer({ allowHalfOpen: true }, accept);
    // Another program has taken the port meanwhile: then nobody is reached here until the lab is started again.
    server.on('error', () => { server = null; });
    server.listen({ host: LOOPBACK, port, exclusive: true });
    server.unref();
  };
  const close = (): void => {
    server?.close();
    server = null;
    for (const socket of sockets) socket.resetAndDestroy();
  };

  listen();
  if (server !== null) await once(server, 'listening');
  return {
    place: { host: LOOPBACK, port },
    bring(next) { faults = next; },
    reachable(is) {
      if (is) listen();
      else close();
    },
    dispose() {
      disposed = true;
      close();
      return Promise.resolve();
    },
  };
}

/** Passes on what comes from one socket to the other, in order, each piece after its delay; an end and a break too. */
function passOn(from: Socket, to: Socket, delay: () => number, openedMs: number): void {
  const pieces: { due: number; act: () => void }[] = [];
  let due = performance.now() + openedMs;
  let underWay = 0;
  let timer: NodeJS.Timeout | null = null;
  const arrive = (): void => {
    timer = null;
    for (let [first] = pieces; first !== undefined && first.due <= performance.now(); [first] = pieces) {
      pieces.shift();
      first.act();
    }
    const [next] = pieces;
    if (next !== undefined) timer = setTimeout(arrive, Math.ceil(next.due - performance.now()));
  };
  const send = (act: () => void): void => {
    due = Math.max(due, performance.now() + delay());
    pieces.push({ due, act });
    if (timer === null) arrive();
  };
  const readOn = (): void => { if (underWay + to.writableLength < WINDOW_BYTES) from.resume(); };
  from.on('data', (bytes: Buffer) => {
    underWay += bytes.length;
    send(() => {
      underWay -= bytes.length;
      if (!to.destroyed) to.write(bytes);
      readOn();
    });
    if (underWay + to.writableLength >= WINDOW_BYTES) from.pause();
  });
  to.on('drain', readOn);
  from.once('end', () => { send(() => { to.end(); }); });
  from.on('error', () => { to.resetAndDestroy(); });
  from.once('close', () => {
    if (!from.readableEnded) to.resetAndDestroy();
    if (to.destroyed && timer !== null) clearTimeout(timer);
  });
}
