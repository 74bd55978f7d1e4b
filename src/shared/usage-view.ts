/** What a lab's services cost now: the live picture. */
import { z } from 'zod';

/** `inTransaction`: of those that are open, how many are in a transaction that is not ended. */
const connectionsSchema = z.strictObject({ open: z.number().int(), inTransaction: z.number().int() });

export const serviceUsageSchema = z.strictObject({
  id: z.string(),
  /** Share of one processor core since the look before, in percent: two busy cores are 200. Null at the first look, or where the system doesn't tell. */
  cpuPercent: z.number().nullable(),
  memoryMb: z.number().nullable(),
  /** Connections of the learner's user, those of the window's own panels included; null where the server doesn't tell. */
  connections: connectionsSchema.nullable(),
});

export const usageViewSchema = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Empty while the lab does not run. */
  services: z.array(serviceUsageSchema),
  /** What runs in the lab's terminals; null where the system doesn't tell. */
  programs: z.array(z.strictObject({ pid: z.number().int(), command: z.string(), ports: z.array(z.number().int()).nullable() })).nullable(),
});
export type UsageView = z.infer<typeof usageViewSchema>;

/** What would be lost by stopping a lab, or by restarting one of its services. */
export const atRiskSchema = z.strictObject({
  /** Transactions that are not ended, by service. */
  transactions: z.array(z.strictObject({ service: z.string(), count: z.number().int() })),
  /** The commands that run in the lab's terminals; none for a restart of one service. */
  programs: z.array(z.string()),
});
export type AtRisk = z.infer<typeof atRiskSchema>;
