/** A check of kind `container`: an image or a container of the learner's own Docker. For labs that need the docker engine. */
import { z } from 'zod';
import { checkBase, matcherSchema } from './base.ts';

/** As a person names it: `shop-api`, `shop-api:1.2`, `postgres:17`. */
const nameSchema = z.string().max(200).regex(/^[A-Za-z0-9][\w./:-]*$/, 'the name of an image or a container');
const portSchema = z.string().regex(/^\d{1,5}\/(tcp|udp)$/, 'a port such as 8080/tcp');
/** Name to matcher for its value. */
const values = z.record(z.string(), matcherSchema);

const imageSchema = z.strictObject({
  name: nameSchema,
  /** At most this share of another image's size, e.g. 0.5 for half. */
  smallerThan: z.strictObject({ image: nameSchema, ratio: z.number().gt(0).lte(10) }).optional(),
  /** It runs as another user than root unless told otherwise. */
  notRoot: z.literal(true).optional(),
  labels: values.optional(),
  /** Ports that it says it listens on. */
  exposes: z.array(portSchema).min(1).optional(),
  env: values.optional(),
});

const containerSchema = z.strictObject({
  name: nameSchema,
  running: z.boolean().default(true),
  /** Its own health check says so. */
  healthy: z.literal(true).optional(),
  /** The image it was made from, as it was named. */
  image: nameSchema.optional(),
  env: values.optional(),
  labels: values.optional(),
  /** Ports that are reached from the machine, by the port inside. */
  publishes: z.array(portSchema).min(1).optional(),
  restart: z.enum(['no', 'on-failure', 'always', 'unless-stopped']).optional(),
  notRoot: z.literal(true).optional(),
  /** Networks and volumes by name. */
  networks: z.array(z.string().min(1)).min(1).optional(),
  volumes: z.array(z.string().min(1)).min(1).optional(),
});

export const containerCheckSchema = z.strictObject({
  kind: z.literal('container'),
  ...checkBase,
  /** An image of the learner's. */
  image: imageSchema.optional(),
  /** A container of the learner's. */
  container: containerSchema.optional(),
});
export type ContainerCheck = z.infer<typeof containerCheckSchema>;
export type ImageExpectation = z.infer<typeof imageSchema>;
export type ContainerExpectation = z.infer<typeof containerSchema>;
