/**
 * The file that progress leaves this machine in (`.bbprogress`): a pseudonym, the events in their chain and, where the
 * learner wants it, the work itself; signed with the device's key. Gzip around two lines of JSON: the signature, and
 * what it is over.
 */
import { gunzip, gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { relativePath } from '../../shared/names.ts';
import { fingerprint, isSignedBy, type DeviceKey } from './device-key.ts';
import type { ChainedEvent } from './event-chain.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const chainedEventSchema = z.strictObject({
  id: z.number().int().min(1), at: z.number().int(), run: z.string().max(64), mono: z.number().int(), device: z.string().max(64),
  lab: z.string().max(200), labVersion: z.number().int(), variant: z.string().max(200), type: z.string().max(100), data: z.string(),
  evidence: z.union([z.literal(''), hex64]), hash: z.string().max(64),
}) satisfies z.ZodType<ChainedEvent>;

/** A lab's files as they were at the export. */
const workSchema = z.strictObject({
  lab: z.string().max(200),
  variant: z.string().max(200),
  files: z.array(z.strictObject({ path: relativePath, base64: z.base64() })),
  /** Files that were too many or too big to go along; their sizes in bytes. */
  leftOut: z.array(z.strictObject({ path: z.string(), bytes: z.number() })),
});
export type LabWork = z.infer<typeof workSchema>;

/** Of a pseudonym, in characters: what stands in a row of a report. */
export const MOST_NAME_LENGTH = 80;

const contentSchema = z.strictObject({
  pseudonym: z.string().min(1).max(MOST_NAME_LENGTH),
  /** Whose values labs have there: what is needed to run their checks again. */
  values: z.string().max(100),
  /** By the learner's clock, milliseconds since 1970. */
  exportedAt: z.number().int(),
  /** The number that the newest event had when it was written. */
  lastNumber: z.number().int(),
  events: z.array(chainedEventSchema),
  work: z.array(workSchema),
});
export type ProgressContent = z.infer<typeof contentSchema>;

const headSchema = z.strictObject({ format: z.literal('backbench-progress'), version: z.literal(1), key: z.string().max(200), signature: z.string().max(200) });

/** A progress file that was read and whose signature is right. */
export interface ProgressFile extends ProgressContent {
  /** Fingerprint of the key that it is signed with. */
  device: string;
}

/** The largest content that is unpacked, in bytes: ten times what the work of a whole course may take. */
const MOST_BYTES = 256 * 1024 * 1024;

const unpack = promisify(gunzip);

export function writeProgressFile(content: ProgressContent, key: DeviceKey): Buffer {
  const body = Buffer.from(JSON.stringify(content));
  const head = JSON.stringify({ format: 'backbench-progress', version: 1, key: key.publicKey, signature: key.sign(signed(body)) } satisfies z.infer<typeof headSchema>);
  return gzipSync(Buffer.concat([Buffer.from(`${head}\n`), body]));
}

/**
 * @param name the file's, for error details
 * @throws BackbenchError PROGRESS_FILE_UNREADABLE for what is no such file, PROGRESS_SIGNATURE_WRONG for one that was changed after it was signed
 */
export async function readProgressFile(bytes: Uint8Array, name: string): Promise<ProgressFile> {
  const unreadable = (reason: string): BackbenchError => new BackbenchError('PROGRESS_FILE_UNREADABLE', { file: name, reason });
  const plain = await unpack(bytes, { maxOutputLength: MOST_BYTES }).catch((error: unknown) => {
    throw unreadable(error instanceof Error ? error.message : String(error));
  });
  const end = plain.indexOf('\n');
  const head = headSchema.safeParse(json(plain.subarray(0, Math.max(end, 0))));
  if (!head.success) throw unreadable('it does not begin as a progress file of this version');
  const body = plain.subarray(end + 1);
  if (!isSignedBy(head.data.key, signed(body), head.data.signature)) throw new BackbenchError('PROGRESS_SIGNATURE_WRONG', { file: name });
  const content = contentSchema.safeParse(json(body));
  if (!content.success) throw unreadable(`${content.error.issues[0]?.path.join('.') ?? ''}: ${content.error.issues[0]?.message ?? ''}`);
  return { ...content.data, device: fingerprint(head.data.key) };
}

/** What the signature is over: nothing else that this key signs begins so. */
function signed(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('backbench-progress 1\n'), body]);
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
