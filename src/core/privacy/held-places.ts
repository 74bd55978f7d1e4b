/**
 * Every place in the data folder, what lies there and whom it is about: the one list that the answer to "what is held
 * about me", the export of it and the erasure go by. What is not on it counts as the learner's.
 */
import { privacy } from '../../shared/words/english/privacy.ts';

export type About =
  /** The learner: goes along in an export of everything, and is erased. */
  | 'learner'
  /** Names and secrets of this installation: erased, and in no export. */
  | 'installation'
  /** Made from the app and the course: the same for everybody, and stays. */
  | 'nobody'
  /** Learners whose progress a teacher collected here: stays; `class erase` takes one out. */
  | 'others';

export interface HeldPlace {
  /** The name in the data folder; `*` stands for any text. */
  name: string;
  about: About;
  /** In plain words. */
  what: string;
}

export const HELD_PLACES: readonly HeldPlace[] = [
  { name: 'backbench.db', about: 'learner', what: privacy['privacy.at-database'] },
  { name: 'backbench.db-*', about: 'learner', what: privacy['privacy.at-database-log'] },
  { name: 'backbench.db.v*', about: 'learner', what: privacy['privacy.at-database-copies'] },
  { name: 'workspaces', about: 'learner', what: privacy['privacy.at-workspaces'] },
  { name: 'attempts', about: 'learner', what: privacy['privacy.at-attempts'] },
  { name: 'terminals', about: 'learner', what: privacy['privacy.at-terminals'] },
  { name: 'results', about: 'learner', what: privacy['privacy.at-results'] },
  { name: 'builds', about: 'learner', what: privacy['privacy.at-builds'] },
  { name: 'scratch', about: 'learner', what: privacy['privacy.at-scratch'] },
  { name: 'window', about: 'learner', what: privacy['privacy.at-window'] },
  { name: 'window.json', about: 'learner', what: privacy['privacy.at-window-place'] },
  { name: 'lessons', about: 'learner', what: privacy['privacy.at-lessons'] },
  { name: 'logs', about: 'learner', what: privacy['privacy.at-logs'] },
  { name: 'lab-values.json', about: 'learner', what: privacy['privacy.at-values'] },
  { name: 'profile.json', about: 'learner', what: privacy['privacy.at-profile'] },
  { name: 'pin-tries.json', about: 'learner', what: privacy['privacy.at-pin-tries'] },
  { name: 'window-kept.json', about: 'learner', what: privacy['privacy.at-window-kept'] },
  { name: 'instance', about: 'installation', what: privacy['privacy.at-instance'] },
  { name: 'device.key*', about: 'installation', what: privacy['privacy.at-key'] },
  { name: 'native', about: 'nobody', what: privacy['privacy.at-native'] },
  { name: 'generated', about: 'nobody', what: privacy['privacy.at-generated'] },
  { name: 'assignments', about: 'nobody', what: privacy['privacy.at-assignments'] },
  { name: 'packs', about: 'nobody', what: privacy['privacy.at-packs'] },
  { name: 'lab-heads.json', about: 'nobody', what: privacy['privacy.at-heads'] },
  { name: 'machine.json', about: 'nobody', what: privacy['privacy.at-machine'] },
  { name: 'forget-window', about: 'nobody', what: privacy['privacy.at-forget'] },
  { name: 'Singleton*', about: 'nobody', what: privacy['privacy.at-lock'] },
  { name: 'lockfile', about: 'nobody', what: privacy['privacy.at-lock'] },
  { name: 'profiles', about: 'others', what: privacy['privacy.at-profiles'] },
  { name: 'classes', about: 'others', what: privacy['privacy.at-classes'] },
];

/** @param name of something in the data folder @returns what is known of it; what nobody wrote down is the learner's */
export function placeOf(name: string): HeldPlace {
  const exact = HELD_PLACES.find((place) => place.name === name);
  return exact ?? HELD_PLACES.find((place) => place.name.endsWith('*') && name.startsWith(place.name.slice(0, -1)))
    ?? { name, about: 'learner', what: 'Not of a kind that is written down here.' };
}
