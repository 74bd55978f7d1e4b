/** A check of kind `git`: the state of a repository in the workspace. */
import { z } from 'zod';
import { relativePath } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

/** A branch, a tag, `origin/main` or HEAD; `~2` behind it means two commits earlier, by first parents. */
const refSchema = z.string().max(100).regex(/^(?!-)(?!.*\.\.)[\w./-]+(~\d{1,3})?$/, 'the name of a branch or a tag, or HEAD');
const regex = z.string().min(1);
const paths = z.array(relativePath).min(1);

const commitsSchema = z.strictObject({
  /** Where the history is read from. */
  on: refSchema.default('HEAD'),
  /** Commits that this one already has are left out. */
  since: refSchema.optional(),
  atLeast: z.number().int().min(1).optional(),
  atMost: z.number().int().min(0).optional(),
  /** Regular expressions (flags i, s), each for the message of at least one commit. */
  messages: z.array(regex).min(1).optional(),
  /** A regular expression (flags i, s) for every commit's message. */
  everyMessage: regex.optional(),
  /** For each of these there is a commit that changes exactly these files. Merge commits don't count. */
  changes: z.array(z.strictObject({ files: paths, message: regex.optional() })).min(1).optional(),
  /** Regular expressions (flag i) for the author of every commit. */
  author: z.strictObject({ name: regex.optional(), email: regex.optional() }).optional(),
});

const fileSchema = z.strictObject({
  at: refSchema.default('HEAD'),
  path: relativePath,
  /** Matcher for the text; line ends are LF, and blanks at the end of it don't count. */
  text: matcherSchema.optional(),
  /** A regular expression (flags m, s) that the text must match, or must not. */
  matches: regex.optional(),
  excludes: regex.optional(),
  /** The commit must not hold the file. */
  absent: z.literal(true).optional(),
});
export type GitFileExpectation = z.infer<typeof fileSchema>;

const expectSchema = z.strictObject({
  /** The branch that is checked out. */
  branch: refSchema.optional(),
  branches: z.strictObject({ present: z.array(refSchema).default([]), absent: z.array(refSchema).default([]) }).optional(),
  commits: z.array(commitsSchema).min(1).optional(),
  /** All of one branch is in another. */
  merged: z.strictObject({
    branch: refSchema,
    into: refSchema,
    /** How it came there, where that matters. */
    by: z.enum(['merge-commit', 'fast-forward']).optional(),
    /** A branch that was deleted counts as merged: people tidy up. Expect its files too, then. */
    orGone: z.boolean().default(false),
  }).optional(),
  /** Nothing is staged, changed or untracked. */
  clean: z.boolean().optional(),
  /** Files that git knows, or does not. */
  tracked: paths.optional(),
  untracked: paths.optional(),
  /** Files that git is told to leave out. */
  ignored: paths.optional(),
  notIgnored: paths.optional(),
  /** Files whose change is in the index but in no commit, and files whose change is not even there. */
  staged: paths.optional(),
  changed: paths.optional(),
  files: z.array(fileSchema).min(1).optional(),
  /** No merge is under way, and no file holds the marks of a conflict. */
  conflictFree: z.literal(true).optional(),
  remote: z.strictObject({
    name: z.string().regex(/^[A-Za-z][\w-]*$/, 'the name of a remote').default('origin'),
    branch: refSchema,
    /** The remote's branch has this commit; the branch of the same name unless told. */
    contains: refSchema.optional(),
  }).optional(),
  tags: z.array(z.strictObject({ name: refSchema, at: refSchema.optional(), annotated: z.boolean().optional() })).min(1).optional(),
  /** The history holds no merge commit. */
  linear: z.strictObject({ on: refSchema.default('HEAD'), since: refSchema.optional() }).optional(),
});

export const gitCheckSchema = z.strictObject({
  kind: z.literal('git'),
  ...checkBase,
  /** The folder of the workspace that holds `.git`; the workspace itself unless told. */
  repository: relativePath.optional(),
  /** What must be so; nothing here: there is a repository. */
  expect: expectSchema,
});
export type GitCheck = z.infer<typeof gitCheckSchema>;
export type GitExpectation = z.infer<typeof expectSchema>;
