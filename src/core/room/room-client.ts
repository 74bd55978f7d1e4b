/** A guest in a room: what is served there, a pack of it as a source for the import, and handing progress in. */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request as send } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import { CHUNK_BYTES, MAX_MANIFEST_BYTES } from '../../shared/pack-format.ts';
import type { RemotePack } from '../packs/pack-source.ts';
import { keyOf, readJoinCode } from './join-code.ts';
import { readRoomAddress } from './private-address.ts';
import { handInAnswerSchema, MOST_HAND_IN_BYTES, ROOM_IDENTITY, ROOM_TLS, roomSchema, type HandInAnswer, type OfferedPack, type RoomContents } from './room-protocol.ts';

export interface Room extends RoomContents {
  /** As it was found: address and port. */
  readonly address: string;
  /** Opened each time that it is read. */
  pack(offered: OfferedPack): RemotePack;
  /** @throws BackbenchError ROOM_NO_CLASS, FILE_TOO_LARGE, ROOM_REFUSED, and as {@link joinRoom} */
  handIn(bytes: Buffer, signal: AbortSignal): Promise<Exclude<HandInAnswer, { refused: string }>>;
}

/** In milliseconds. In a room an answer takes some milliseconds; a busy access point some seconds. */
const CONNECT_MS = 8_000;
const IDLE_MS = 20_000;
/** The server's list of a hundred packs. */
const MOST_ANSWER_BYTES = 256 * 1024;
/** A connection that is lost is tried again after so many milliseconds each: a wireless network may be away for a moment. */
const TRY_AGAIN_MS = [300, 1_000, 3_000] as const;
/** Tries to hand in while many others do, one a second. */
const HAND_IN_TRIES = 30;
/** What a chunk may take at most: a little more than its content. */
const MOST_READ_BYTES = Math.max(2 * CHUNK_BYTES, MAX_MANIFEST_BYTES);

interface Line {
  address: string;
  ask(what: { method: 'GET' | 'POST'; path: string; range?: string; body?: Buffer; most: number }, signal: AbortSignal | undefined): Promise<{ status: number; range: string; body: Buffer }>;
  close(): void;
}

/**
 * @param code as it was typed
 * @throws BackbenchError ROOM_ADDRESS_INVALID, ROOM_CODE_WRONG, ROOM_UNREACHABLE, ROOM_BUSY, ROOM_REFUSED; the signal's reason
 */
export async function joinRoom({ address, code }: { address: string; code: string }, signal: AbortSignal): Promise<Room> {
  const { host, port, shown } = readRoomAddress(address);
  const letters = readJoinCode(code);
  if (letters === null) throw new BackbenchError('ROOM_CODE_WRONG', { address: shown });
  const key = await keyOf(letters);
  const open = (): Line => openLine({ host, port, shown, key });
  const refused = (reason: string): BackbenchError<'ROOM_REFUSED'> => new BackbenchError('ROOM_REFUSED', { address: shown, reason });
  const once = async <T>(act: (line: Line) => Promise<T>): Promise<T> => {
    const line = open();
    try {
      return await act(line);
    } finally {
      line.close();
    }
  };
  const { status, body } = await once((line) => line.ask({ method: 'GET', path: '/room', most: MOST_ANSWER_BYTES }, signal));
  const contents = roomSchema.safeParse(json(body));
  if (status !== 200 || !contents.success) throw refused('it speaks another version of the protocol');
  return {
    ...contents.data, address: shown,
    pack: (offered) => ({
      name: `backbench://${shown}/${offered.id}`,
      open: () => {
        const line = open();
        return Promise.resolve({
          bytes: offered.bytes,
          read: (position, bytes, stop) => readRange(line, offered, { position, bytes }, stop),
          close: () => {
            line.close();
            return Promise.resolve();
          },
        });
      },
    }),
    handIn: (bytes, stop) => once(async (line) => {
      if (contents.data.className === null) throw new BackbenchError('ROOM_NO_CLASS', { address: shown });
      if (bytes.length > MOST_HAND_IN_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path: 'progress', bytes: bytes.length, limitBytes: MOST_HAND_IN_BYTES });
      for (let tries = 1; ; tries += 1) {
        const got = await line.ask({ method: 'POST', path: '/progress', body: bytes, most: MOST_ANSWER_BYTES }, stop);
        if (got.status === 503 && tries < HAND_IN_TRIES) {
          await wait(1_000, undefined, { signal: stop });
          continue;
        }
        if (got.status === 503) throw new BackbenchError('ROOM_BUSY', { address: shown });
        const told = handInAnswerSchema.safeParse(json(got.body));
        if (!told.success) throw refused(`it answered ${String(got.status)}`);
        if ('refused' in told.data) throw refused(told.data.refused);
        return told.data;
      }
    }),
  };
}

async function readRange(line: Line, { hash, bytes: all }: OfferedPack, { position, bytes }: { position: number; bytes: number }, signal: AbortSignal | undefined): Promise<Buffer | null> {
  if (bytes === 0) return Buffer.alloc(0);
  if (position + bytes > all || bytes > MOST_READ_BYTES) return null;
  for (let tries = 0; ; tries += 1) {
    try {
      const { status, body, range } = await line.ask({ method: 'GET', path: `/packs/${hash}`, range: `bytes=${String(position)}-${String(position + bytes - 1)}`, most: bytes }, signal);
      if (status !== 206 || body.length !== bytes || !range.startsWith(`bytes ${String(position)}-`)) throw new BackbenchError('ROOM_REFUSED', { address: line.address, reason: 'it does not serve this pack any more' });
      return body;
    } catch (error) {
      const pause = TRY_AGAIN_MS[tries];
      if (pause === undefined || !isCode(error, 'ROOM_UNREACHABLE')) throw error;
      await wait(pause, undefined, signal === undefined ? {} : { signal });
    }
  }
}

function openLine({ host, port, shown, key }: { host: string; port: number; shown: string; key: Buffer }): Line {
  const agent = new Agent({
    keepAlive: true, maxSockets: 1, ...ROOM_TLS, pskCallback: () => ({ identity: ROOM_IDENTITY, psk: key }),
    // There is no certificate: that the handshake came to its end proves that the server has the key.
    checkServerIdentity: () => undefined,
  });
  return {
    address: shown,
    ask: ({ method, path, range, body, most }, signal) => new Promise((resolve, reject) => {
      let secure = false;
      const fail = (error: unknown): void => {
        reject(signal?.aborted === true ? signal.reason as Error : codedError(error, shown, secure));
      };
      const call = send({
        host, port, agent, method, path, ...(signal === undefined ? {} : { signal }),
        headers: { ...(range === undefined ? {} : { Range: range }), ...(body === undefined ? {} : { 'Content-Length': body.length }) },
      }, (response) => {
        const pieces: Buffer[] = [];
        let got = 0;
        response.on('data', (piece: Buffer) => {
          got += piece.length;
          if (got > most) call.destroy(new Error('the answer is longer than what was asked for'));
          else pieces.push(piece);
        });
        response.once('end', () => {
          if (response.complete) resolve({ status: response.statusCode ?? 0, range: response.headers['content-range'] ?? '', body: Buffer.concat(pieces) });
          else fail(new Error('the answer was cut off'));
        });
        response.once('error', fail);
      });
      const slow = setTimeout(() => call.destroy(new Error('it did not answer in time')), CONNECT_MS);
      call.once('socket', (socket) => {
        const tls = socket as TLSSocket;
        const ready = (): void => {
          secure = true;
          clearTimeout(slow);
        };
        // One that is used again has its handshake behind it.
        if (call.reusedSocket) ready();
        else tls.once('secureConnect', ready);
      });
      call.setTimeout(IDLE_MS, () => call.destroy(new Error('it has stopped answering')));
      call.once('error', fail);
      call.once('close', () => { clearTimeout(slow); });
      call.end(body);
    }),
    close: () => { agent.destroy(); },
  };
}

/** @param secure whether the handshake had come to its end */
function codedError(error: unknown, address: string, secure: boolean): BackbenchError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (!secure) {
    // OpenSSL and BoringSSL name the same alert in their own ways.
    if (/bad[ _]record[ _]mac|decrypt/i.test(message)) return new BackbenchError('ROOM_CODE_WRONG', { address }, { cause: error });
    if (/wrong[ _]version|handshake[ _]failure|no[ _]shared|packet[ _]length|unsupported/i.test(message)) return new BackbenchError('ROOM_REFUSED', { address, reason: 'what answers there is no room of Backbench' }, { cause: error });
    if (code === 'ECONNRESET') return new BackbenchError('ROOM_BUSY', { address }, { cause: error });
  }
  return new BackbenchError('ROOM_UNREACHABLE', { address, reason: code === '' ? message : code }, { cause: error });
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
