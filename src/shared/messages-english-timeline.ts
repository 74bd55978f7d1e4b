/** The words of the timeline in the lab view, in English. */
import type { CheckpointReason } from './timeline-view.ts';

/** Why nothing more than the name is said of some checkpoints: the name says it all. */
const about: Record<CheckpointReason, string> = {
  start: 'Your files and the data as the lab began. Progress starts over; the course outline still shows what you have passed.',
  'step-start': 'Your files, the data and your progress as this step began.',
  'before-reset': 'What was there before you reset.',
  'before-restore': 'What was there before you went to a checkpoint.',
  'before-jump': 'What was there before you jumped ahead.',
  'before-undo': 'What was there before you undid something. Going there redoes it.',
};

export const timelineWords = {
  title: 'Timeline',
  open: 'Timeline…',
  list: 'Checkpoints and steps ahead',
  intro: 'Choose a moment to see what going there would change. What is there now is kept, so that you can always come back.',
  now: (step: string) => `Now, in “${step}”`,
  ahead: (step: string) => `Jump ahead to “${step}”`,
  offWay: 'on a way that you left',
  head: 'you work on from here',
  about,
  aboutAhead: 'The reference answers of the steps before it take the place of your files and the data. Steps that you have not passed are marked as jumped over.',
  aboutOffWay: 'You went back from there. Going there goes forward again.',
  choose: 'Choose a moment on the left.',
  looking: 'Looking at what would change',
  filesTitle: (total: number) => (total === 0 ? 'No file changes' : total === 1 ? '1 file changes' : `${String(total)} files change`),
  fileKinds: { added: 'comes back', changed: 'changes', removed: 'goes' },
  more: (count: number) => `and ${String(count)} more`,
  dataTitle: 'The data goes back in',
  noData: 'This lab has no services.',
  kept: (space: string) => `Checkpoints take ${space} on the disk.`,
  go: 'Go there',
  jump: 'Jump there',
  undo: 'Undo',
  undoHint: (what: string) => `Undo brings back: ${what}`,
  nothingToUndo: 'There is nothing to undo.',
  needsRunning: 'The lab must run for this. Start it first.',
  resetStep: 'Reset the step',
  resetLab: 'Reset the lab',
  jumped: 'jumped over',
  done: {
    reset: 'Files and data are back at the start.',
    restore: 'Files, data and progress are those of the checkpoint.',
    jump: 'You are at the start of the step, with the reference answers of the steps before.',
    undo: 'Files, data and progress are as they were before.',
  },
} as const;
