/**
 * Every place in the data folder, what lies there and whom it is about: the one list that the answer to "what is held
 * about me", the export of it and the erasure go by. What is not on it counts as the learner's.
 */

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
  { name: 'backbench.db', about: 'learner', what: 'Progress: each press of Check with its result, hints, answers to questions, time at work, and when; also settings, and the passwords of your labs\' services.' },
  { name: 'backbench.db-*', about: 'learner', what: 'The newest part of the same database.' },
  { name: 'backbench.db.v*', about: 'learner', what: 'Copies of the database from before an update of the app.' },
  { name: 'workspaces', about: 'learner', what: 'Your files in each lab, and their checkpoints.' },
  { name: 'attempts', about: 'learner', what: 'The labs as they were when you began them.' },
  { name: 'terminals', about: 'learner', what: 'What your terminals printed lately.' },
  { name: 'results', about: 'learner', what: 'Rows that the data panel has shown.' },
  { name: 'builds', about: 'learner', what: 'Your programs, compiled for a check.' },
  { name: 'scratch', about: 'learner', what: 'Files of checks while they run.' },
  { name: 'window', about: 'learner', what: 'What the window keeps for itself: sizes, open tabs, the history of queries.' },
  { name: 'window.json', about: 'learner', what: 'Where the window stood.' },
  { name: 'lessons', about: 'learner', what: 'Lessons that you opened, read once and kept, with your labs\' own values in them.' },
  { name: 'logs', about: 'learner', what: 'The app\'s log: starts, ends and errors with their times; no passwords.' },
  { name: 'lab-values.json', about: 'learner', what: 'The values that make your labs differ from those of others.' },
  { name: 'profile.json', about: 'learner', what: 'Your name on this machine, when you were here last, and a hash of your PIN.' },
  { name: 'pin-tries.json', about: 'learner', what: 'How often your PIN was typed wrongly just now.' },
  { name: 'window-kept.json', about: 'learner', what: 'What the window keeps for you: sizes, open tabs, the history of queries.' },
  { name: 'instance', about: 'installation', what: 'A random name of this installation, put on everything that it starts.' },
  { name: 'device.key*', about: 'installation', what: 'The key that your progress is signed with.' },
  { name: 'native', about: 'nobody', what: 'Programs of the labs\' services. The data of your labs lies here as well, and is erased.' },
  { name: 'generated', about: 'nobody', what: 'Files with made-up data for labs.' },
  { name: 'packs', about: 'nobody', what: 'Labs and programs that were imported from packs.' },
  { name: 'assignments', about: 'nobody', what: 'What teachers asked the learners of this machine to do.' },
  { name: 'lab-heads.json', about: 'nobody', what: 'The titles of the labs, to start faster.' },
  { name: 'machine.json', about: 'nobody', what: 'How much memory the labs of this machine may use together.' },
  { name: 'forget-window', about: 'nobody', what: 'A note to the app that what the window kept is to be erased at its next start.' },
  { name: 'profiles', about: 'others', what: 'The learners who share this machine: for each a name, a hash of the PIN, and a folder like this one. They can be removed where names are chosen.' },
  { name: 'classes', about: 'others', what: 'Progress files that a teacher collected here, under the names that the learners chose, and what the class was asked to do.' },
];

/** @param name of something in the data folder @returns what is known of it; what nobody wrote down is the learner's */
export function placeOf(name: string): HeldPlace {
  const exact = HELD_PLACES.find((place) => place.name === name);
  return exact ?? HELD_PLACES.find((place) => place.name.endsWith('*') && name.startsWith(place.name.slice(0, -1)))
    ?? { name, about: 'learner', what: 'Not of a kind that is written down here.' };
}
