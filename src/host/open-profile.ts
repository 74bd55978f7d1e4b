/**
 * Whose data this host works with. A machine with one learner has no records of profiles: then nothing of them is
 * loaded, and the data folder is theirs.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../core/core.ts';
import type { ProfileDesk } from '../core/profiles/profile-desk.ts';

export interface OpenedProfile {
  id: string;
  folder: string;
  /** What the learner is called, where they have said so. */
  name: string | null;
}

export interface ProfileChoiceParts {
  root: string;
  resume: string | null;
  choose: boolean;
  onOpen: (profile: OpenedProfile) => void;
  onLeave: (fresh: boolean) => void;
  contact: () => string | null;
  openCore: (profile: OpenedProfile) => Promise<Core>;
}

export class ProfileChoice {
  readonly #parts: ProfileChoiceParts;
  readonly #chosen = Promise.withResolvers<OpenedProfile>();
  #folder: string | null = null;
  #desk: Promise<ProfileDesk> | null = null;
  /** True where nobody may be open yet. */
  readonly asks: boolean;

  constructor(parts: ProfileChoiceParts) {
    this.#parts = parts;
    this.#chosen.promise.catch(() => undefined);
    this.asks = parts.choose || parts.resume !== null || existsSync(join(parts.root, 'profiles'));
    if (this.asks) this.desk().catch((error: unknown) => { this.#chosen.reject(error); });
    else this.#open({ id: 'first', folder: parts.root, name: null });
  }

  /** Whose data is to be opened, as soon as somebody is chosen. @throws when nobody can be, and when the signal fires before */
  async chosen(signal: AbortSignal): Promise<OpenedProfile> {
    const ended = Promise.withResolvers<never>();
    const end = (): void => { ended.reject(signal.reason as Error); };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await Promise.race([this.#chosen.promise, ended.promise]);
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  /** The data folder of whoever is open. */
  folder(): string {
    if (this.#folder === null) throw new Error('Nobody is open yet.');
    return this.#folder;
  }

  /** Answers the window. Loaded when it is asked for, or when there is a choice. */
  desk(): Promise<ProfileDesk> {
    const { root, resume, choose, onLeave, contact, openCore } = this.#parts;
    return this.#desk ??= import('../core/profiles/profile-desk.ts').then(({ ProfileDesk }) => new ProfileDesk({
      root, onLeave, contact,
      // The learner of a machine that had one when this host began is at work already.
      resume: this.#folder === null ? resume : 'first', choose,
      onOpen: (profile) => { if (this.#folder === null) this.#open(named(profile)); },
      openCore: (profile) => openCore(named(profile)),
    }));
  }

  #open(profile: OpenedProfile): void {
    this.#folder = profile.folder;
    this.#chosen.resolve(profile);
    this.#parts.onOpen(profile);
  }
}

const named = ({ id, folder, name, named: said }: { id: string; folder: string; name: string; named: boolean }): OpenedProfile => ({ id, folder, name: said ? name : null });
