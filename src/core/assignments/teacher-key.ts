/** The key that a teacher signs assignments with: the one of their packs, made when there is none yet. */
import type { KeyPair, SigningKeys } from '../packs/signing-keys.ts';

/** What it is called when nobody named one. */
const FIRST_NAME = 'teacher';

/** @param name null for the only one. @throws BackbenchError SIGNING_KEY_MISSING where there are several, DISK_FULL, DATA_FOLDER_UNUSABLE */
export async function teacherKey(signing: SigningKeys, name: string | null): Promise<KeyPair> {
  if (name === null && (await signing.list()).length === 0) await signing.make(FIRST_NAME);
  return signing.open(name);
}
