/** A check of kind `answer`: a question that the learner answers in the lesson. */
import { z } from 'zod';
import { slug } from '../names.ts';
import { checkBase } from './base.ts';

/** A choice of texts. */
export const choicesSchema = z.strictObject({
  options: z.array(z.strictObject({ id: slug, text: z.string().min(1) })).min(2).max(8),
  correct: z.array(slug).min(1),
});
export type Choices = z.infer<typeof choicesSchema>;

/** A text that is judged by a regular expression. */
export const textFormSchema = z.strictObject({ matches: z.string().min(1) });

/** What any number that is asked for may say. */
export const numberFormSchema = {
  /** How far the answer may be away: in the number's own unit, or in per cent of it. Exactly right unless told. */
  tolerance: z.number().min(0).optional(),
  tolerancePercent: z.number().min(0).max(100).optional(),
  /** Shown behind the field, e.g. `ms` or `rows`. */
  unit: z.string().max(20).optional(),
};

/** Exactly one of `choices`, `number` and `text`. */
export const answerCheckSchema = z.strictObject({
  kind: z.literal('answer'),
  ...checkBase,
  /** Markdown. */
  question: z.string().min(1),
  /** What to choose from. One may be chosen, or several where `correct` names several. */
  choices: choicesSchema.optional(),
  /** A number, written by itself or as the first value of a query on the learner's own data. */
  number: z.strictObject({
    value: z.number().optional(),
    /** Runs read-only on the service. */
    query: z.string().min(1).optional(),
    service: slug.optional(),
    ...numberFormSchema,
  }).optional(),
  /** A word or a short text: the whole answer must be found by this regular expression (flags i, u), spaces around it left out. */
  text: textFormSchema.optional(),
});
export type AnswerCheck = z.infer<typeof answerCheckSchema>;

/** What a learner has answered: the ids of the choices, or one text as it was typed. */
export const answerValueSchema = z.array(z.string().max(500)).min(1).max(8);
export type AnswerValue = z.infer<typeof answerValueSchema>;
