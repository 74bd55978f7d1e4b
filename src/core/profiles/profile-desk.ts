/** Answers the window about the profiles of the machine, before anybody's data is open and after. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { FORGET_WINDOW } from '../../shared/host-protocol.ts';
import type { ProfilesView } from '../../shared/profiles-contract.ts';
import type { Core } from '../core.ts';
import { createNotices, latest } from '../latest.ts';
import { KeptItems } from './kept-items.ts';
import { FIRST_PROFILE, openProfiles, profilesFolder, type Profile, type Profiles } from './profiles.ts';
import { removeProfile } from './remove-profile.ts';

/**
 * What the running app itself has open in the root: the browser's files, which are erased at the next start, and the
 * window's place, which is the machine's. The rest are the browser's own locks.
 */
export const APP_OPEN = ['window', 'window.json', 'SingletonLock', 'SingletonSocket', 'SingletonCookie', 'lockfile'];

/** Removing the labs of a profile from its engines, in milliseconds. */
const REMOVAL_MS = 120_000;

export interface ProfileDeskParts {
  root: string;
  /** Who was at work when an earlier lab host died: opened again, the PIN was given then. */
  resume: string | null;
  /** Ask, even if there is one profile only. */
  choose: boolean;
  /** Starts the core on the profile's data. Called once. */
  onOpen: (profile: Profile) => void;
  /** The learner wants to hand the machine on; `fresh`: all of the only one's is erased, and there is nobody to choose from. */
  onLeave: (fresh: boolean) => void;
  /** Whom the administrator names for questions about data; null for nobody. */
  contact: () => string | null;
  /** A core on a profile that is about to be removed. */
  openCore: (profile: Profile) => Promise<Core>;
}

export class ProfileDesk {
  readonly #parts: ProfileDeskParts;
  readonly #profiles: Profiles;
  readonly #notices = createNotices();
  #open: { profile: Profile; kept: KeptItems } | null = null;
  #ended = false;

  /** Opens who was at work, or the only learner when they have no PIN. @throws BackbenchError DATA_FOLDER_UNUSABLE */
  constructor(parts: ProfileDeskParts) {
    this.#parts = parts;
    this.#profiles = openProfiles(parts.root);
    const all = this.#profiles.list();
    const [only] = all;
    const resumed = all.find(({ id, removing }) => id === parts.resume && !removing);
    if (resumed !== undefined) this.#begin(resumed);
    else if (!parts.choose && all.length === 1 && only !== undefined && !only.hasPin && !only.removing) this.#begin(only);
  }

  /** Whose data is open, or null. */
  get open(): Profile | null {
    return this.#open?.profile ?? null;
  }

  watch(signal: AbortSignal): AsyncGenerator<ProfilesView, void, void> {
    return latest(this.#notices.subscribe, () => this.#view(), signal);
  }

  /** @throws BackbenchError PROFILE_UNKNOWN, PIN_WRONG, PIN_WAIT; INPUT_REFUSED while another one is open */
  async choose(id: string, pin: string | null): Promise<void> {
    if (this.#open?.profile.id === id) return;
    this.#assertNobody();
    const profile = this.#profiles.find(id);
    if (profile.removing) throw refused('This profile is being removed.');
    await this.#profiles.assertPin(id, pin);
    await this.#profiles.touch(id);
    this.#assertNobody();
    this.#begin(profile);
    this.#notices.notify();
  }

  async create(name: string, pin: string | null): Promise<{ profile: string }> {
    const { id } = await this.#profiles.create(name, pin === '' ? null : pin);
    this.#notices.notify();
    return { profile: id };
  }

  async rename(id: string, name: string, pin: string | null): Promise<void> {
    await this.#profiles.assertPin(id, pin);
    await this.#profiles.rename(id, name);
    this.#notices.notify();
  }

  async setPin(id: string, pin: string | null, next: string | null): Promise<void> {
    await this.#profiles.assertPin(id, pin);
    await this.#profiles.setPin(id, next === '' ? null : next);
    this.#notices.notify();
  }

  /** @throws as {@link removeProfile}; INPUT_REFUSED while one is open */
  async remove(id: string, pin: string | null): Promise<void> {
    this.#assertNobody();
    const { root, openCore } = this.#parts;
    const profile = this.#profiles.find(id);
    if (!profile.removing) await this.#profiles.assertPin(id, pin);
    const first = id === FIRST_PROFILE;
    try {
      // Before it is gone: whoever is interrupted has kept too little of the window rather than too much.
      if (first) await writeFile(join(root, FORGET_WINDOW), '');
      const core = await openCore(profile);
      const signal = AbortSignal.timeout(REMOVAL_MS);
      try {
        await removeProfile({ root, profile, core, spare: first ? APP_OPEN : [] }, signal);
      } finally {
        await core.close(signal);
      }
    } catch (error) {
      if (first && !this.#profiles.find(id).removing) await rm(join(root, FORGET_WINDOW), { force: true });
      throw error;
    } finally {
      this.#notices.notify();
    }
  }

  /** Waits for what the window keeps, then lets main end this host. */
  async leave(): Promise<void> {
    await this.#open?.kept.close();
    this.#parts.onLeave(this.#ended && !existsSync(profilesFolder(this.#parts.root)));
  }

  /** The data folder of the machine. */
  get root(): string {
    return this.#parts.root;
  }

  /** Whose data is open, once their PIN is given. @throws BackbenchError PIN_WRONG, PIN_WAIT; INPUT_REFUSED while nobody is at work */
  async owner(pin: string | null): Promise<Profile> {
    if (this.#open === null) throw refused('Nobody is at work.');
    await this.#profiles.assertPin(this.#open.profile.id, pin);
    return this.#open.profile;
  }

  /** Whom the administrator names for questions about data; null for nobody. */
  get contact(): string | null {
    return this.#parts.contact();
  }

  /** From now on nothing of the window is kept: the open profile is being erased. */
  async endKeeping(): Promise<void> {
    this.#ended = true;
    await this.#open?.kept.close();
  }

  /** True once an erasure of the open profile has begun. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** @returns what the window kept; null where the machine has one learner and the browser keeps it */
  kept(): Record<string, string> | null {
    return this.#open !== null && existsSync(profilesFolder(this.#parts.root)) ? this.#open.kept.read() : null;
  }

  /** @throws BackbenchError INPUT_REFUSED for a profile that is not open: a window that comes late */
  async keep(id: string, items: Readonly<Record<string, string>>): Promise<void> {
    if (this.#open?.profile.id !== id || this.#ended) throw refused('This profile is not open.');
    await this.#open.kept.write(items);
  }

  #begin(profile: Profile): void {
    this.#open = { profile, kept: new KeptItems(profile.folder) };
    this.#parts.onOpen(profile);
  }

  #assertNobody(): void {
    if (this.#open !== null) throw refused('Another profile is open.');
  }

  #view(): ProfilesView {
    const profiles = this.#profiles.list().map(({ id, name, hasPin, lastUsed, removing }) => ({ id, name, hasPin, lastUsed, removing }));
    return { open: this.#open?.profile.id ?? null, profiles };
  }
}

const refused = (message: string): BackbenchError => new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'profile', message }] });
