/** The first half of the authorization code grant (RFC 6749, 4.1): what the browser is sent with, and what it must come back with. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { BackbenchError } from '../../shared/errors.ts';

/** Of the state and of the verifier, in bytes: 43 characters of Base64, the shortest verifier that RFC 7636 allows. */
const SECRET_BYTES = 32;
/** Longest part of what a provider says that is shown, in characters. */
const MAX_SAID = 2_000;

/** What one sign-in keeps to itself until the browser is back. */
export interface Exchange {
  state: string;
  verifier: string;
  redirectUri: string;
}

export function newExchange(redirectUri: string): Exchange {
  return { state: randomBytes(SECRET_BYTES).toString('base64url'), verifier: randomBytes(SECRET_BYTES).toString('base64url'), redirectUri };
}

/** @param address the provider's authorization endpoint; its own parameters stay */
export function authorizationAddress(address: URL, client: { clientId: string; scope: string }, { state, verifier, redirectUri }: Exchange): URL {
  const url = new URL(address);
  url.hash = '';
  const parameters = {
    response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, ...(client.scope === '' ? {} : { scope: client.scope }),
    state, code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/** Whether an address is one that the browser is sent back to, however the exchange went. */
export function isRedirect(address: URL, redirectUri: string): boolean {
  const wanted = new URL(redirectUri);
  return address.origin === wanted.origin && address.pathname === wanted.pathname;
}

/**
 * @param address that the browser was sent back to
 * @returns the code
 * @throws BackbenchError API_SIGN_IN_FAILED
 */
export function readRedirect(address: URL, { state }: Exchange): string {
  const parameters = address.searchParams;
  const given = parameters.get('state');
  // Whoever doesn't know the state may not even say that it failed.
  if (given === null || !same(given, state)) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'state', error: '', message: '' });
  const error = parameters.get('error');
  if (error !== null) {
    const message = (parameters.get('error_description') ?? '').slice(0, MAX_SAID);
    throw new BackbenchError('API_SIGN_IN_FAILED', { reason: error === 'access_denied' ? 'denied' : 'refused', error: error.slice(0, MAX_SAID), message });
  }
  const codes = parameters.getAll('code');
  const [code] = codes;
  if (code === undefined || code === '' || codes.length > 1) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'redirect', error: '', message: address.pathname });
  return code;
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
