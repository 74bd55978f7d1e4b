/** Faults that a learner can bring on a service of a lab, on demand: which there are, how strong they are, and why one may not be had. */
import { z } from 'zod';

export const FAULT_KINDS = ['latency', 'loss', 'kill', 'disk-full'] as const;
export const faultKindSchema = z.enum(FAULT_KINDS);
export type FaultKind = z.infer<typeof faultKindSchema>;

/** What `latency` adds in each direction, in milliseconds: an answer comes a second later, which a person feels and a time-out of a second meets. */
export const LATENCY_MS = 500;
/** The share of packets that `loss` loses: a bad radio link. One request in two or three is hit, as it takes several packets. */
export const LOSS = 0.25;
/** How long TCP waits before it sends a lost packet again the first time, in milliseconds (Linux's least; each time after that it waits twice as long). */
export const FIRST_RESEND_MS = 200;
/** After so many losses of the same packet it is let through: six take 12.6 s. */
export const MOST_LOSSES = 6;

/** Why a fault can't be brought on a service here. */
export const faultObstacleSchema = z.enum([
  /** Only Linux can limit the files of a process that runs. */
  'needs-linux',
  /** The program prlimit (util-linux) is not on PATH. */
  'needs-prlimit',
  /** The network between containers can't be slowed down without rights that no container of ours gets. */
  'not-in-containers',
  /** This kind of server can't be given a full disk and be healthy again afterwards. */
  'not-this-server',
]);
export type FaultObstacle = z.infer<typeof faultObstacleSchema>;

export const faultViewSchema = z.strictObject({
  kind: faultKindSchema,
  active: z.boolean(),
  /** Null where it can be brought. */
  obstacle: faultObstacleSchema.nullable(),
});
export type FaultView = z.infer<typeof faultViewSchema>;
