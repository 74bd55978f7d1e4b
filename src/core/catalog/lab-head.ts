/**
 * The head of a lab: what the outline shows, what is searched, and what tells whether a machine can run the lab. It is
 * read a hundred times faster than the whole lab, and says nothing of whether the rest is in order.
 */
import { z } from 'zod';
import { labSchema, serviceKindSchema, type Lab } from '../../shared/lab-format.ts';
import { slug } from '../../shared/names.ts';
import { toolNameSchema } from '../../shared/tools.ts';

/** The same fields as those of a whole lab, which is therefore a head as well. */
export const labHeadSchema = labSchema.pick({
  schema: true, id: true, version: true, title: true, summary: true, stage: true, order: true, topics: true, teaches: true, requires: true, checkpoint: true, minutes: true, needs: true,
}).extend({
  services: z.array(z.object({ id: slug, kind: serviceKindSchema })),
  variants: z.array(z.object({ id: slug, title: z.string(), needs: z.object({ tools: z.array(toolNameSchema).default([]) }).default({ tools: [] }) })).default([]),
  steps: z.array(z.object({ id: slug })).min(1),
  placement: z.array(z.object({ id: slug })).default([]),
});
export type LabHead = z.infer<typeof labHeadSchema>;

/** The fields of a head. */
export const HEAD_FIELDS: ReadonlySet<string> = new Set(Object.keys(labHeadSchema.shape));

export function headOf(lab: Lab): LabHead {
  const { schema, id, version, title, summary, stage, order, topics, teaches, requires, checkpoint, minutes, needs } = lab;
  return {
    schema, id, version, title, summary, stage, order, topics, teaches, requires, checkpoint, minutes, needs,
    services: lab.services.map((service) => ({ id: service.id, kind: service.kind })),
    variants: lab.variants.map((variant) => ({ id: variant.id, title: variant.title, needs: variant.needs })),
    steps: lab.steps.map((step) => ({ id: step.id })),
    placement: lab.placement.map((question) => ({ id: question.id })),
  };
}

/** What a lab needs of the machine: once, or once for each of its variants. */
export function waysOf(head: LabHead): { variant: { id: string; title: string } | null; needs: LabHead['needs'] }[] {
  if (head.variants.length === 0) return [{ variant: null, needs: head.needs }];
  return head.variants.map((variant) => ({ variant, needs: { ...head.needs, tools: [...new Set([...head.needs.tools, ...variant.needs.tools])] } }));
}
