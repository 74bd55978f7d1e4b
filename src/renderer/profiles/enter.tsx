/** The page's way in on a machine that learners share: whose things are shown, and where the window keeps its own. */
import { createRoot } from 'react-dom/client';
import type { ProfilesView } from '../../shared/profiles-contract.ts';
import { languageFor } from '../../shared/words/language.ts';
import { KeptStorage } from '../app/kept-storage.ts';
import { LAST_LAB_KEY } from '../lab/kept-lab.ts';
import type { Connection } from '../transport/connection.ts';
import { ConnectionContext } from '../transport/use-backend.ts';
import { loadLanguage } from '../words/load-language.ts';
import { WordsProvider } from '../words/words-context.tsx';
import { ChooseScreen } from './choose-screen.tsx';
import { KeptInHost } from './kept-in-host.ts';

/** The profile that a machine with one learner has. */
const FIRST = 'first';
/** A choice that takes less than this shows no waiting, in milliseconds. */
const QUIET_MS = 150;

export interface Entered {
  /** Null where the browser's own storage is the place. */
  keeper: KeptStorage | null;
  /** Who is at work; null where nobody else is known. */
  learner: { name: string } | null;
}

/** @param place where the choice is drawn, empty again after it. @returns as soon as somebody is at work */
export async function enter(connection: Connection, place: HTMLElement): Promise<Entered> {
  const { open, profiles } = await chosen(connection, place);
  const kept = await connection.call((host) => host.profiles.kept(), { repeat: true });
  if (kept === null) return { keeper: null, learner: null };
  const items = new KeptInHost(connection, open, kept);
  // A disk that is full costs the layout of former days, not the way in.
  if (open === FIRST) await adopt(items, kept).catch(() => undefined);
  const name = profiles.find(({ id }) => id === open)?.name ?? '';
  return { keeper: new KeptStorage(items, items.write), learner: { name } };
}

/** Draws the choice while nobody is at work. */
function chosen(connection: Connection, place: HTMLElement): Promise<ProfilesView & { open: string }> {
  const waiting = Promise.withResolvers<ProfilesView & { open: string }>();
  const root = createRoot(place);
  const words = loadLanguage(languageFor('system', navigator.languages));
  let view: ProfilesView | null = null;
  const draw = async (): Promise<void> => {
    const first = await words;
    if (view?.open != null) return;
    root.render(
      <WordsProvider first={first} choice="system">
        <ConnectionContext value={connection}>
          <ChooseScreen view={view} />
        </ConnectionContext>
      </WordsProvider>,
    );
  };
  const timer = setTimeout(() => void draw(), QUIET_MS);
  const off = connection.watch((host, signal) => host.profiles.watch(undefined, { signal }), {
    value: (next) => {
      view = next;
      clearTimeout(timer);
      const { open } = next;
      if (open === null) return void draw();
      off();
      root.unmount();
      waiting.resolve({ ...next, open });
    },
  });
  return waiting.promise;
}

/** What the browser kept for the first learner, while they were the only one, goes to their folder; then it is gone there. */
async function adopt(items: KeptInHost, kept: Readonly<Record<string, string>>): Promise<void> {
  const { localStorage } = window;
  if (localStorage.length === 0) return;
  // Once: what was kept since is newer.
  if (Object.keys(kept).length === 0) {
    for (const key of Object.keys(localStorage)) if (key !== LAST_LAB_KEY) items.setItem(key, localStorage.getItem(key) ?? '');
    await items.write();
  }
  localStorage.clear();
}
