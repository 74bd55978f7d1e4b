/** The forms of names in the lab format and the contract. */
import { z } from 'zod';
import { MAX_SLUG, SLUG } from './slug.ts';

/** Lower-case words joined by hyphens: the form of every id. */
export const slug = z.string().regex(SLUG, 'lower-case letters, digits and single hyphens').max(MAX_SLUG);

/** A path inside the lab folder or the workspace: relative, forward slashes, no `..`. */
export const relativePath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/\/)[^\\\0:]+$/, 'a relative path with forward slashes and without ".."');
