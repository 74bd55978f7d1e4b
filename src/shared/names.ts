/** The forms of names in the lab format and the contract. */
import { z } from 'zod';

/** Lower-case words joined by hyphens: the form of every id. */
export const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens').max(64);

/** A path inside the lab folder or the workspace: relative, forward slashes, no `..`. */
export const relativePath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/\/)[^\\\0:]+$/, 'a relative path with forward slashes and without ".."');
