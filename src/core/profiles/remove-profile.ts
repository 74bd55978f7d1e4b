/** Erases a profile: its data, its labs on every engine, its name, and the app's log, which tells what was done and when. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from '../../shared/errors.ts';
import type { Core } from '../core.ts';
import { FIRST_PROFILE, openProfiles, type Profile } from './profiles.ts';

export interface RemovalParts {
  root: string;
  profile: Profile;
  /** Stands on the profile's data; is closed. */
  core: Pick<Core, 'privacy'>;
  /** Names in the data folder that something else has open and will erase. */
  spare?: readonly string[];
}

/**
 * Goes on where an earlier removal was cut off.
 * @returns what was removed
 * @throws BackbenchError DATA_IN_USE, or an engine's error: the profile stays as it is. ERASE_INCOMPLETE: it can only be removed again
 */
export async function removeProfile({ root, profile, core, spare = [] }: RemovalParts, signal: AbortSignal): Promise<string[]> {
  const profiles = openProfiles(root);
  await profiles.markRemoving(profile.id, true);
  let removed: string[];
  try {
    removed = await core.privacy.erase(signal, [...spare, 'profile.json']);
  } catch (error) {
    if (!profile.removing && !isCode(error, 'ERASE_INCOMPLETE')) await profiles.markRemoving(profile.id, false);
    throw error;
  }
  await rm(join(root, 'logs'), { recursive: true, force: true });
  await profiles.forget(profile.id);
  return profile.id === FIRST_PROFILE ? removed : [profile.folder];
}
