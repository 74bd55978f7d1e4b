/** Signing in for the API client by the authorization code with PKCE, in the learner's own browser, at a provider in the lab. */
import { randomUUID } from 'node:crypto';
import { wholeUrl } from '../../shared/api-client/prepare-request.ts';
import type { ApiOauth } from '../../shared/api-client/request-format.ts';
import type { ApiTokens, SignInEvent, SignInPage } from '../../shared/api-client/sign-in-views.ts';
import { fillVariables, usedNames, type ApiValues } from '../../shared/api-client/variables.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { authorizationAddress, isRedirect, newExchange, readRedirect } from './authorization.ts';
import type { BrowserWay } from './browser-way.ts';
import type { OpenSignIns } from './open-sign-ins.ts';
import { listenForRedirect } from './redirect-listener.ts';
import { redeemCode, redeemRefreshToken, type TokenClient, type TokenTools } from './token-endpoint.ts';

export interface SignInTools extends TokenTools {
  wayForBrowser(address: URL, signal: AbortSignal): Promise<BrowserWay>;
  /** How long the person may take, in milliseconds. */
  deadlineMs: number;
}

/**
 * The address to open, then the tokens. When it ends, however it ends, nothing listens any more.
 * @throws BackbenchError API_REQUEST_INVALID, API_VALUES_MISSING, API_ADDRESS_REFUSED, API_SIGN_IN_FAILED, API_TOKEN_REFUSED, API_NO_ANSWER, CANCELLED
 */
export async function* signIn(auth: ApiOauth, values: ApiValues, page: SignInPage, tools: SignInTools, open: OpenSignIns): AsyncGenerator<SignInEvent, void, void> {
  const { signal } = tools;
  const { address, client, scope } = readAuth(auth, values);
  const left = new AbortController();
  const way = await tools.wayForBrowser(address, AbortSignal.any([signal, left.signal]));
  const [pasted, ended] = [Promise.withResolvers<URL>(), Promise.withResolvers<never>()];
  ended.promise.catch(() => undefined);
  const stop = (): void => { ended.reject(new BackbenchError('CANCELLED', {})); };
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => { ended.reject(new BackbenchError('API_SIGN_IN_FAILED', { reason: 'silent', error: '', message: String(tools.deadlineMs / 60_000) })); }, tools.deadlineMs);
  let close = (_worked: boolean): Promise<void> => Promise.resolve();
  let forget = (): unknown => undefined;
  let worked = false;
  try {
    if (signal.aborted) stop();
    const listener = await listenForRedirect(auth.redirectPort ?? null, page);
    ({ close } = listener);
    const exchange = newExchange(listener.redirectUri);
    const name = randomUUID();
    forget = open.add(name, (text) => {
      const given = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
      if (given === null || !isRedirect(given, listener.redirectUri)) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'pasted', error: '', message: listener.redirectUri });
      pasted.resolve(given);
    });
    yield { type: 'open', signIn: name, url: authorizationAddress(way.url, { clientId: client.clientId, scope }, exchange).href, redirectUri: listener.redirectUri, movedTo: way.movedTo };
    const back = await Promise.race([listener.arrived, pasted.promise, ended.promise]);
    clearTimeout(timer);
    forget();
    if (!isRedirect(back, listener.redirectUri)) throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'redirect', error: '', message: back.pathname });
    const tokens = await redeemCode(client, { code: readRedirect(back, exchange), verifier: exchange.verifier, redirectUri: exchange.redirectUri }, tools);
    worked = true;
    // The browser has its page before the window goes on.
    await close(true);
    yield { type: 'signed-in', tokens };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    forget();
    await close(worked);
    left.abort();
    way.close();
  }
}

/** @throws BackbenchError API_REQUEST_INVALID, API_VALUES_MISSING, API_TOKEN_REFUSED, API_NO_ANSWER, CANCELLED; what the tools throw */
export async function refreshTokens(auth: ApiOauth, values: ApiValues, refreshToken: string, tools: TokenTools): Promise<ApiTokens> {
  return redeemRefreshToken(readAuth(auth, values).client, refreshToken, tools);
}

/** The values put in, and the addresses whole. */
function readAuth(auth: ApiOauth, values: ApiValues): { address: URL; client: TokenClient; scope: string } {
  const texts = [auth.authorizationUrl, auth.tokenUrl, auth.clientId, auth.scope];
  const { secretVariable } = auth;
  const names = [...new Set([...texts.flatMap(usedNames), ...(secretVariable === undefined ? [] : [secretVariable])])];
  const missing = names.filter((name) => !values.has(name));
  if (missing.length > 0) throw new BackbenchError('API_VALUES_MISSING', { names: missing });
  const [authorizationUrl = '', tokenUrl = '', clientId = '', scope = ''] = texts.map((text) => fillVariables(text, values).trim());
  const secret = secretVariable === undefined ? null : (values.get(secretVariable) ?? null);
  if (clientId === '') throw new BackbenchError('API_REQUEST_INVALID', { message: 'Signing in needs a client ID.' });
  const whole = (text: string, what: string): URL => {
    const url = wholeUrl(text, values.get('baseUrl') ?? '');
    if (url === null || !/^https?:$/.test(url.protocol)) throw new BackbenchError('API_REQUEST_INVALID', { message: text === '' ? `The ${what} is empty.` : `${text} is not an address for the ${what}.` });
    return url;
  };
  return { address: whole(authorizationUrl, 'authorization URL'), client: { tokenUrl: whole(tokenUrl, 'token URL').href, clientId, secret }, scope };
}
