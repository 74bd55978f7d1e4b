/**
 * What binds the labs to one course, schema version 1: the concepts that labs teach and build on, the questions that
 * let a learner skip one, the glossary, and what stands at the head of a stage.
 */
import { z } from 'zod';
import { choicesSchema, numberFormSchema, textFormSchema } from './check-format/answer.ts';
import { relativePath, slug } from './names.ts';

/** An idea that can be taught and built on, e.g. `b-tree-index`. */
export const conceptSchema = z.strictObject({
  /** The field's standard term, for machines. Unique in the whole course: one lab teaches it. */
  id: slug,
  /** The same for people, as it stands in "builds on …". */
  title: z.string().min(1).max(60),
});
export type Concept = z.infer<typeof conceptSchema>;

/** A question of the placement quiz. Exactly one of `choices`, `number` and `text`. */
export const placementQuestionSchema = z.strictObject({
  /** Unique in the lab. Never changes, since answers are kept by it. */
  id: slug,
  /** Markdown. Whoever knows the lab's matter answers at once, and nobody can guess it. */
  question: z.string().min(1).max(1500),
  /** What to choose from. One may be chosen, or several where `correct` names several. */
  choices: choicesSchema.optional(),
  /** A number that the learner writes. */
  number: z.strictObject({
    value: z.number(),
    ...numberFormSchema,
  }).optional(),
  /** A word or a short text: the whole answer must be found by this regular expression (flags i, u), spaces around it left out. */
  text: textFormSchema.optional(),
});
export type PlacementQuestion = z.infer<typeof placementQuestionSchema>;

/** One entry of the glossary. */
export const termSchema = z.strictObject({
  /** For links in lessons: `[B-tree](term:b-tree)`. Unique in the whole course. */
  id: slug,
  /** As people write it. */
  term: z.string().min(1).max(60),
  /** Other words for the same. */
  aliases: z.array(z.string().min(1).max(60)).max(6).default([]),
  /** What it means: one to three plain sentences. Markdown without links, lists and code blocks. */
  text: z.string().min(20).max(500),
});
export type Term = z.infer<typeof termSchema>;

/** `glossary.yaml` beside a lab.yaml: the terms that the lab introduces. */
export const glossarySchema = z.strictObject({
  /** The terms, in the order in which the lab introduces them. */
  terms: z.array(termSchema).min(1).max(40),
});

/** How much somebody must know already. */
export const LEVELS = ['beginner', 'intermediate', 'advanced', 'professional'] as const;
export type Level = (typeof LEVELS)[number];

/** `labs/<stage>/stage.yaml`: what stands above the stage's labs. */
export const stageHeadSchema = z.strictObject({
  /** The stage's name for people. */
  title: z.string().min(1).max(60),
  level: z.enum(LEVELS),
  /** What the stage adds up to, in two to four sentences. Markdown. */
  summary: z.string().min(40).max(800),
  /** A picture of it, SVG, in the stage's folder. The same rules as for figures of lessons. */
  picture: relativePath,
  /** What the picture shows, for people who don't see it. */
  pictureText: z.string().min(20).max(600),
});
export type StageHead = z.infer<typeof stageHeadSchema>;
