/** `backbench profile list | create | rename | remove | use | reset-pin`: who shares this machine. */
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { Core } from '../../core/core.ts';
import { openProfiles, profilesFolder, type Profile } from '../../core/profiles/profiles.ts';
import { removeProfile } from '../../core/profiles/remove-profile.ts';
import { writeDurably } from '../../core/workspace/durable-files.ts';
import { EXIT, type ExitCode, type Output } from '../output.ts';
import { confirmed } from './lab-timeline.ts';

export interface ProfileContext {
  /** The data folder of the machine. */
  root: string;
  output: Output;
  signal: AbortSignal;
}

/** Where the command line keeps whose work it goes on with. */
const usedFile = (root: string): string => join(profilesFolder(root), 'used');

/**
 * Whose data a command works with: the one named, else the one chosen with `use`, else the only one.
 * @param anyone true for commands that touch nobody's work: with several and none chosen, the one used last
 * @throws BackbenchError PROFILE_UNKNOWN, PROFILE_NOT_CHOSEN
 */
export function profileFor(root: string, named: string | undefined, anyone: boolean): Profile {
  const profiles = openProfiles(root);
  if (named !== undefined) return profiles.find(named);
  const all = profiles.list();
  const used = all.find(({ id }) => id === usedIn(root));
  const [first] = all;
  if (used !== undefined) return used;
  if (first !== undefined && (all.length === 1 || anyone)) return first;
  throw new BackbenchError('PROFILE_NOT_CHOSEN', { known: all.map(({ name }) => name) });
}

function usedIn(root: string): string | null {
  try {
    return readFileSync(usedFile(root), 'utf8').trim();
  } catch {
    return null;
  }
}

const told = ({ id, name, hasPin, lastUsed, removing }: Profile): Record<string, unknown> => ({ id, name, hasPin, lastUsed, removing });

export function listProfiles({ root, output }: ProfileContext): Promise<ExitCode> {
  const all = openProfiles(root).list();
  const used = usedIn(root);
  output.data(all.map((profile) => ({ ...told(profile), used: profile.id === used })));
  for (const { id, name, hasPin, lastUsed, removing } of all) {
    const facts = [
      hasPin ? 'PIN' : 'no PIN', lastUsed === 0 ? '' : `here last on ${new Date(lastUsed).toISOString().slice(0, 10)}`,
      id === used ? 'used by the command line' : '', removing ? 'is being removed: "profile remove" goes on with it' : '',
    ];
    output.say(`${name}  (${facts.filter((fact) => fact !== '').join(', ')})`);
  }
  return Promise.resolve(EXIT.passed);
}

export async function createProfile({ root, output }: ProfileContext, name: string, pin: string | undefined): Promise<ExitCode> {
  const made = await openProfiles(root).create(name, pin ?? null);
  output.data(told(made));
  output.say(`${made.name} has a place here now, with files, labs and progress of their own.`);
  return EXIT.passed;
}

export async function renameProfile({ root, output }: ProfileContext, from: string, to: string): Promise<ExitCode> {
  const profiles = openProfiles(root);
  const { id, name } = profiles.find(from);
  await profiles.rename(id, to);
  const now = profiles.find(id);
  output.data(told(now));
  output.say(`${name} is called ${now.name} now.`);
  return EXIT.passed;
}

export async function useProfile({ root, output }: ProfileContext, name: string): Promise<ExitCode> {
  const profile = openProfiles(root).find(name);
  await mkdir(profilesFolder(root), { recursive: true });
  await writeDurably(usedFile(root), `${profile.id}\n`);
  output.data(told(profile));
  output.say(`Commands work with the data of ${profile.name} from now on.`);
  return EXIT.passed;
}

export async function resetPin({ root, output }: ProfileContext, name: string): Promise<ExitCode> {
  const profiles = openProfiles(root);
  const profile = profiles.find(name);
  await profiles.setPin(profile.id, null);
  output.data(told(profiles.find(profile.id)));
  output.say(`${profile.name} has no PIN now. A new one is set in the app, where names are chosen.`);
  return EXIT.passed;
}

/** @param open makes a core on the profile's data */
export async function removeOne({ root, output, signal }: ProfileContext, name: string, yes: boolean, open: (profile: Profile) => Promise<Core>): Promise<ExitCode> {
  const profile = openProfiles(root).find(name);
  if (!yes && !(await confirmed(`Erase ${profile.name} with their progress, files, labs and classes from this machine? This can't be undone.`))) {
    output.data({ removed: [] });
    output.say('Nothing was removed. To remove without a question, add --yes.');
    return EXIT.couldNotRun;
  }
  const removed = await removeProfile({ root, profile, core: await open(profile) }, signal);
  if (usedIn(root) === profile.id) await rm(usedFile(root), { force: true });
  output.data({ removed });
  output.say(`${profile.name} is removed, with all that was held about them here. Progress files that they gave to somebody are theirs to erase.`);
  return EXIT.passed;
}
