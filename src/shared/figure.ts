/** A figure as the contract carries it: a tree of shapes, each as figure-shapes.ts allows. */
import { z } from 'zod';
import { FIGURE_SHAPES, isFigureAttribute, MAX_VALUE, type FigureNode } from './figure-shapes.ts';

const figureNodeSchema: z.ZodType<FigureNode> = z.strictObject({
  shape: z.enum(FIGURE_SHAPES),
  attributes: z.record(z.string(), z.string().max(MAX_VALUE)).refine((given) => Object.entries(given).every(([name, value]) => isFigureAttribute(name, value))),
  children: z.array(z.union([z.string(), z.lazy(() => figureNodeSchema)])),
});

/** A figure as the window draws it. */
export const figureSchema = z.strictObject({
  /** Of the drawing, in its own units: text is 18 units high. */
  width: z.number().positive(),
  height: z.number().positive(),
  /** What the picture is, in a few words. */
  title: z.string().min(1).max(200),
  children: z.array(figureNodeSchema),
});
export type Figure = z.infer<typeof figureSchema>;
