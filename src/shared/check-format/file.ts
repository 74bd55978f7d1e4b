/** A check of kind `file`: the text of a file of the workspace. */
import { z } from 'zod';
import { relativePath } from '../names.ts';
import { checkBase } from './base.ts';

/** Looks at a file of the workspace. For things that have no behaviour of their own. */
export const fileCheckSchema = z.strictObject({
  kind: z.literal('file'),
  ...checkBase,
  /** The file of the workspace that is read. */
  path: relativePath,
  /** A regular expression (flags m, s) that the text must match, or must not. */
  matches: z.string().optional(),
  /** A regular expression (flags m, s) that the text must not match. */
  excludes: z.string().optional(),
});
export type FileCheck = z.infer<typeof fileCheckSchema>;
