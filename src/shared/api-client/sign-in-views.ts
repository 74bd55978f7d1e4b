/** What the window gets of a sign-in by OAuth: the address to open, then the tokens. */
import { z } from 'zod';

/** Longest token that is taken, in characters: signed tokens with many claims are a few thousand. */
const MAX_TOKEN = 100_000;

export const apiTokensSchema = z.strictObject({
  accessToken: z.string().max(MAX_TOKEN),
  /** Null when the provider gave none, and there was none before. */
  refreshToken: z.string().max(MAX_TOKEN).nullable(),
  /** Milliseconds since 1970; null where the provider doesn't say. */
  expiresAt: z.number().nullable(),
  /** What was granted; null where the provider doesn't say, which means all that was asked for. */
  scope: z.string().nullable(),
});
export type ApiTokens = z.infer<typeof apiTokensSchema>;

/** The words of the page that the browser ends on. */
export const signInPageSchema = z.strictObject({
  /** As in HTML's `lang`. */
  language: z.string().max(20),
  done: z.string().max(300),
  failed: z.string().max(300),
});
export type SignInPage = z.infer<typeof signInPageSchema>;

export const signInEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    /** The name to paste an address by. */
    signIn: z.string(),
    /** For the learner's own browser. */
    url: z.string(),
    redirectUri: z.string(),
    /** Where the provider stands at another address for the browser than for the lab: that address, host and port. */
    movedTo: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('signed-in'), tokens: apiTokensSchema }),
]);
export type SignInEvent = z.infer<typeof signInEventSchema>;
