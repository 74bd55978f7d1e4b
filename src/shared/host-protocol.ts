/** What main and the lab host say to each other over the host's own port. Everything else goes by the window's ports. */
import type { Settings } from './views.ts';

/** Where the host finds what it works with, and how its runtime differs. All paths are absolute. */
export interface HostPlaces {
  dataFolder: string;
  labsFolder: string;
  resourcesFolder: string;
  /** The folder of a lab that is being written: each save is shown at once. */
  preview?: string;
  home: string;
  /** Who was at work when an earlier host died; no PIN is asked for again. */
  profile?: string;
  /** Somebody is to be chosen, even if there is one profile only. */
  choose?: boolean;
  env: Record<string, string>;
  /** The administrator's policy. */
  policyFile: string;
  /** A better-sqlite3 binary for this runtime, where the packaged one does not load. */
  sqliteBinding?: string;
}

/** A file in the data folder: the browser's storage is to be erased at the next start, as it can't be while the window is open. */
export const FORGET_WINDOW = 'forget-window';

/** What a file was chosen for; a token is good for nothing else. */
export type FileUse = 'save' | 'pack' | 'read';

export type MainToHost =
  /** The first message. */
  | { t: 'start'; places: HostPlaces }
  /** Brings the window's two ports: calls, terminal bytes. They replace the former ones. */
  | { t: 'window' }
  /** The learner has chosen a file to save to, or one to read; the window names it by the token. */
  | { t: 'chosen-file'; use: FileUse; token: string; path: string }
  /** Park or stop what runs, within so many milliseconds, and exit. */
  | { t: 'close'; withinMs: number };

export type HostToMain =
  /** Calls are answered, with results or with the reason why the core cannot stand. */
  | { t: 'ready' }
  /** Whose data is open; told back to a host that takes this one's place. */
  | { t: 'profile'; profile: string }
  /** The learner hands the machine on: this host is to end, and another one asks who is next. */
  | { t: 'leave'; /** All of the only learner's is erased: the next host asks for nobody. */ fresh: boolean }
  /** The learner's choice of colours, so that the window has them before the page can ask. */
  | { t: 'theme'; theme: Settings['theme'] };
