/** What every kind of check has: its words, its hints, the mistakes it knows, its deadline. */
import { z } from 'zod';
import { slug } from '../names.ts';

/**
 * What a value must look like. A plain value must be equal (objects: exactly these keys);
 * an object whose only key starts with `$` is an operator, see core/checks/match.ts for the list.
 */
export const matcherSchema: z.ZodType<unknown> = z.unknown();

/** A mistake that people really make: when the evidence looks like this, say that. */
const mistakeSchema = z.strictObject({
  /** The learner's result equals the result of this (wrong) query. For sql and mongo checks. */
  result: z.string().min(1).optional(),
  /** A regular expression (flags i, s) on what was got, written out as text (error messages included). */
  got: z.string().min(1).optional(),
  /** A regular expression (flags i, s) on the learner's own file, for checks that read one. */
  source: z.string().min(1).optional(),
  /** The message. Markdown, one or two sentences. */
  say: z.string().min(1),
});
export type Mistake = z.infer<typeof mistakeSchema>;

export const checkBase = {
  /** The check's name for machines; unique in the whole lab. Mutants name it. */
  id: slug,
  /** What the check is about, as a short statement that is true once it passes. */
  title: z.string().min(1).max(160),
  /** Hints from gentle to nearly the answer. Markdown. */
  hints: z.array(z.string().min(1)).min(2).max(5),
  /** Mistakes that people really make, with what to say; the first that fits is shown. */
  mistakes: z.array(mistakeSchema).default([]),
  /** Longest time the check may take, in seconds. */
  deadline: z.number().int().min(1).max(120).default(15),
  /** Checks before this one in the step that must have passed; until then this one is not yet passed. For what must not have happened. */
  after: z.array(slug).default([]),
  /** level: is it so now? edge: did it become so, or change, since the step began? */
  when: z.enum(['level', 'edge']).default('level'),
};
