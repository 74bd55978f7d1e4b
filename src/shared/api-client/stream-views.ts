/** What the window gets of an open WebSocket or event stream: batches of log entries, each of which it confirms. */
import { z } from 'zod';

/** Longest text of one message that is shown, in characters; its size is told whole. */
export const MAX_SHOWN = 64 * 1024;
/** Largest message that is sent, in characters. */
export const MAX_SENT = 1_000_000;
/** Batches that may be on their way unconfirmed: the next waits, and with it the connection. */
export const BATCH_WINDOW = 2;

const at = z.number();
/** As it came over the wire, in bytes. */
const bytes = z.number().int();

export const streamNoteSchema = z.discriminatedUnion('what', [
  /** Trying to connect; `lastEventId` is sent along. */
  z.strictObject({ what: z.literal('connecting'), url: z.string(), lastEventId: z.string().nullable() }),
  /** `detail`: the subprotocol of a WebSocket, the status of an event stream. */
  z.strictObject({ what: z.literal('connected'), detail: z.string() }),
  /** A WebSocket ended, by a close frame or without one (1006). */
  z.strictObject({ what: z.literal('closed'), code: z.number().int(), reason: z.string(), by: z.enum(['server', 'you']) }),
  /** An event stream ended; the server may be asked again. */
  z.strictObject({ what: z.literal('ended') }),
  /** The learner closed an event stream. */
  z.strictObject({ what: z.literal('left') }),
  /** The server asked, by 204, not to be asked again. */
  z.strictObject({ what: z.literal('stopped') }),
  /** The connection was lost, or could not be made again. */
  z.strictObject({ what: z.literal('lost'), message: z.string() }),
  z.strictObject({ what: z.literal('retry'), ms: z.number().int() }),
  z.strictObject({ what: z.literal('waiting'), ms: z.number().int() }),
  z.strictObject({ what: z.literal('comment'), text: z.string() }),
  /** A line of an event stream that means nothing. */
  z.strictObject({ what: z.literal('odd-line'), text: z.string() }),
]);
export type StreamNote = z.infer<typeof streamNoteSchema>;

export const streamEntrySchema = z.discriminatedUnion('kind', [
  /** A message of a WebSocket; binary ones in hexadecimal. */
  z.strictObject({ kind: z.literal('message'), at, direction: z.enum(['in', 'out']), binary: z.boolean(), text: z.string(), bytes, cut: z.boolean() }),
  /** An event of an event stream. */
  z.strictObject({ kind: z.literal('event'), at, event: z.string(), id: z.string().nullable(), text: z.string(), bytes, cut: z.boolean() }),
  z.strictObject({ kind: z.literal('note'), at, note: streamNoteSchema }),
]);
export type StreamEntry = z.infer<typeof streamEntrySchema>;

export const streamEventSchema = z.discriminatedUnion('type', [
  /** The name to send and confirm by. */
  z.strictObject({ type: z.literal('opened'), stream: z.string() }),
  z.strictObject({ type: z.literal('entries'), entries: z.array(streamEntrySchema), open: z.boolean() }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;
