/** The name of a profile: what a learner wants to be called here. It is a pseudonym; nothing asks for more. */
import { BackbenchError } from '../../shared/errors.ts';
import { MOST_PROFILE_NAME } from '../../shared/profile-limits.ts';

/** @returns the name as it is kept: composed (Unicode NFC), without spaces around or doubled. @throws BackbenchError PROFILE_NAME_UNUSABLE */
export function profileName(typed: string): string {
  const name = typed.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const refuse = (reason: 'empty' | 'long' | 'characters'): never => {
    throw new BackbenchError('PROFILE_NAME_UNUSABLE', { name, reason });
  };
  if (!/[\p{L}\p{N}]/u.test(name)) refuse('empty');
  if ([...name].length > MOST_PROFILE_NAME) refuse('long');
  // Control characters and those that turn the direction of a line. The joiners of Indic scripts stay.
  if (/\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200E\u200F\uFEFF]/u.test(name)) refuse('characters');
  return name;
}

/** True where two names could be mistaken for each other: the same but for capital letters. */
export const isSameName = (a: string, b: string): boolean => a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
