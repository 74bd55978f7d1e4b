/**
 * The lab that was on the screen last, as the lab host told of it. At the next start its lesson is drawn at once, while
 * the lab host still starts; what that tells then takes its place. It takes a third of the way to a lesson that can be
 * read: see `npm run bench -- --only start`.
 */
import { createContext } from 'react';
import type { LabDetail, SessionView } from '../../shared/views.ts';

export const LAST_LAB_KEY = 'backbench.last-lab';
/** Another build of the page may draw other shapes; the name of its file changes with what is in it. */
const BUILD = import.meta.url;

export interface LabViews {
  detail: LabDetail;
  session: SessionView;
}

export class KeptLab {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #last: LabViews | null = null;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
  }

  /**
   * @param variant undefined while it is not known which one the learner chose
   * @returns null for another lab or variant than the last one, and for what can't be read
   */
  read(lab: string, variant: string | null | undefined): LabViews | null {
    try {
      const { build, views } = JSON.parse(this.#storage.getItem(LAST_LAB_KEY) ?? 'null') as { build: string; views: LabViews };
      if (build !== BUILD || views.session.lab !== lab) return null;
      return variant === undefined || views.detail.variant === variant ? views : null;
    } catch {
      return null;
    }
  }

  /** Keeps what will still be true at the next start, and no passwords: how far the learner is, and nothing of what runs. */
  keep({ detail, session }: LabViews): void {
    if (this.#last?.detail === detail && this.#last.session.step === session.step && this.#last.session.savedAt === session.savedAt) return;
    this.#last = { detail, session };
    const steps = session.steps.map((step) => ({
      ...step,
      checks: step.checks.map((check) => ({ ...check, state: check.state === 'running' ? ('untried' as const) : check.state, result: null })),
    }));
    // Opening a lab starts it.
    const views: LabViews = { detail, session: { ...session, steps, state: 'starting', services: [], activity: null, error: null } };
    try {
      this.#storage.setItem(LAST_LAB_KEY, JSON.stringify({ build: BUILD, views }));
    } catch {
      // A storage that is full costs a few hundred milliseconds at the next start.
    }
  }
}

/** Null where learners share the machine: whose lab it would be is only known from the lab host. */
export const KeptLabContext = createContext<KeptLab | null>(null);
