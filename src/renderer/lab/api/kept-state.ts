/** What of the API client outlives the window: read with care, since an older or newer version may have written it. */
import { z } from 'zod';
import { apiRequestSchema } from '../../../shared/api-client/request-format.ts';

const historySchema = z.object({
  /** When it was sent, milliseconds since 1970. */
  at: z.number(),
  request: apiRequestSchema,
  /** Null when there was no answer. */
  status: z.number().nullable(),
});
export type HistoryEntry = z.infer<typeof historySchema>;

/** What came with an access token, which is itself among the values. */
const tokensSchema = z.object({
  refreshToken: z.string().nullable(),
  /** Milliseconds since 1970; null where it was not said. */
  expiresAt: z.number().nullable(),
  scope: z.string().nullable(),
});
export type KeptTokens = z.infer<typeof tokensSchema>;

const keptSchema = z.object({
  /** The request on the screen, see sourceOf. */
  open: z.string().nullable().catch(null),
  /** Requests as they were changed and not saved. */
  drafts: z.record(z.string(), apiRequestSchema).catch({}),
  /** Values that were captured or typed, by name. */
  values: z.record(z.string(), z.string()).catch({}),
  /** By the variable of the access token. */
  signIns: z.record(z.string(), tokensSchema).catch({}),
  environment: z.string().nullable().catch(null),
  /** Newest first. */
  history: z.array(historySchema).catch([]),
  listHidden: z.boolean().catch(false),
  /** The OpenAPI document that is open as a page, by its path. */
  reference: z.string().nullable().catch(null),
});
export type KeptState = z.infer<typeof keptSchema>;

export const emptyState = (): KeptState => keptSchema.parse({});

/** @param text what the storage holds, or null */
export function readKept(text: string | null): KeptState {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(text ?? '{}'));
    return parsed.success ? parsed.data : emptyState();
  } catch {
    return emptyState();
  }
}
