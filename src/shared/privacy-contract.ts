/** The calls of the page "Privacy". Looking is answered before anybody's data is open. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './contract-call.ts';

const privacyViewSchema = z.strictObject({
  /** The data folder of whoever is at work; the machine's while nobody is. */
  folder: z.string(),
  /** Null while nobody is at work. */
  learner: z.strictObject({ name: z.string(), hasPin: z.boolean() }).nullable(),
  /** Whom the administrator's policy names for questions. */
  contact: z.string().nullable(),
  /** What is there now. `name` is that of the list of places, `paths` are absolute. */
  places: z.array(z.strictObject({ name: z.string(), about: z.enum(['learner', 'installation', 'nobody', 'others']), paths: z.array(z.string()), bytes: z.number(), files: z.number() })),
});
export type PrivacyView = z.infer<typeof privacyViewSchema>;
export type HeldPlaceView = PrivacyView['places'][number];

const takeMessageSchema = z.strictObject({ bytes: z.number(), of: z.number() });
/** How much of a copy is made, in bytes. */
export type TakeMessage = z.infer<typeof takeMessageSchema>;

export const privacyContract = {
  look: call.output(privacyViewSchema),
  /** Copies everything about the learner into a new folder at the place that main's `chooseFile` has given a token for. Aborting leaves nothing there. */
  take: call.input(z.strictObject({ token: z.string().min(1).max(64) })).output(eventIterator(takeMessageSchema)),
  /** Erases everything about the learner. The core is closed after that: `profiles.leave` is what remains to be called. */
  erase: call.input(z.strictObject({ pin: z.string().max(64).nullable() })).output(z.strictObject({ removed: z.array(z.string()) })),
};
