import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oauthSchema, type ApiOauth } from '../../shared/api-client/request-format.ts';
import type { SignInEvent } from '../../shared/api-client/sign-in-views.ts';
import { connectInLab } from '../api-client/reach.ts';
import type { Environment } from '../engines/engine.ts';
import { openSocket } from '../engines/open-socket.ts';
import { wayForBrowser } from './browser-way.ts';
import { OpenSignIns } from './open-sign-ins.ts';
import { refreshTokens, signIn } from './sign-in.ts';

const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });

interface Grant {
  challenge: string;
  redirectUri: string;
  used: boolean;
}

/** An authorization server: codes work once, for the verifier of their challenge and the redirect that was asked for; refresh tokens rotate. */
class Provider {
  /** What the person at the sign-in page does. */
  act: (back: URL, code: string) => void = (back, code) => { back.searchParams.set('code', code); };
  answer: ((response: { status: number; type: string; body: string }) => { status: number; type: string; body: string }) | null = null;
  secret: string | null = null;
  expiresIn: number | null = 3600;
  readonly hosts: (string | undefined)[] = [];
  readonly asked: URLSearchParams[] = [];
  readonly #codes = new Map<string, Grant>();
  readonly #refresh = new Set<string>();
  readonly server: Server = createServer((request, response) => {
    this.hosts.push(request.headers.host);
    const url = new URL(request.url ?? '', 'http://provider');
    if (url.pathname === '/authorize') {
      const parameters = url.searchParams;
      if (parameters.get('response_type') !== 'code' || parameters.get('code_challenge_method') !== 'S256' || parameters.get('client_id') !== 'desk') return response.writeHead(400).end('bad request');
      const code = randomUUID();
      this.#codes.set(code, { challenge: parameters.get('code_challenge') ?? '', redirectUri: parameters.get('redirect_uri') ?? '', used: false });
      const back = new URL(parameters.get('redirect_uri') ?? '');
      back.searchParams.set('state', parameters.get('state') ?? '');
      this.act(back, code);
      return response.writeHead(302, { Location: back.href }).end();
    }
    if (url.pathname !== '/token' || request.method !== 'POST') return response.writeHead(404).end();
    return void bodyOf(request).then((body) => {
      const given = new URLSearchParams(body);
      this.asked.push(given);
      const made = this.#token(given, request.headers.authorization);
      const { status, type, body: text } = this.answer?.(made) ?? made;
      response.writeHead(status, { 'Content-Type': type }).end(text);
    });
  });

  #token(given: URLSearchParams, authorization: string | undefined): { status: number; type: string; body: string } {
    const json = (status: number, value: object): { status: number; type: string; body: string } => ({ status, type: 'application/json', body: JSON.stringify(value) });
    const known = this.secret === null ? given.get('client_id') === 'desk' : authorization === `Basic ${Buffer.from(`desk:${this.secret}`).toString('base64')}`;
    if (!known) return json(401, { error: 'invalid_client' });
    if (given.get('grant_type') === 'refresh_token') {
      if (!this.#refresh.delete(given.get('refresh_token') ?? '')) return json(400, { error: 'invalid_grant', error_description: 'this refresh token is used up' });
    } else {
      const grant = this.#codes.get(given.get('code') ?? '');
      if (grant === undefined || grant.used) return json(400, { error: 'invalid_grant', error_description: 'this code is used up' });
      grant.used = true;
      if (createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url') !== grant.challenge) return json(400, { error: 'invalid_grant', error_description: 'wrong verifier' });
      if (given.get('redirect_uri') !== grant.redirectUri) return json(400, { error: 'invalid_grant', error_description: 'wrong redirect' });
    }
    const refresh = randomUUID();
    this.#refresh.add(refresh);
    return json(200, { access_token: randomUUID(), token_type: 'Bearer', refresh_token: refresh, ...(this.expiresIn === null ? {} : { expires_in: this.expiresIn }), scope: 'orders' });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

let provider: Provider;
let place: string;
let port: number;
beforeEach(async () => {
  provider = new Provider();
  const { server } = provider;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  place = `http://127.0.0.1:${String(port)}`;
  ends.push(() => { server.closeAllConnections(); server.close(); });
});

const lab = (engine: 'native' | 'docker', inside = (asked: number): number => asked): Environment => ({
  engine, services: () => [], connect: (asked: number, { signal }: { signal: AbortSignal }) => openSocket({ host: '127.0.0.1', port: inside(asked) }, signal),
} as unknown as Environment);
const auth = (more: Partial<ApiOauth> = {}): ApiOauth => oauthSchema.parse({ type: 'oauth', authorizationUrl: `${place}/authorize?audience=shop`, tokenUrl: `${place}/token`, clientId: 'desk', scope: 'orders offline', ...more });

interface Way {
  environment?: Environment;
  deadlineMs?: number;
  values?: Record<string, string>;
  /** What the learner's browser does with the address; fetches it unless told. */
  browse?: (event: Extract<SignInEvent, { type: 'open' }>, open: OpenSignIns) => unknown;
  stop?: AbortController;
}
/** Signs in as the window does. */
async function run(form: ApiOauth, { environment = lab('native'), deadlineMs = 5_000, values = {}, browse = ({ url }) => page(url), stop = new AbortController() }: Way = {}) {
  const open = new OpenSignIns();
  const connect = (host: string, to: number, signal: AbortSignal) => connectInLab(environment, host, host, to, signal);
  const result: { opened: Extract<SignInEvent, { type: 'open' }> | null; browsed: unknown } = { opened: null, browsed: null };
  const tools = { signal: stop.signal, connect, deadlineMs, wayForBrowser: (address: URL, signal: AbortSignal) => wayForBrowser(environment, address, signal) };
  const events = signIn(form, new Map(Object.entries(values)), { language: 'en', done: 'You can close <this> page.', failed: 'That did not work.' }, tools, open);
  for await (const event of events) {
    if (event.type === 'signed-in') return { ...result, browsed: await result.browsed, tokens: event.tokens, refresh: (token: string) => refreshTokens(form, new Map(Object.entries(values)), token, tools) };
    result.opened = event;
    result.browsed = Promise.resolve(browse(event, open)).catch((error: unknown) => error);
  }
  throw new Error('no tokens came');
}
/** What the browser ends on. */
async function page(url: string): Promise<{ status: number; text: string; policy: string | null }> {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') };
}
const nobodyListens = async (url: string): Promise<void> => {
  const { hostname, port: closed } = new URL(url);
  await expect(openSocket({ host: hostname, port: Number(closed) }, AbortSignal.timeout(5_000))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
};

describe('signing in', () => {
  it('brings a token by code and verifier, ends on a plain page, and closes', async () => {
    const before = Date.now();
    const { tokens, opened, browsed } = await run(auth());
    expect(tokens).toMatchObject({ accessToken: expect.any(String) as unknown, refreshToken: expect.any(String) as unknown, scope: 'orders' });
    expect(tokens.expiresAt).toBeGreaterThanOrEqual(before + 3_600_000);
    const url = new URL(opened?.url ?? '');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ audience: 'shop', scope: 'orders offline', code_challenge_method: 'S256', redirect_uri: opened?.redirectUri });
    expect(url.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(browsed).toMatchObject({ status: 200, policy: "default-src 'none'" });
    expect((browsed as { text: string }).text).toContain('<p>You can close &lt;this> page.</p>');
    await nobodyListens(opened?.redirectUri ?? '');
    const again = await run(auth());
    expect(new URL(again.opened?.url ?? '').searchParams.get('state')).not.toBe(url.searchParams.get('state'));
  });

  it('sends the secret of a confidential client, which is the value of a variable', async () => {
    provider.secret = 's3cr3t';
    await expect(run(auth())).rejects.toMatchObject({ code: 'API_TOKEN_REFUSED', details: { status: 401, error: 'invalid_client', body: '{"error":"invalid_client"}' } });
    await expect(run(auth({ secretVariable: 'client_secret' }))).rejects.toMatchObject({ code: 'API_VALUES_MISSING', details: { names: ['client_secret'] } });
    expect((await run(auth({ secretVariable: 'client_secret' }), { values: { client_secret: 's3cr3t' } })).tokens.accessToken).not.toBe('');
    expect(provider.asked.at(-1)?.get('client_id')).toBeNull();
  });

  it('refreshes, and the former refresh token is used up', async () => {
    const { tokens, refresh } = await run(auth());
    const first = tokens.refreshToken ?? '';
    const fresh = await refresh(first);
    expect(fresh.accessToken).not.toBe(tokens.accessToken);
    expect(fresh.refreshToken).not.toBe(first);
    await expect(refresh(first)).rejects.toMatchObject({ code: 'API_TOKEN_REFUSED', details: { error: 'invalid_grant' } });
    provider.answer = () => ({ status: 200, type: 'application/json', body: '{"access_token":"t","token_type":"bearer","expires_in":"60"}' });
    expect(await refresh('kept')).toMatchObject({ accessToken: 't', refreshToken: 'kept', scope: null, expiresAt: expect.any(Number) as unknown });
  });

  it('redeems nothing when the state is another one, or was left out', async () => {
    for (const state of ['other', '']) {
      provider.act = (back, code) => {
        back.searchParams.set('state', state);
        back.searchParams.set('code', code);
      };
      let seen: unknown;
      await expect(run(auth(), { browse: async ({ url }) => { seen = await page(url); } })).rejects.toMatchObject({ code: 'API_SIGN_IN_FAILED', details: { reason: 'state' } });
      await expect.poll(() => seen).toMatchObject({ status: 400, text: expect.stringContaining('That did not work.') as unknown });
    }
    expect(provider.asked).toEqual([]);
  });

  it('tells what the provider says', async () => {
    provider.act = (back) => { back.searchParams.set('error', 'access_denied'); };
    await expect(run(auth())).rejects.toMatchObject({ details: { reason: 'denied' } });
    provider.act = (back) => {
      back.searchParams.set('error', 'invalid_scope');
      back.searchParams.set('error_description', 'no scope orders');
    };
    await expect(run(auth())).rejects.toMatchObject({ details: { reason: 'refused', error: 'invalid_scope', message: 'no scope orders' } });
    provider.act = () => undefined;
    await expect(run(auth())).rejects.toMatchObject({ details: { reason: 'redirect', message: '/callback' } });
    provider.act = (back, code) => {
      back.searchParams.set('code', code);
      back.pathname = '/elsewhere';
    };
    await expect(run(auth())).rejects.toMatchObject({ details: { reason: 'redirect', message: '/elsewhere' } });
  });

  it('shows what a token endpoint answers instead of a token', async () => {
    for (const [answer, details] of [
      [{ status: 500, type: 'text/html', body: '<h1>oops</h1>' }, { status: 500, reason: 'refused', error: '', body: '<h1>oops</h1>' }],
      [{ status: 200, type: 'application/json', body: '{"token":"x"}' }, { status: 200, reason: 'no-token', body: '{"token":"x"}' }],
      [{ status: 200, type: 'application/json', body: '{"error":"invalid_grant"}' }, { reason: 'refused', error: 'invalid_grant' }],
      [{ status: 200, type: 'application/json', body: '{"access_token":"x","token_type":"mac"}' }, { reason: 'token-type', error: 'mac' }],
    ] as const) {
      provider.answer = () => answer;
      await expect(run(auth())).rejects.toMatchObject({ code: 'API_TOKEN_REFUSED', details });
    }
  });

  it('is refused with another verifier, and a code works once', async () => {
    const codes: string[] = [];
    provider.act = (back, code) => {
      codes.push(code);
      back.searchParams.set('code', code);
    };
    await run(auth());
    // A code that was redeemed already, slipped in with the right state.
    provider.act = (back) => { back.searchParams.set('code', codes[0] ?? ''); };
    await expect(run(auth())).rejects.toMatchObject({ code: 'API_TOKEN_REFUSED', details: { error: 'invalid_grant', body: expect.stringContaining('used up') as unknown } });
    // A code that belongs to somebody else's sign-in.
    provider.act = (back, code) => { back.searchParams.set('code', code); };
    const fetched = await fetch(`${place}/authorize?response_type=code&code_challenge_method=S256&client_id=desk&code_challenge=theirs&redirect_uri=${encodeURIComponent('http://127.0.0.1:1/callback')}`, { redirect: 'manual' });
    expect(fetched.status).toBe(302);
    const theirs = new URL(fetched.headers.get('location') ?? '').searchParams.get('code') ?? '';
    provider.act = (back) => { back.searchParams.set('code', theirs); };
    await expect(run(auth())).rejects.toMatchObject({ code: 'API_TOKEN_REFUSED', details: { error: 'invalid_grant', body: expect.stringContaining('wrong verifier') as unknown } });
  });

  it('takes the address by hand, and only one that belongs to it', async () => {
    const { tokens } = await run(auth(), {
      browse: async ({ url, signIn: name, redirectUri }, open) => {
        const answer = await fetch(url, { redirect: 'manual' });
        for (const text of ['', 'hello', `${place}/authorize`, redirectUri.replace('callback', 'other')]) expect(() => { open.paste(name, text); }).toThrow(expect.objectContaining({ details: expect.objectContaining({ reason: 'pasted' }) as unknown }) as Error);
        open.paste(name, ` ${answer.headers.get('location') ?? ''}\n`);
      },
    });
    expect(tokens.accessToken).not.toBe('');
    expect(() => { new OpenSignIns().paste('gone', 'x'); }).toThrow(expect.objectContaining({ details: expect.objectContaining({ reason: 'over' }) as unknown }) as Error);
  });

  it('ends in time, with the window, and answers nobody else', async () => {
    const opened: string[] = [];
    const browse = ({ redirectUri }: { redirectUri: string }): void => { opened.push(redirectUri); };
    await expect(run(auth(), { deadlineMs: 50, browse })).rejects.toMatchObject({ details: { reason: 'silent' } });
    const stop = new AbortController();
    await expect(run(auth(), { stop, browse: async ({ redirectUri }) => {
      opened.push(redirectUri);
      expect((await page(new URL('/favicon.ico', redirectUri).href)).status).toBe(404);
      expect((await fetch(redirectUri, { method: 'POST' })).status).toBe(404);
      expect((await fetch(redirectUri.replace('127.0.0.1', 'localhost')).catch(() => null))?.status ?? 404).toBe(404);
      stop.abort();
    } })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(opened).toHaveLength(2);
    for (const url of opened) await nobodyListens(url);
  });

  it('waits on the port that was asked for, or says that it is taken', async () => {
    await expect(run(auth({ redirectPort: port }))).rejects.toMatchObject({ details: { reason: 'port', error: String(port) } });
    const free = createTcp().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port: redirectPort } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    expect((await run(auth({ redirectPort }))).opened?.redirectUri).toBe(`http://127.0.0.1:${String(redirectPort)}/callback`);
  });

  it('goes to no other machine', async () => {
    await expect(run(auth({ authorizationUrl: 'https://accounts.example.com/authorize' }))).rejects.toMatchObject({ code: 'API_ADDRESS_REFUSED', details: { host: 'accounts.example.com' } });
    await expect(run(auth({ tokenUrl: 'https://accounts.example.com/token' }))).rejects.toMatchObject({ code: 'API_ADDRESS_REFUSED' });
    for (const authorizationUrl of ['', 'ftp://127.0.0.1/', 'javascript://127.0.0.1/%0aalert(1)']) await expect(run(auth({ authorizationUrl }))).rejects.toMatchObject({ code: 'API_REQUEST_INVALID' });
  });
});

describe('a provider in a container', () => {
  it('is reached on its own port, so that it sees the Host it expects', async () => {
    const free = createTcp().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port: inside } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    // Inside, the provider has a port that is free out here.
    const environment = lab('docker', (asked) => (asked === inside ? port : asked));
    const there = `localhost:${String(inside)}`;
    const { opened, tokens } = await run(auth({ authorizationUrl: `http://${there}/authorize`, tokenUrl: `http://${there}/token` }), { environment });
    expect(opened).toMatchObject({ movedTo: null });
    expect(provider.hosts).toEqual([there, there]);
    expect(tokens.accessToken).not.toBe('');
    await nobodyListens(`http://127.0.0.1:${String(inside)}/`);
  });

  it('is reached on another port where its own is taken, and that is told', async () => {
    const { opened, tokens } = await run(auth(), { environment: lab('docker') });
    expect(opened?.movedTo).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(opened?.url.startsWith(`http://${opened.movedTo ?? ''}/authorize`)).toBe(true);
    expect(tokens.accessToken).not.toBe('');
    await nobodyListens(opened?.url ?? '');
  });
});
