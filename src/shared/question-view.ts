/** A question as it is shown: what is right is never part of it. */
import { z } from 'zod';
import type { AnswerCheck } from './check-format/answer.ts';
import type { PlacementQuestion } from './course-format.ts';

export const questionViewSchema = z.strictObject({
  /** Markdown. */
  text: z.string(),
  /** one: choose one; several: choose any number; number and text: type it. */
  form: z.enum(['one', 'several', 'number', 'text']),
  options: z.array(z.strictObject({ id: z.string(), text: z.string() })),
  unit: z.string(),
});
export type QuestionView = z.infer<typeof questionViewSchema>;

/** What may be told of a question before it is answered. */
export function questionView({ question, choices, number }: AnswerCheck | PlacementQuestion): QuestionView {
  const form = choices === undefined ? (number === undefined ? 'text' : 'number') : choices.correct.length === 1 ? 'one' : 'several';
  return { text: question, form, options: choices?.options ?? [], unit: number?.unit ?? '' };
}
