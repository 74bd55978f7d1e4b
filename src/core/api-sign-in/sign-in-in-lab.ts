/** Signing in for the API client of a lab: it reaches what the lab's requests reach. */
import type { ApiOauth } from '../../shared/api-client/request-format.ts';
import type { ApiTokens, SignInEvent, SignInPage } from '../../shared/api-client/sign-in-views.ts';
import type { ApiValues } from '../../shared/api-client/variables.ts';
import { labValues } from '../api-client/lab-values.ts';
import { connectInLab } from '../api-client/reach.ts';
import type { Environment } from '../engines/engine.ts';
import type { LabSession } from '../session/lab-session.ts';
import { wayForBrowser } from './browser-way.ts';
import type { OpenSignIns } from './open-sign-ins.ts';
import { refreshTokens, signIn } from './sign-in.ts';
import type { TokenTools } from './token-endpoint.ts';

/** How long a person may take to sign in, in milliseconds: time to look a password up, not to leave a port open for the day. */
const DEADLINE_MS = 5 * 60_000;

export interface SignInInput {
  auth: ApiOauth;
  /** Of the learner; they go before the lab's own. */
  values: Readonly<Record<string, string>>;
}

/** @throws BackbenchError SESSION_NOT_OPEN; as {@link signIn} */
export async function* signInAtLab(session: LabSession, input: SignInInput & { page: SignInPage }, open: OpenSignIns, signal: AbortSignal): AsyncGenerator<SignInEvent, void, void> {
  const environment = session.environment();
  const values = await allValues(environment, input, signal);
  yield* signIn(input.auth, values, input.page, {
    ...toolsOf(environment, signal), wayForBrowser: (address, abort) => wayForBrowser(environment, address, abort), deadlineMs: DEADLINE_MS,
  }, open);
}

/** @throws BackbenchError SESSION_NOT_OPEN; as {@link refreshTokens} */
export async function refreshAtLab(session: LabSession, input: SignInInput & { refreshToken: string }, signal: AbortSignal): Promise<ApiTokens> {
  const environment = session.environment();
  return refreshTokens(input.auth, await allValues(environment, input, signal), input.refreshToken, toolsOf(environment, signal));
}

async function allValues(environment: Environment, { auth, values }: SignInInput, signal: AbortSignal): Promise<ApiValues> {
  const texts = [auth.authorizationUrl, auth.tokenUrl];
  const needsBase = values['baseUrl'] === undefined && texts.some((text) => text.trim().startsWith('/') || text.includes('baseUrl'));
  return new Map([...await labValues(environment, needsBase, signal), ...Object.entries(values)]);
}

function toolsOf(environment: Environment, signal: AbortSignal): TokenTools {
  return { signal, connect: (host, port, abort) => connectInLab(environment, `${host}:${String(port)}`, host, port, abort) };
}
