/** Making a pack in the window: what can go into one, what it would come to, and where the making stands. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './contract-call.ts';
import { slug } from './names.ts';
import { importProgressSchema } from './packs-contract.ts';
import { STAGES } from './stages.ts';
import { errorReportSchema } from './views.ts';

const nothing = z.void();

/** A content of a part. Parts that share one name it alike, so that it counts once. */
const contentSchema = z.strictObject({ id: z.string(), bytes: z.number() });

const partSchema = z.strictObject({
  kind: z.enum(['lab', 'image', 'native', 'tools']),
  /** What a choice names it by: a lab's id, an image's reference, a service, a stack. */
  name: z.string(), title: z.string(),
  /** A lab's; null for everything else. */
  stage: z.enum(STAGES).nullable(),
  /** Such as `linux-x64`; `any` for what is the same everywhere. */
  platform: z.string(),
  contents: z.array(contentSchema),
});
export type PackPart = z.infer<typeof partSchema>;

const signingKeySchema = z.strictObject({ name: z.string(), fingerprint: z.string() });

export const packPartsSchema = z.strictObject({
  parts: z.array(partSchema), keys: z.array(signingKeySchema),
  /** Whether Docker answers: without it no images can be packed. */
  docker: z.boolean(),
});
export type PackParts = z.infer<typeof packPartsSchema>;

/** A pack that an update is to build on. */
export const packBaseSchema = z.strictObject({
  file: z.string(), id: z.string(), title: z.string(), sequence: z.number(), fingerprint: z.string(),
  /** What is in it, named as parts are. */
  items: z.array(partSchema.pick({ kind: true, name: true })),
  /** SHA-256 of all that its owners have. */
  contents: z.array(z.string()),
});
export type PackBase = z.infer<typeof packBaseSchema>;

const chosen = z.array(z.string().max(255)).max(10_000);
export const packChoiceSchema = z.strictObject({
  /** Of the place that main's `chooseFile` gave. */
  token: z.string().min(1).max(64),
  id: slug, title: z.string().trim().min(1).max(200), sequence: z.number().int().min(1).max(1_000_000_000), key: slug,
  labs: chosen, images: chosen, native: chosen, tools: chosen,
  /** Whether it is an update of the pack that was shown by `base` last. */
  update: z.boolean(),
});
export type PackChoice = z.infer<typeof packChoiceSchema>;

export const packMakingSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  /** `checking`: the pack is there, and is read again from its beginning to its end. `stopping`: it was asked to end. */
  z.strictObject({ state: z.literal('making'), title: z.string(), checking: z.boolean(), progress: importProgressSchema.nullable(), paused: z.boolean(), stopping: z.boolean() }),
  z.strictObject({
    state: z.literal('made'), title: z.string(), id: z.string(), sequence: z.number(),
    /** Absolute. */
    path: z.string(), fileBytes: z.number(), contentBytes: z.number(), items: z.number(), fingerprint: z.string(),
    /** For an update: the number that it builds on. */
    base: z.number().nullable(),
    /** Whether every byte was read back and found as signed. */
    checked: z.boolean(),
  }),
  z.strictObject({ state: z.literal('failed'), title: z.string(), error: errorReportSchema }),
]);
export type PackMaking = z.infer<typeof packMakingSchema>;

export const packMakingContract = {
  /** What of this machine can go into a pack, with sizes. */
  parts: call.output(packPartsSchema),
  /** Looks at the pack that an update is to build on. `token`: of main's `choosePack`. */
  base: call.input(z.strictObject({ token: z.string().min(1).max(64) })).output(packBaseSchema),
  makeKey: call.input(z.strictObject({ name: slug })).output(signingKeySchema),
  /** Begins; how it goes is told in the stream. It goes on without this window. */
  make: call.input(packChoiceSchema).output(nothing),
  watch: call.output(eventIterator(packMakingSchema)),
  /** Holds what goes on between two pieces. */
  pause: call.output(nothing),
  goOn: call.output(nothing),
  /** Ends what goes on; a pack that was there before stays. */
  cancel: call.output(nothing),
  /** Reads the pack that was made, and compares every byte with what was signed. */
  check: call.output(nothing),
  /** Puts away a result or an error. */
  putAway: call.output(nothing),
};
