/** What the screens of the course show beside the outline: heads of stages, the glossary, the placement quiz. */
import { z } from 'zod';
import { LEVELS } from './course-format.ts';
import { figureSchema } from './figure.ts';
import { stageSchema } from './lab-format.ts';
import { questionViewSchema } from './question-view.ts';

/** What stands above a stage's labs. */
export const stageHeadViewSchema = z.strictObject({
  stage: stageSchema,
  title: z.string(),
  level: z.enum(LEVELS),
  /** Markdown. */
  summary: z.string(),
  /** Null when the picture can't be drawn; `pictureText` says what it shows. */
  picture: figureSchema.nullable(),
  pictureText: z.string(),
});
export type StageHeadView = z.infer<typeof stageHeadViewSchema>;

/** One term with the lab that introduces it. */
export const termViewSchema = z.strictObject({
  id: z.string(),
  term: z.string(),
  aliases: z.array(z.string()),
  /** Markdown. */
  text: z.string(),
  lab: z.strictObject({ id: z.string(), title: z.string() }),
});
export type TermView = z.infer<typeof termViewSchema>;

/** How a lab came out of the placement quiz, or stands in it. */
export const placedLabSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** open: not decided yet; not-asked: it builds on a lab that is not known. */
  result: z.enum(['open', 'known', 'not-known', 'not-asked']),
});
export type PlacedLab = z.infer<typeof placedLabSchema>;

/** The quiz of a stage. What is right stays in the core, before and after. */
export const placementViewSchema = z.strictObject({
  stage: stageSchema,
  /** new: never begun; done: nothing is left to ask. */
  state: z.enum(['new', 'running', 'done']),
  question: z.strictObject({ lab: z.string(), labTitle: z.string(), id: z.string(), view: questionViewSchema }).nullable(),
  answered: z.number().int(),
  /** Questions that may still come, this one included. */
  left: z.number().int(),
  labs: z.array(placedLabSchema),
});
export type PlacementView = z.infer<typeof placementViewSchema>;
