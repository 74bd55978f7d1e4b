/** An OpenAPI document as a page to read: what it says, with references followed and examples made. */
import { z } from 'zod';
import { apiRequestSchema } from './request-format.ts';

/** One line of a schema's tree; what is in it stands below it. */
export interface ReferenceField {
  /** Its name in the object, empty for the schema itself and for the items of a list. */
  name: string;
  /** `string`, `list of Product`, `integer or null`. */
  type: string;
  required: boolean;
  description: string;
  /** Limits and other facts, as the document writes them: `minimum 0`, `pattern ^[A-Z]+$`. */
  facts: string[];
  fields: ReferenceField[];
}
const fieldSchema: z.ZodType<ReferenceField> = z.lazy(() => z.strictObject({
  name: z.string(), type: z.string(), required: z.boolean(), description: z.string(), facts: z.array(z.string()), fields: z.array(fieldSchema),
}));

const contentSchema = z.strictObject({
  type: z.string(),
  schema: fieldSchema.nullable(),
  /** As it would go over the wire; null where none can be made. */
  example: z.string().nullable(),
});
export type ReferenceContent = z.infer<typeof contentSchema>;

const parameterSchema = z.strictObject({ in: z.string(), field: fieldSchema, example: z.string() });
export type ReferenceParameter = z.infer<typeof parameterSchema>;

const operationSchema = z.strictObject({
  /** `GET /products`. */
  id: z.string(),
  method: z.string(),
  path: z.string(),
  summary: z.string(),
  description: z.string(),
  deprecated: z.boolean(),
  /** Names of the ways to say who one is; empty when nobody must. */
  security: z.array(z.string()),
  parameters: z.array(parameterSchema),
  body: z.strictObject({ required: z.boolean(), description: z.string(), contents: z.array(contentSchema) }).nullable(),
  responses: z.array(z.strictObject({ status: z.string(), description: z.string(), headers: z.array(fieldSchema), contents: z.array(contentSchema) })),
  /** What "Try it" opens. */
  request: apiRequestSchema,
});
export type ReferenceOperation = z.infer<typeof operationSchema>;

export const apiReferenceSchema = z.strictObject({
  title: z.string(),
  version: z.string(),
  description: z.string(),
  servers: z.array(z.string()),
  /** What is wrong with the document, in its own terms; null when it is valid. */
  invalid: z.string().nullable(),
  /** By the first tag of each operation; a group without a name comes last. */
  groups: z.array(z.strictObject({ name: z.string(), description: z.string(), operations: z.array(operationSchema) })),
  schemas: z.array(fieldSchema),
  /** Values for the variables of the requests. */
  variables: z.record(z.string(), z.string()),
  /** Operations or schemas more than are shown. */
  cut: z.number().int(),
});
export type ApiReference = z.infer<typeof apiReferenceSchema>;

/** The page now, or why there is none: `problem` is a coded error. */
export const apiReferenceEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: apiReferenceSchema }),
  z.strictObject({ kind: z.literal('problem'), code: z.string(), details: z.record(z.string(), z.unknown()) }),
]);
export type ApiReferenceEvent = z.infer<typeof apiReferenceEventSchema>;
