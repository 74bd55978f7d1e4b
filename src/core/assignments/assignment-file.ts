/** Assignments as signed files: written with a teacher's key, and read with every check before a word of them is used. */
import { createPublicKey, sign, verify } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  ASSIGNMENT_FORMAT, assignmentFileSchema, assignmentSchema, MOST_ASSIGNMENT_BYTES, type Assignment, type AssignmentFile,
} from '../../shared/assignment-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { DER_PREFIX, rawKey } from '../packs/pack-header.ts';
import type { KeyPair } from '../packs/signing-keys.ts';
import { errno } from '../workspace/file-errors.ts';

/** @throws BackbenchError INPUT_REFUSED for what can't be an assignment */
export function signAssignment(assignment: Assignment, keys: KeyPair): AssignmentFile {
  const parsed = assignmentSchema.safeParse(assignment);
  if (!parsed.success) {
    throw new BackbenchError('INPUT_REFUSED', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) });
  }
  return {
    format: 'backbench-assignment', version: ASSIGNMENT_FORMAT, assignment: parsed.data, key: rawKey(keys.publicKey),
    signature: sign(null, signed(parsed.data), keys.privateKey).toString('hex'),
  };
}

export const assignmentText = (file: AssignmentFile): string => `${JSON.stringify(file, null, 2)}\n`;

/**
 * @param name the file's, for error details
 * @throws BackbenchError ASSIGNMENT_UNREADABLE, ASSIGNMENT_SIGNATURE_WRONG for one that was changed after it was signed
 */
export function readAssignment(text: string, name: string): AssignmentFile {
  const parsed = assignmentFileSchema.safeParse(json(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BackbenchError('ASSIGNMENT_UNREADABLE', { file: name, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
  if (!isSigned(parsed.data)) throw new BackbenchError('ASSIGNMENT_SIGNATURE_WRONG', { file: name });
  return parsed.data;
}

/** @throws BackbenchError PLACE_NOT_FOUND, FILE_TOO_LARGE, ASSIGNMENT_UNREADABLE, ASSIGNMENT_SIGNATURE_WRONG */
export async function openAssignment(path: string): Promise<AssignmentFile> {
  const coded = (error: unknown): unknown => {
    if (error instanceof BackbenchError) return error;
    if (errno(error) === 'ENOENT') return new BackbenchError('PLACE_NOT_FOUND', { path }, { cause: error });
    return new BackbenchError('ASSIGNMENT_UNREADABLE', { file: basename(path), reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  };
  const handle = await open(path, 'r').catch((error: unknown) => { throw coded(error); });
  try {
    const { size } = await handle.stat();
    if (size > MOST_ASSIGNMENT_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: size, limitBytes: MOST_ASSIGNMENT_BYTES });
    return readAssignment(await handle.readFile('utf8'), basename(path));
  } catch (error) {
    throw coded(error);
  } finally {
    await handle.close();
  }
}

/** Whether the signature is by the key that the file names. Whether that key is trusted is another question. */
export function isSigned({ assignment, key, signature }: AssignmentFile): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([DER_PREFIX, Buffer.from(key, 'hex')]), type: 'spki', format: 'der' });
    return verify(null, signed(assignment), publicKey, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

/** What the signature is over: nothing else that such a key signs begins so. */
const signed = (assignment: Assignment): Buffer => Buffer.from(`backbench assignment 1\0${JSON.stringify(assignment)}`);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
