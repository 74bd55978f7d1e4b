/** Who is at work, as far as main has to know it: for a lab host that takes another's place, and for the page. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FORGET_WINDOW, type HostPlaces } from '../shared/host-protocol.ts';
import { PAGE_URL, SHARED_PAGE_URL } from './page-protocol.ts';

export class AtWork {
  readonly #dataFolder: string;
  #profile: string | null = null;
  /** True from the first wish to hand the machine on. */
  #shared = false;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  open(profile: string): void {
    this.#profile = profile;
  }

  /** Nobody is at work until somebody is chosen. @param choose false where nobody is left to choose from */
  leave(choose: boolean): void {
    this.#profile = null;
    if (choose) this.#shared = true;
  }

  /** What the next lab host is told. */
  forHost(): Pick<HostPlaces, 'profile' | 'choose'> {
    if (this.#profile === null) return this.#shared ? { choose: true } : {};
    // The only learner of a machine is opened as such.
    return this.#isShared() ? { profile: this.#profile } : {};
  }

  pageUrl(): string {
    return this.#isShared() ? SHARED_PAGE_URL : PAGE_URL;
  }

  #isShared(): boolean {
    return this.#shared || existsSync(join(this.#dataFolder, 'profiles'));
  }
}

/** Erases what the browser kept of a learner who was removed: before the browser starts, and when it has ended. @param keepNote to do so again */
export function forgetWindow(dataFolder: string, log: (text: string) => void, keepNote = false): void {
  const note = join(dataFolder, FORGET_WINDOW);
  if (!existsSync(note)) return;
  try {
    rmSync(join(dataFolder, 'window'), { recursive: true, force: true });
    rmSync(join(dataFolder, 'window.json'), { force: true });
    if (!keepNote) rmSync(note, { force: true });
  } catch (error) {
    // Another instance has it open, or the folder can't be written to: the note stays for the next start.
    log(`What the window kept is not erased yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}
