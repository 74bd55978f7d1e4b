/**
 * Serves chosen packs to the room, and takes progress for one class. Nothing else can be asked of it: packs are named by
 * their hash, so no path comes from a guest, and what is handed in is verified before any of it is kept.
 */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import type { Imported } from '../class/class-store.ts';
import { errno } from '../workspace/file-errors.ts';
import { createDoor } from './door.ts';
import { createGuests, type Guests } from './guests.ts';
import { keyOf, newJoinCode, readJoinCode } from './join-code.ts';
import { roomAddresses, shownAddress } from './private-address.ts';
import { MOST_HAND_IN_BYTES, ROOM_IDENTITY, ROOM_PORT, ROOM_PROTOCOL, ROOM_TLS, type HandInAnswer, type OfferedPack, type RoomContents } from './room-protocol.ts';

export interface RoomServerOptions {
  packs: readonly (OfferedPack & { path: string })[];
  /** Where progress goes; null where none is taken. */
  collect: { className: string; receive: (bytes: Buffer) => Promise<Imported> } | null;
  /** null: the usual one, or another where it is taken. */
  port: number | null;
  /** After something has changed in what {@link RoomServer.guests} tells; often. */
  onChange: () => void;
}

export interface RoomServer {
  /** To be told to the room: addresses with port. */
  readonly addresses: readonly string[];
  readonly code: string;
  readonly port: number;
  readonly guests: Guests;
  /** Cuts every connection. */
  close(): Promise<void>;
}

// In milliseconds. A guest that says nothing for so long holds a place that another one needs.
const HANDSHAKE_MS = 10_000;
const HEADERS_MS = 10_000;
/** A request with all of its body. */
const REQUEST_MS = 120_000;
/** Nothing moves on the connection, as when a guest does not read. */
const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 15_000;
const MOST_HEADER_BYTES = 4 * 1024;
const MOST_HEADERS = 32;
/** Hand-ins that are received at once, each of {@link MOST_HAND_IN_BYTES} at most; who comes then is asked to come again. */
const MOST_HAND_INS = 4;
/** For who comes too early, in seconds. */
const COME_AGAIN_S = 1;

/** @throws BackbenchError PORT_TAKEN when the port that was asked for is not free */
export async function openRoomServer({ packs, collect, port, onChange }: RoomServerOptions): Promise<RoomServer> {
  const code = newJoinCode();
  const key = await keyOf(readJoinCode(code) ?? '');
  const [door, guests] = [createDoor(), createGuests()];
  const contents: RoomContents = {
    protocol: ROOM_PROTOCOL, className: collect?.className ?? null,
    packs: packs.map(({ hash, id, title, sequence, bytes }) => ({ hash, id, title, sequence, bytes })),
  };
  let receiving = 0;
  let kept: Promise<unknown> = Promise.resolve();

  const server = createServer({
    ...ROOM_TLS, pskCallback: (_socket, identity) => (identity === ROOM_IDENTITY ? key : null), handshakeTimeout: HANDSHAKE_MS,
    maxHeaderSize: MOST_HEADER_BYTES, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS,
    // Looks for those that are over their time; the default of 30 s would let them stay four times as long.
    connectionsCheckingInterval: 2_000,
  }, (request, response) => {
    answer(request, response).catch(() => { response.destroy(); });
  });
  server.maxHeadersCount = MOST_HEADERS;
  server.timeout = IDLE_MS;
  const entered = new Map<string, { known(): void }>();
  const nameOf = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string => `${socket.remoteAddress ?? ''} ${String(socket.remotePort)}`;
  const raw = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    const place = door.enter(socket.remoteAddress);
    if (place === null) {
      socket.destroy();
      return;
    }
    const name = nameOf(socket);
    entered.set(name, place);
    raw.add(socket);
    socket.once('close', () => {
      raw.delete(socket);
      entered.delete(name);
      place.left();
    });
  });
  server.on('secureConnection', (socket) => {
    entered.get(nameOf(socket))?.known();
    const address = shownAddress(socket.remoteAddress ?? '');
    guests.came(address);
    onChange();
    socket.once('close', () => {
      guests.went(address);
      onChange();
    });
  });
  server.on('clientError', (_error, socket) => { socket.destroy(); });
  server.on('tlsClientError', (_error, socket) => { socket.destroy(); });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    const hash = /^\/packs\/([0-9a-f]{64})$/.exec(url)?.[1];
    const pack = packs.find((each) => each.hash === hash);
    if (request.method === 'GET' && url === '/room') send(response, 200, contents);
    else if (request.method === 'GET' && pack !== undefined) await sendPack(pack, request, response);
    else if (request.method === 'POST' && url === '/progress' && collect !== null) await receive(collect, request, response);
    else refuse(request, response, 404);
  }

  async function sendPack({ path, bytes }: { path: string; bytes: number }, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(request.headers.range ?? '');
    const [start, end] = [Number(wanted?.[1]), Number(wanted?.[2])];
    if (wanted === null || start > end || end >= bytes) {
      response.setHeader('Content-Range', `bytes */${String(bytes)}`);
      refuse(request, response, 416);
      return;
    }
    const address = shownAddress(request.socket.remoteAddress ?? '');
    response.writeHead(206, { 'Content-Type': 'application/octet-stream', 'Content-Length': end - start + 1, 'Content-Range': `bytes ${String(start)}-${String(end)}/${String(bytes)}` });
    await pipeline(createReadStream(path, { start, end }), new Transform({
      transform(piece: Buffer, _encoding, done) {
        guests.sent(address, piece.length);
        onChange();
        done(null, piece);
      },
    }), response);
  }

  async function receive({ receive: keep }: NonNullable<RoomServerOptions['collect']>, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (!Number.isSafeInteger(length) || length < 1) {
      refuse(request, response, 411);
      return;
    }
    if (length > MOST_HAND_IN_BYTES) {
      refuse(request, response, 413);
      return;
    }
    if (receiving >= MOST_HAND_INS) {
      response.setHeader('Retry-After', COME_AGAIN_S);
      refuse(request, response, 503);
      return;
    }
    receiving += 1;
    try {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      // One after the other: what is newer is told by what is there.
      const done = kept.then(() => keep(Buffer.concat(pieces)));
      kept = done.catch(() => undefined);
      const told = await done.then(answerTo, (error: unknown): HandInAnswer => ({ refused: toErrorReport(error).code }));
      if (!('refused' in told)) guests.handedIn(shownAddress(request.socket.remoteAddress ?? ''), told.name);
      onChange();
      send(response, 'refused' in told ? 422 : 200, told);
    } finally {
      receiving -= 1;
    }
  }

  const bound = await listen(server, port);
  return {
    code, guests, port: bound, addresses: roomAddresses(bound),
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
      // Those that have not finished their handshake as well.
      for (const socket of raw) socket.destroy();
    }),
  };
}

function answerTo({ outcome, learner, error }: Imported): HandInAnswer {
  return outcome === 'refused' ? { refused: error?.code ?? 'INTERNAL' } : { outcome, name: learner?.name ?? '' };
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}

/** The rest of the request is not read. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0, Connection: 'close' });
  response.end(() => { request.destroy(); });
}

async function listen(server: ReturnType<typeof createServer>, wanted: number | null): Promise<number> {
  const tries: { port: number; host: string }[] = [wanted ?? ROOM_PORT, ...(wanted === null ? [0] : [])].flatMap((port) => [{ port, host: '::' }, { port, host: '0.0.0.0' }]);
  let last: unknown;
  for (const place of tries) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(place, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      last = error;
    }
  }
  if (errno(last) === 'EADDRINUSE' || errno(last) === 'EACCES') throw new BackbenchError('PORT_TAKEN', { service: 'room', port: wanted ?? ROOM_PORT }, { cause: last });
  throw last;
}
