import { createStore } from 'zustand/vanilla';
import { expect, it } from 'vitest';
import { oauthSchema } from '../../../shared/api-client/request-format.ts';
import type { ApiTokens, SignInEvent } from '../../../shared/api-client/sign-in-views.ts';
import { coded, ConnectionError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import { emptyState, type KeptState } from './kept-state.ts';
import { SignInClient } from './sign-in-store.ts';

const auth = oauthSchema.parse({ type: 'oauth', authorizationUrl: '/authorize', tokenUrl: '/token', clientId: 'desk' });
const page = { language: 'en', done: 'd', failed: 'f' };
const never = new AbortController().signal;
const tokens = (number: number, seconds: number): ApiTokens => ({ accessToken: `access ${String(number)}`, refreshToken: `refresh ${String(number)}`, expiresAt: Date.now() + seconds * 1000, scope: null });

/** A lab host whose sign-in brings a token that lasts some seconds, and whose refreshing rotates. */
function client(seconds: number) {
  const kept = createStore<KeptState>()(emptyState);
  const state = { opened: [] as string[], refreshed: [] as string[], fail: false, hold: Promise.resolve() };
  const host = {
    api: {
      signIn: () => Promise.resolve((async function* (): AsyncGenerator<SignInEvent> {
        yield { type: 'open', signIn: 's', url: 'http://127.0.0.1:9000/authorize', redirectUri: 'http://127.0.0.1:1/callback', movedTo: null };
        await state.hold;
        yield { type: 'signed-in', tokens: tokens(1, seconds) };
      })()),
      refreshTokens: async ({ refreshToken }: { refreshToken: string }) => {
        state.refreshed.push(refreshToken);
        await state.hold;
        if (state.fail) throw new ConnectionError(coded('API_TOKEN_REFUSED', { url: '/token', status: 400, reason: 'refused', error: 'invalid_grant', body: '' }));
        return tokens(2, 3600);
      },
    },
  };
  const connection = {
    call: (act: (host: unknown) => Promise<unknown>) => act(host),
    main: { openLink: ({ url }: { url: string }) => { state.opened.push(url); return Promise.resolve(); } },
  } as unknown as Connection;
  return { kept, state, signIns: new SignInClient(connection, 'lab', kept, () => kept.getState().values) };
}

it('opens the page in the browser, keeps the token as a captured value, and forgets it', async () => {
  const { kept, state, signIns } = client(3600);
  kept.setState({ values: { other: '1' } });
  await signIns.start(auth, page);
  expect(state.opened).toEqual(['http://127.0.0.1:9000/authorize']);
  expect(kept.getState()).toMatchObject({ values: { other: '1', access_token: 'access 1' }, signIns: { access_token: { refreshToken: 'refresh 1' } } });
  expect(JSON.stringify(kept.getState().signIns)).not.toContain('access 1');
  expect(signIns.of('access_token')).toEqual({ waiting: false, opened: null, error: null });
  await signIns.fresh(auth, never);
  expect(state.refreshed).toEqual([]);
  signIns.signOut('access_token');
  expect(kept.getState()).toMatchObject({ values: { other: '1' }, signIns: {} });
  expect(kept.getState().values).not.toHaveProperty('access_token');
});

it('refreshes once, before the token is over, for all that wait', async () => {
  const { kept, state, signIns } = client(10);
  await signIns.start(auth, page);
  await Promise.all([signIns.fresh(auth, never), signIns.fresh(auth, never)]);
  expect(state.refreshed).toEqual(['refresh 1']);
  expect(kept.getState()).toMatchObject({ values: { access_token: 'access 2' }, signIns: { access_token: { refreshToken: 'refresh 2' } } });
});

it('tells why it can not refresh, and lets a request that is cancelled go', async () => {
  const { kept, state, signIns } = client(10);
  await signIns.start(auth, page);
  state.fail = true;
  await expect(signIns.fresh(auth, never)).rejects.toMatchObject({ error: { code: 'API_TOKEN_REFUSED' } });
  await signIns.refresh(auth);
  expect(signIns.of('access_token').error).toMatchObject({ code: 'API_TOKEN_REFUSED' });
  expect(kept.getState().values['access_token']).toBe('access 1');
  const held = Promise.withResolvers<void>();
  state.hold = held.promise;
  state.fail = false;
  const stop = new AbortController();
  const waiting = signIns.fresh(auth, stop.signal);
  stop.abort(new DOMException('Cancelled', 'AbortError'));
  await expect(waiting).rejects.toThrow('Cancelled');
  // Signed out meanwhile: what comes late is not kept.
  signIns.signOut('access_token');
  held.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(kept.getState()).toMatchObject({ values: {}, signIns: {} });
});
