/** The calls about rooms: serving one from this machine, and joining another. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './contract-call.ts';

const nothing = z.void();
const token = z.string().min(1).max(64);
/** As they were typed. */
const place = z.strictObject({ address: z.string().max(200), code: z.string().max(100) });
export type RoomPlace = z.infer<typeof place>;

const guestSchema = z.strictObject({ address: z.string(), connections: z.number(), bytes: z.number(), handedIn: z.array(z.string()) });
export const roomViewSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('closed') }),
  z.strictObject({
    state: z.literal('open'),
    /** With port; several where the machine is in several networks. */
    addresses: z.array(z.string()), code: z.string(), className: z.string().nullable(),
    /** Titles. */
    packs: z.array(z.string()), guests: z.array(guestSchema),
    /** Of packs, that went out, in bytes. */
    bytes: z.number(), bytesPerSecond: z.number(),
  }),
]);
export type RoomView = z.infer<typeof roomViewSchema>;

const foundSchema = z.strictObject({
  address: z.string(), className: z.string().nullable(),
  packs: z.array(z.strictObject({ hash: z.string(), id: z.string(), title: z.string(), sequence: z.number(), bytes: z.number() })),
});
export type RoomFound = z.infer<typeof foundSchema>;

export const roomContract = {
  /** Whether this machine serves a room, and who is in it, now and after every change. */
  watch: call.output(eventIterator(roomViewSchema)),
  /** Serves the packs that main has given tokens for, and collects progress for a class. */
  open: call.input(z.strictObject({ tokens: z.array(token).max(100), className: z.string().min(1).max(60).nullable() })).output(nothing),
  close: call.output(nothing),
  /** What the room at this address has. */
  look: call.input(place).output(foundSchema),
  /** Offers a pack of a room, as `packs.look` does with a file. */
  offer: call.input(place.extend({ hash: z.string().max(64) })).output(nothing),
  /** Hands progress in over the local network. */
  handIn: call.input(place.extend({ name: z.string().max(200), withWork: z.boolean() })).output(z.strictObject({ className: z.string(), outcome: z.enum(['new', 'newer', 'beside', 'known']) })),
};
