/** A lab's timeline as it is shown: the states that can be brought back. */
import { z } from 'zod';

/**
 * Why a checkpoint was taken. start: what the lab began with; step-start: a step was entered; before-…: an act was
 * about to exchange files and data.
 */
export const CHECKPOINT_REASONS = ['start', 'step-start', 'before-reset', 'before-restore', 'before-jump', 'before-undo'] as const;
export const checkpointReasonSchema = z.enum(CHECKPOINT_REASONS);
export type CheckpointReason = z.infer<typeof checkpointReasonSchema>;

export const checkpointViewSchema = z.strictObject({
  id: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  reason: checkpointReasonSchema,
  /** The step the learner was in. */
  step: z.string(),
  /** False for what lies on a way that was left: restoring it goes forward again. */
  onWay: z.boolean(),
  /** True for the one that the present state goes on from. */
  isHead: z.boolean(),
});
export type CheckpointView = z.infer<typeof checkpointViewSchema>;

export const timelineSchema = z.strictObject({
  lab: z.string(),
  /** Oldest first. */
  checkpoints: z.array(checkpointViewSchema),
  /** The step the learner is in now. */
  step: z.string(),
  /** The start of that step, which "reset the step" brings back; null while it is not known. */
  stepStart: z.number().int().nullable(),
  /** What undo would bring back; null when there is nothing to undo. */
  undo: checkpointViewSchema.nullable(),
  /** Disk space of everything that is kept, in bytes; null until it was measured. */
  bytes: z.number().nullable(),
});
export type Timeline = z.infer<typeof timelineSchema>;

export const restorePreviewSchema = z.strictObject({
  checkpoint: z.number().int(),
  /** Paths in the workspace, cut at {@link PREVIEW_PATHS}; `total` counts all. */
  files: z.strictObject({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()), total: z.number().int() }),
  /** Services whose data goes back; all of the lab's, except those that surely did not change. */
  services: z.array(z.string()),
});
export type RestorePreview = z.infer<typeof restorePreviewSchema>;
