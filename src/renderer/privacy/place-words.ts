/** The words for each place that holds something. */
import type { MessageKey } from '../../shared/words/language-pack.ts';

/** By the name that the lab host gives a place. */
export const PLACE_WORDS: Readonly<Record<string, MessageKey>> = {
  'backbench.db': 'privacy.at-database',
  'backbench.db-*': 'privacy.at-database-log',
  'backbench.db.v*': 'privacy.at-database-copies',
  workspaces: 'privacy.at-workspaces',
  attempts: 'privacy.at-attempts',
  terminals: 'privacy.at-terminals',
  results: 'privacy.at-results',
  builds: 'privacy.at-builds',
  scratch: 'privacy.at-scratch',
  window: 'privacy.at-window',
  'window.json': 'privacy.at-window-place',
  lessons: 'privacy.at-lessons',
  logs: 'privacy.at-logs',
  'lab-values.json': 'privacy.at-values',
  'profile.json': 'privacy.at-profile',
  'pin-tries.json': 'privacy.at-pin-tries',
  'window-kept.json': 'privacy.at-window-kept',
  instance: 'privacy.at-instance',
  'device.key*': 'privacy.at-key',
  native: 'privacy.at-native',
  generated: 'privacy.at-generated',
  packs: 'privacy.at-packs',
  'lab-heads.json': 'privacy.at-heads',
  'machine.json': 'privacy.at-machine',
  'forget-window': 'privacy.at-forget',
  profiles: 'privacy.at-profiles',
  classes: 'privacy.at-classes',
};
