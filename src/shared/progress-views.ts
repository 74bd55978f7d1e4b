/** What the screen "Progress" shows: time, days, strengths by topic, and the questions to review. All of it is derived. */
import { z } from 'zod';
import { RATINGS } from './ratings.ts';

export const ratingSchema = z.enum(RATINGS);
export type Rating = z.infer<typeof ratingSchema>;

/** How a group of topics stands. `open`: too little was done to tell. */
export const strengthSchema = z.enum(['strong', 'fair', 'weak', 'open']);
export type Strength = z.infer<typeof strengthSchema>;

export const topicViewSchema = z.strictObject({
  /** Topics that the same labs are about, in the order of the course. */
  topics: z.array(z.string()),
  labs: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  strength: strengthSchema,
  /** What speaks for it, 0 to 1. */
  score: z.number().min(0).max(1),
  /** Steps that were passed or are being tried. */
  steps: z.number().int(),
  /** Of those, how many went smoothly: at most one Check before the one that passed, and no hint. */
  smooth: z.number().int(),
  /** Review questions that were answered at least once, and how many of them were remembered the last time. */
  questions: z.number().int(),
  remembered: z.number().int(),
  /** Passed steps that were hard, hardest first: worth doing again. */
  again: z.array(z.strictObject({ lab: z.string(), labTitle: z.string(), step: z.string(), title: z.string() })),
});
export type TopicView = z.infer<typeof topicViewSchema>;

export const progressViewSchema = z.strictObject({
  /** Time at work in labs, in seconds. */
  seconds: z.strictObject({ all: z.number(), week: z.number() }),
  /** Days in a row with work, up to today or yesterday; and the longest such row. */
  streak: z.strictObject({ now: z.number().int(), longest: z.number().int() }),
  /** The last days, oldest first, today last. `day` is a date as this computer's clock has it, YYYY-MM-DD. */
  days: z.array(z.strictObject({ day: z.string(), seconds: z.number(), steps: z.number().int() })),
  /** Labs that time was spent in. */
  labs: z.array(z.strictObject({ id: z.string(), seconds: z.number() })),
  /** Weak ones first. */
  topics: z.array(topicViewSchema),
  review: z.strictObject({
    /** Questions to answer now. */
    due: z.number().int(),
    /** All questions of labs that are passed. */
    all: z.number().int(),
    /** When the next one comes, milliseconds since 1970; null when there is none later. */
    next: z.number().nullable(),
  }),
});
export type ProgressView = z.infer<typeof progressViewSchema>;

/** The question that stands, with its answer: the learner judges it. */
export const reviewViewSchema = z.strictObject({
  question: z.strictObject({
    lab: z.string(),
    labTitle: z.string(),
    key: z.string(),
    /** Markdown. */
    question: z.string(),
    answer: z.string(),
    /** In how many days it would come again, by rating. */
    days: z.record(ratingSchema, z.number().int()),
  }).nullable(),
  /** Questions that are due, this one included. */
  due: z.number().int(),
});
export type ReviewView = z.infer<typeof reviewViewSchema>;

/** What a signed progress file would hold. */
export const handInViewSchema = z.strictObject({
  /** What the learner was called in the last one; a name from the device's key before the first. */
  name: z.string(),
  events: z.number().int(),
  /** The labs that were worked in, by title. */
  labs: z.array(z.string()),
});
export type HandInView = z.infer<typeof handInViewSchema>;
