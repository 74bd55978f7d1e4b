/** The calls about the profiles of a shared machine. They are answered before anybody's data is open. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call, id } from './contract-call.ts';

const nothing = z.void();
const name = z.string().max(400);
const pin = z.string().max(64).nullable();

const profileSchema = z.strictObject({
  id: z.string(), name: z.string(), hasPin: z.boolean(),
  /** Milliseconds since 1970; 0 for never. */
  lastUsed: z.number(),
  /** Its erasure was cut off and has to be completed. */
  removing: z.boolean(),
});

const profilesViewSchema = z.strictObject({
  /** Whose data is open; null while somebody has to be chosen. */
  open: z.string().nullable(),
  /** The one used last first. */
  profiles: z.array(profileSchema),
});
export type ProfileView = z.infer<typeof profileSchema>;
export type ProfilesView = z.infer<typeof profilesViewSchema>;

/** What the window keeps for a profile: short texts by name. `null` where the browser's own storage is its place. */
const keptSchema = z.record(z.string().max(300), z.string().max(5_000_000));

export const profilesContract = {
  /** Who is here and who is at work, now and after every change. */
  watch: call.output(eventIterator(profilesViewSchema)),
  /** Opens a profile; its data is there after that, whatever state it is in. */
  open: call.input(z.strictObject({ profile: id, pin })).output(nothing),
  create: call.input(z.strictObject({ name, pin })).output(z.strictObject({ profile: z.string() })),
  /** `pin`: the present one. */
  rename: call.input(z.strictObject({ profile: id, name, pin })).output(nothing),
  /** Sets another PIN, or takes it away with null. */
  setPin: call.input(z.strictObject({ profile: id, pin, next: pin })).output(nothing),
  /** Erases a profile with all that it holds. Can be asked for again when it was cut off. */
  remove: call.input(z.strictObject({ profile: id, pin })).output(nothing),
  /** Puts the open profile's labs away, and asks who is next. The answer may not come: the lab host ends. */
  leave: call.output(nothing),
  /** What the window kept for the open profile; null where the browser's own storage holds it. */
  kept: call.output(keptSchema.nullable()),
  /** Keeps texts for a profile, which must be the open one, and the others as they are. */
  keep: call.input(z.strictObject({ profile: id, items: keptSchema })).output(nothing),
};
