/**
 * The profiles of a machine. Each has a data folder of its own under `profiles/`; the first has the root itself, where a
 * machine with one learner keeps everything, so that nothing is ever moved. Its record is made when there is a second one.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { lockFile } from '../lock-file.ts';
import { errno, withFileErrors } from '../workspace/file-errors.ts';
import { makeFolder, syncFolder, writeDurably } from '../workspace/durable-files.ts';
import { isPin, keepPin, keptPinSchema, type KeptPin } from './pin.ts';
import { readTries, secondsLeft, waitAfter, writeTries } from './pin-tries.ts';
import { isSameName, profileName } from './profile-name.ts';

/** The profile whose data folder is the root. */
export const FIRST_PROFILE = 'first';
/** What the first learner is called until somebody says otherwise: this, and a number. */
const UNNAMED = 'Learner ';
/** Not a valid id: a profile that is being made. */
const DRAFT = '.new-';
/** Another process changes a record in less than that, in milliseconds. */
const LOCK_MS = 5_000;

export const profilesFolder = (root: string): string => join(root, 'profiles');

export interface Profile {
  /** `first`, or 8 hexadecimal digits: the name of its folder. */
  id: string;
  name: string;
  /** False for the first one's name while nobody has chosen another. */
  named: boolean;
  hasPin: boolean;
  /** Milliseconds since 1970; 0 where it is not known. */
  lastUsed: number;
  /** Its erasure has begun and was cut off: it can only be completed. */
  removing: boolean;
  /** Its data folder, absolute. */
  folder: string;
}

const recordSchema = z.object({
  name: z.string().min(1), pin: keptPinSchema.nullable(), created: z.number(), lastUsed: z.number(), removing: z.boolean(),
});
type ProfileRecord = z.infer<typeof recordSchema>;

export interface Profiles {
  /** The one used last first. Never empty: a machine without records has its first profile. */
  list(): Profile[];
  /** By its name or id. @throws BackbenchError PROFILE_UNKNOWN */
  find(nameOrId: string): Profile;
  /** @throws BackbenchError PROFILE_NAME_UNUSABLE, PIN_UNUSABLE, DISK_FULL, DATA_FOLDER_UNUSABLE */
  create(name: string, pin: string | null): Promise<Profile>;
  /** @throws BackbenchError PROFILE_UNKNOWN, PROFILE_NAME_UNUSABLE */
  rename(id: string, name: string): Promise<void>;
  /** Sets another PIN, or takes it away; wrong tries are forgotten. @throws BackbenchError PROFILE_UNKNOWN, PIN_UNUSABLE */
  setPin(id: string, pin: string | null): Promise<void>;
  /** Does nothing for a profile without a PIN. @throws BackbenchError PIN_WRONG; PIN_WAIT while no try counts */
  assertPin(id: string, pin: string | null): Promise<void>;
  /** Notes that it was opened now. */
  touch(id: string): Promise<void>;
  /** With true it can only be erased from now on. */
  markRemoving(id: string, removing: boolean): Promise<void>;
  /** Takes its record away, and its folder with all that is left in it unless that is the root. */
  forget(id: string): Promise<void>;
}

/** @param root the data folder of the machine @param now the clock, milliseconds since 1970 */
export function openProfiles(root: string, now: () => number = Date.now): Profiles {
  const all = profilesFolder(root);
  const folderOf = (id: string): string => (id === FIRST_PROFILE ? root : join(all, id));
  const recordPath = (id: string): string => join(all, id, 'profile.json');
  const triesPath = (id: string): string => join(all, id, 'pin-tries.json');
  /** PINs are tried one after the other: two tries at once are two tries. */
  let lastTry: Promise<unknown> = Promise.resolve();

  function read(id: string): ProfileRecord | null {
    let text: string;
    try {
      text = readFileSync(recordPath(id), 'utf8');
    } catch (error) {
      // Of the first one there may be data without a record; a folder of another without one was never completed.
      if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return null;
      throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: recordPath(id), reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    const found = recordSchema.safeParse(parsed(text));
    // The data of a damaged record is still somebody's.
    return found.success ? found.data : { ...unnamed(`Profile ${id}`) };
  }
  const profileOf = (id: string, { name, pin, lastUsed, removing }: ProfileRecord): Profile => ({ id, name, named: id !== FIRST_PROFILE || !name.startsWith(UNNAMED), hasPin: pin !== null, lastUsed, removing, folder: folderOf(id) });

  function ids(): string[] {
    try {
      return readdirSync(all).filter((name) => name === FIRST_PROFILE || /^[0-9a-f]{8}$/.test(name));
    } catch (error) {
      if (errno(error) === 'ENOENT') return [];
      throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: all, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
  }
  function list(): Profile[] {
    const known = ids().flatMap((id) => {
      const record = read(id);
      return record === null ? [] : [profileOf(id, record)];
    });
    // Somebody's work lies in the root, or nothing lies anywhere yet.
    const implied = !known.some(({ id }) => id === FIRST_PROFILE) && (known.length === 0 || existsSync(join(root, 'backbench.db')));
    return [...known, ...(implied ? [profileOf(FIRST_PROFILE, { ...unnamed(freeName(known)), lastUsed: changedAt(join(root, 'backbench.db')) })] : [])].sort((a, b) => b.lastUsed - a.lastUsed || a.name.localeCompare(b.name));
  }
  function byId(id: string): Profile {
    const found = list().find((profile) => profile.id === id);
    if (found === undefined) throw unknown(id, list());
    return found;
  }
  async function write(id: string, record: ProfileRecord): Promise<void> {
    await withFileErrors(recordPath(id), async () => {
      makeFolder(join(all, id), 0o700);
      await writeDurably(recordPath(id), `${JSON.stringify(record)}\n`, { mode: 0o600 });
    });
  }
  /** The record of a profile; of the first one it is made now where there is none. */
  async function recordOf(id: string): Promise<ProfileRecord> {
    const profile = byId(id);
    const known = read(id);
    if (known !== null) return known;
    const made = { ...unnamed(profile.name), lastUsed: profile.lastUsed };
    await write(id, made);
    return made;
  }
  async function change(id: string, by: (record: ProfileRecord) => Partial<ProfileRecord>): Promise<void> {
    await locked(async () => {
      const record = await recordOf(id);
      await write(id, { ...record, ...by(record) });
    });
  }
  async function locked<T>(act: () => Promise<T>): Promise<T> {
    const path = join(all, 'changing.lock');
    const release = await lockFile(path, { waitMs: LOCK_MS, busy: () => new BackbenchError('DATA_IN_USE', { path: all }) });
    try {
      return await act();
    } finally {
      await release();
    }
  }
  function assertFree(name: string, but: string | null): void {
    if (list().some((profile) => profile.id !== but && isSameName(profile.name, name))) throw new BackbenchError('PROFILE_NAME_UNUSABLE', { name, reason: 'taken' });
  }

  return {
    list,
    find(nameOrId) {
      const found = list().find(({ id, name }) => id === nameOrId || isSameName(name, nameOrId.trim()));
      if (found === undefined) throw unknown(nameOrId, list());
      return found;
    },
    async create(typed, typedPin) {
      const name = profileName(typed);
      const pin = typedPin === null ? null : await keepPin(typedPin);
      return locked(async () => {
        await clearDrafts(all);
        const first = list().find(({ id }) => id === FIRST_PROFILE);
        assertFree(name, null);
        // Before the second one is there: whoever is interrupted here has one profile as before.
        if (first !== undefined) await recordOf(FIRST_PROFILE);
        const id = randomBytes(4).toString('hex');
        const record: ProfileRecord = { name, pin, created: now(), lastUsed: 0, removing: false };
        const draft = join(all, `${DRAFT}${id}`);
        await withFileErrors(draft, async () => {
          makeFolder(draft, 0o700);
          await writeDurably(join(draft, 'profile.json'), `${JSON.stringify(record)}\n`, { mode: 0o600 });
          await rename(draft, join(all, id));
          await syncFolder(all);
        });
        return profileOf(id, record);
      });
    },
    async rename(id, typed) {
      const name = profileName(typed);
      await locked(async () => {
        const record = await recordOf(id);
        assertFree(name, id);
        await write(id, { ...record, name });
      });
    },
    async setPin(id, typed) {
      const pin: KeptPin | null = typed === null ? null : await keepPin(typed);
      await change(id, () => ({ pin }));
      await writeTries(triesPath(id), { failures: 0, at: 0 });
    },
    assertPin(id, typed) {
      const attempt = lastTry.then(async () => {
        byId(id);
        const kept = read(id)?.pin ?? null;
        if (kept === null) return;
        const tries = readTries(triesPath(id));
        const waitSeconds = secondsLeft(tries, now());
        if (waitSeconds > 0) throw new BackbenchError('PIN_WAIT', { waitSeconds });
        // Counted before it is looked at: who ends the app meanwhile has had the try.
        const failures = tries.failures + 1;
        await writeTries(triesPath(id), { failures, at: now() });
        if (typed === null || !(await isPin(typed, kept))) throw new BackbenchError('PIN_WRONG', { waitSeconds: waitAfter(failures) });
        await writeTries(triesPath(id), { failures: 0, at: 0 });
      });
      lastTry = attempt.catch(() => undefined);
      return attempt;
    },
    async touch(id) {
      // The only learner of a machine needs no record of being here.
      if (read(id) !== null) await change(id, () => ({ lastUsed: now() }));
    },
    markRemoving: (id, removing) => change(id, () => ({ removing })),
    async forget(id) {
      await locked(() => withFileErrors(all, () => rm(join(all, id), { recursive: true, force: true, maxRetries: 5 })));
      // With nobody left the machine is as on its first day.
      if (ids().length === 0) {
        await rm(join(all, 'used'), { force: true });
        await rmdir(all).catch(() => undefined);
      }
    },
  };
}

const unnamed = (name: string): ProfileRecord => ({ name, pin: null, created: 0, lastUsed: 0, removing: false });

/** `Learner 1`, or the next number that nobody is called. */
function freeName(taken: readonly Profile[]): string {
  for (let number = 1; ; number += 1) {
    const name = `${UNNAMED}${String(number)}`;
    if (!taken.some((profile) => isSameName(profile.name, name))) return name;
  }
}

/** When a file was written last, milliseconds since 1970; 0 where there is none. */
const changedAt = (path: string): number => Math.trunc(statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unknown = (profile: string, known: readonly Profile[]): BackbenchError => new BackbenchError('PROFILE_UNKNOWN', { profile, known: known.map(({ name }) => name) });

/** What was left by making a profile that was cut off; nobody has worked in it. */
async function clearDrafts(all: string): Promise<void> {
  for (const name of readdirSync(all)) {
    if (name.startsWith(DRAFT)) await rm(join(all, name), { recursive: true, force: true });
  }
}
