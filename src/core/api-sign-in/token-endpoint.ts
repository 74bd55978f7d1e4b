/** The second half of the authorization code grant: a code, or a refresh token, for an access token (RFC 6749, 4.1.3 and 6). */
import { z } from 'zod';
import type { PreparedRequest } from '../../shared/api-client/prepare-request.ts';
import type { ApiTokens } from '../../shared/api-client/sign-in-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { sendRequest, type SendTools } from '../api-client/send-request.ts';

/** Longest silence of the token endpoint, in milliseconds: it only looks a code up. */
const QUIET_MS = 30_000;
/** Longest part of a refusal that is shown, in characters. */
const MAX_SHOWN = 2_000;

export interface TokenClient {
  tokenUrl: string;
  clientId: string;
  /** Null for a public client. */
  secret: string | null;
}

export type TokenTools = Pick<SendTools, 'connect' | 'signal'>;

const answerSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().optional(),
  // Some providers write the number as a text.
  expires_in: z.union([z.number().nonnegative(), z.string().regex(/^\d{1,9}$/).transform(Number)]).optional().catch(undefined),
  refresh_token: z.string().min(1).optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});
const refusalSchema = z.object({ error: z.string() });

/** @throws BackbenchError API_TOKEN_REFUSED, API_NO_ANSWER, CANCELLED; what the tools throw */
export async function redeemCode(client: TokenClient, { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string }, tools: TokenTools): Promise<ApiTokens> {
  return ask(client, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }, null, tools);
}

/** The refresh token stays where the provider gives no new one. @throws as {@link redeemCode} */
export async function redeemRefreshToken(client: TokenClient, refreshToken: string, tools: TokenTools): Promise<ApiTokens> {
  return ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken, tools);
}

async function ask({ tokenUrl, clientId, secret }: TokenClient, parameters: Record<string, string>, former: string | null, tools: TokenTools): Promise<ApiTokens> {
  const headers: [string, string][] = [['Accept', 'application/json'], ['Content-Type', 'application/x-www-form-urlencoded']];
  // Servers must know HTTP Basic (RFC 6749, 2.3.1), where both parts are encoded as in a form; a public client only names itself.
  if (secret !== null) headers.push(['Authorization', `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString('base64')}`]);
  const body = new URLSearchParams(secret === null ? { ...parameters, client_id: clientId } : parameters).toString();
  const request: PreparedRequest = { method: 'POST', url: tokenUrl, headers, body: { type: 'text', text: body } };
  const asked = Date.now();
  const answer = await sendRequest(request, { ...tools, quietMs: QUIET_MS, readFile: () => Promise.reject(new Error('A token request sends no file.')) });
  const text = answer.body.toString('utf8');
  const refused = (reason: 'refused' | 'no-token' | 'token-type', error: string): BackbenchError =>
    new BackbenchError('API_TOKEN_REFUSED', { url: tokenUrl, status: answer.status, reason, error, body: text.slice(0, MAX_SHOWN) });
  const value = parsed(text);
  const refusal = refusalSchema.safeParse(value);
  if (answer.status < 200 || answer.status > 299 || refusal.success) throw refused('refused', refusal.success ? refusal.data.error : '');
  const read = answerSchema.safeParse(value);
  if (!read.success) throw refused('no-token', '');
  const { access_token: accessToken, token_type: type, expires_in: seconds, refresh_token: fresh, scope } = read.data;
  if (type !== undefined && type.toLowerCase() !== 'bearer') throw refused('token-type', type);
  return { accessToken, refreshToken: fresh ?? former, expiresAt: seconds === undefined ? null : asked + seconds * 1000, scope: scope ?? null };
}

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
