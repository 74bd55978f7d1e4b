/**
 * A certificate of completion (`.bbcert`): JSON that says which labs somebody passed, signed with Ed25519. Anyone can
 * verify it without a network: it proves which key signed these words, and that none was changed since. It does not
 * prove who sat at the computer; a teacher's signature says that a teacher's computer had the learner's history and found
 * the labs passed in it.
 */
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { STAGES } from '../../shared/stages.ts';
import { fingerprint, isSignedBy, type DeviceKey } from '../progress/device-key.ts';
import { MOST_NAME_LENGTH } from '../progress/progress-file.ts';

/** Milliseconds since 1970. */
const time = z.number().int();
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** The order of the fields is that of the bytes which are signed. */
const statementSchema = z.strictObject({
  /** What the learner is called; no more is said of who they are. */
  name: z.string().min(1).max(MOST_NAME_LENGTH),
  /** A stage, or null for all stages of the course. */
  stage: z.enum(STAGES).nullable(),
  labs: z.array(z.strictObject({
    id: z.string().max(200), title: z.string().max(300), version: z.number().int(),
    /** When the last step was passed, by the learner's clock. */
    passedAt: time,
  })).min(1).max(1_000),
  /** Fingerprint of the key of the learner's device. */
  device: z.string().max(64),
  /** The newest event of the history that this is drawn from: its number and the hash that stands for all before it. */
  history: z.strictObject({ event: z.number().int().min(1), hash: hex64 }),
  /** By the clock of whoever issued it. */
  issuedAt: time,
  /** The class it was issued from; null where the learner issued it. */
  className: z.string().max(60).nullable(),
});
export type CertificateStatement = z.infer<typeof statementSchema>;

const fileSchema = z.strictObject({
  format: z.literal('backbench-certificate'), version: z.literal(1), statement: statementSchema,
  /** DER (SubjectPublicKeyInfo) and Ed25519 signature, both as base64. */
  key: z.string().max(200), signature: z.string().max(200),
});

export interface VerifiedCertificate {
  statement: CertificateStatement;
  /** Fingerprint of the key that it is signed with: the learner's device, or the computer of the class. */
  signer: string;
  /** learner: signed on the learner's own device. class: signed by the computer that a class is on. */
  by: 'learner' | 'class';
}

/** Some hundred labs are far below, in bytes. */
export const MOST_CERTIFICATE_BYTES = 1024 * 1024;

export function writeCertificate(statement: CertificateStatement, key: DeviceKey): string {
  const checked = statementSchema.parse(statement);
  const file: z.infer<typeof fileSchema> = { format: 'backbench-certificate', version: 1, statement: checked, key: key.publicKey, signature: key.sign(signed(checked)) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * @param name the file's, for error details
 * @throws BackbenchError CERTIFICATE_UNREADABLE; CERTIFICATE_SIGNATURE_WRONG for one that was changed after it was signed
 */
export function readCertificate(text: string, name: string): VerifiedCertificate {
  const parsed = fileSchema.safeParse(json(text));
  if (!parsed.success) throw new BackbenchError('CERTIFICATE_UNREADABLE', { file: name, reason: parsed.error.issues[0]?.message ?? '' });
  const { statement, key, signature } = parsed.data;
  if (!isSignedBy(key, signed(statement), signature)) throw new BackbenchError('CERTIFICATE_SIGNATURE_WRONG', { file: name });
  const signer = fingerprint(key);
  // Who says to be a learner's device signs with that device's key.
  if (statement.className === null && signer !== statement.device) throw new BackbenchError('CERTIFICATE_SIGNATURE_WRONG', { file: name });
  return { statement, signer, by: statement.className === null ? 'learner' : 'class' };
}

/** What the signature is over: nothing else that such a key signs begins so. */
function signed(statement: CertificateStatement): Buffer {
  return Buffer.from(`backbench-certificate 1\n${JSON.stringify(statement)}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
