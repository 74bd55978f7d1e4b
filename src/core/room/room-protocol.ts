/** What a room's server and its guests agree on: HTTP over TLS with the code's key, three requests, and what they carry. */
import { z } from 'zod';

export const ROOM_PROTOCOL = 1;
/** Not given to anybody by IANA. Where it is taken, the system gives another one; the address that is shown has it. */
export const ROOM_PORT = 47_420;

/**
 * The one cipher with a pre-shared key and forward secrecy that Node's OpenSSL and Electron's BoringSSL both have; BoringSSL
 * takes no such key in TLS 1.3. The key proves both sides, so there are no certificates.
 */
export const ROOM_TLS = { ciphers: 'ECDHE-PSK-CHACHA20-POLY1305', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
export const ROOM_IDENTITY = 'room';

/** Of a progress file that is handed in, in bytes: a course's progress with the work of its labs takes some megabytes. */
export const MOST_HAND_IN_BYTES = 32 * 1024 * 1024;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const offeredPackSchema = z.strictObject({
  /** SHA-256 of its list of contents, in hex: by this it is asked for. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  id: z.string().max(100), title: z.string().max(500), sequence: count, bytes: count,
});
export type OfferedPack = z.infer<typeof offeredPackSchema>;

/** `GET /room`. What it says of packs is for the eye; a pack says itself what it is, and is verified. */
export const roomSchema = z.strictObject({
  protocol: z.literal(ROOM_PROTOCOL),
  packs: z.array(offeredPackSchema).max(100),
  /** The class that progress is collected for; null where it is not. */
  className: z.string().max(60).nullable(),
});
export type RoomContents = z.infer<typeof roomSchema>;

/** `POST /progress`. `refused`: the code of the error. */
export const handInAnswerSchema = z.union([
  z.strictObject({ outcome: z.enum(['new', 'newer', 'beside', 'known']), name: z.string().max(200) }),
  z.strictObject({ refused: z.string().max(100) }),
]);
export type HandInAnswer = z.infer<typeof handInAnswerSchema>;
