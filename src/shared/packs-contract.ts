/** The calls of the screen "Packs": what packs are here, whose are let in, and the one import that goes on at a time. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './contract-call.ts';
import { errorReportSchema } from './views.ts';

const nothing = z.void();
/** 32 hexadecimal digits in groups of four. */
const fingerprint = z.string().regex(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/, 'a fingerprint');

const itemSchema = z.strictObject({
  kind: z.enum(['lab', 'image', 'native', 'tools']),
  title: z.string(),
  /** Of content, unpacked; what several share counts for the first. */
  bytes: z.number(),
});

const installedSchema = z.strictObject({
  id: z.string(), title: z.string(), sequence: z.number(),
  /** Milliseconds since 1970. */
  importedAt: z.number(),
  fingerprint: z.string(),
  /** Of content, unpacked; null for a pack of a former version of the app, which did not keep it. */
  bytes: z.number().nullable(),
  items: z.array(itemSchema.omit({ bytes: true })),
});

const keySchema = z.strictObject({
  fingerprint: z.string(), name: z.string(),
  /** Milliseconds since 1970. */
  trustedAt: z.number(),
  /** Whether labs of its packs may run commands without a container. */
  commands: z.boolean(),
});

/** A pack that was chosen; its signature is right. */
export const packOfferSchema = z.strictObject({
  /** The file's name, without its folder. */
  file: z.string(), fileBytes: z.number(),
  id: z.string(), title: z.string(), sequence: z.number(),
  /** By its maker's clock, ISO 8601. */
  createdAt: z.string(),
  /** For an update: the number of the pack that it builds on. */
  base: z.number().nullable(),
  fingerprint: z.string(),
  /** Whose the key is, in the words of whoever trusted it; null when it is not trusted here. */
  trusted: z.string().nullable(),
  commands: z.boolean(),
  /** The number that is on this machine. */
  installed: z.number().nullable(),
  /** Why it would not be imported. */
  refusal: errorReportSchema.nullable(),
  items: z.array(itemSchema),
});
export type PackOffer = z.infer<typeof packOfferSchema>;

export const importProgressSchema = z.strictObject({
  doing: z.enum(['checking', 'unpacking', 'loading', 'packing']),
  /** Such as `lab sql-first-queries`. */
  item: z.string(),
  bytes: z.number(), totalBytes: z.number(), bytesPerSecond: z.number(),
  /** null as long as it can't be told. */
  secondsLeft: z.number().nullable(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

const title = z.string();
/** Where the import that was begun stands. */
export const packActSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('looking'), file: z.string() }),
  z.strictObject({ state: z.literal('offered'), pack: packOfferSchema }),
  /** `progress` null: it is being told what is here already. `stopping`: it was asked to pause or to end. */
  z.strictObject({ state: z.literal('importing'), title, progress: importProgressSchema.nullable(), stopping: z.boolean() }),
  z.strictObject({ state: z.literal('paused'), title, progress: importProgressSchema.nullable() }),
  z.strictObject({
    state: z.literal('done'), title, sequence: z.number(), items: z.number(), labs: z.array(z.string()),
    skipped: z.array(z.strictObject({ item: z.string(), reason: z.enum(['other-platform', 'no-engine']) })),
    /** Of content that was unpacked; 0 when all was here. */
    newBytes: z.number(),
  }),
  /** `again`: the same pack can be imported once more, and goes on where it stopped. */
  z.strictObject({ state: z.literal('failed'), title, error: errorReportSchema, again: z.boolean() }),
]);
export type PackAct = z.infer<typeof packActSchema>;

export const packsViewSchema = z.strictObject({ installed: z.array(installedSchema), keys: z.array(keySchema), act: packActSchema });
export type PacksView = z.infer<typeof packsViewSchema>;

export const packsContract = {
  /** Everything that the screen shows, now and after every change. */
  watch: call.output(eventIterator(packsViewSchema)),
  /** Reads the beginning of the pack that main's `choosePack` has given a token for, and offers it. */
  look: call.input(z.strictObject({ token: z.string().min(1).max(64) })).output(nothing),
  /** Trusts the key of the pack that is offered. `fingerprint`: the one that the person has compared. */
  trust: call.input(z.strictObject({ fingerprint, name: z.string().trim().min(1).max(100), commands: z.boolean() })).output(nothing),
  /** Lets no more packs with this key in. Those that are here stay. */
  forget: call.input(z.strictObject({ fingerprint })).output(nothing),
  /** Begins the import of the pack that is offered, or goes on with one that was paused or failed. It goes on without this window. */
  import: call.output(nothing),
  /** Stops the import; what is done stays done. */
  pause: call.output(nothing),
  /** Stops the import and removes what it has brought so far. */
  cancel: call.output(nothing),
  /** Puts away an offer, a result or an error. */
  putAway: call.output(nothing),
};
