/** Waits on this machine's loopback address for the browser that a provider sends back (RFC 8252, 7.3). */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignInPage } from '../../shared/api-client/sign-in-views.ts';
import { BackbenchError } from '../../shared/errors.ts';

export const REDIRECT_PATH = '/callback';
/** How long the browser may take to fetch the page it ends on, in milliseconds. */
const PAGE_MS = 2_000;

export interface RedirectListener {
  /** To be registered with the provider. */
  redirectUri: string;
  /** The first address that a browser was sent back to. Never rejects. */
  arrived: Promise<URL>;
  /** The page for the browser that waits, if one does; then nothing listens any more. Safe to call twice. */
  close(worked: boolean): Promise<void>;
}

/**
 * @param port null for one that the system chooses
 * @throws BackbenchError API_SIGN_IN_FAILED when the port is taken
 */
export async function listenForRedirect(port: number | null, page: SignInPage): Promise<RedirectListener> {
  const arrived = Promise.withResolvers<URL>();
  const waiting: { response: ServerResponse | null } = { response: null };
  let origin = '';
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    const address = URL.canParse(request.url ?? '', origin) ? new URL(request.url ?? '', origin) : null;
    // A page of somewhere else, under a name that leads here, has another Host.
    const ours = address !== null && address.origin === origin && request.method === 'GET' && request.headers.host === new URL(origin).host;
    const back = ours && (address.pathname === REDIRECT_PATH || address.searchParams.has('state'));
    // Icons and the like; and only one exchange.
    if (!back || waiting.response !== null) {
      response.writeHead(404, { Connection: 'close' }).end();
      return;
    }
    waiting.response = response;
    arrived.resolve(address);
  });
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw new BackbenchError('API_SIGN_IN_FAILED', { reason: 'port', error: String(port ?? 0), message: error instanceof Error ? error.message : String(error) }, { cause: error });
  });
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  let closing: Promise<void> | null = null;
  const close = async (worked: boolean): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    const { response } = waiting;
    if (response !== null) await answer(response, page, worked);
    server.closeAllConnections();
    await closed;
  };
  return { redirectUri: `${origin}${REDIRECT_PATH}`, arrived: arrived.promise, close: (worked) => (closing ??= close(worked)) };
}

/** A page that loads nothing, runs nothing and passes its address, with the code in it, to nobody. */
async function answer(response: ServerResponse, page: SignInPage, worked: boolean): Promise<void> {
  const words = escaped(worked ? page.done : page.failed);
  const html = `<!doctype html><html lang="${escaped(page.language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Backbench</title><body><p>${words}</p></body></html>`;
  const sent = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => { sent.resolve(undefined); }, PAGE_MS);
  response.once('close', () => { sent.resolve(undefined); });
  response.writeHead(worked ? 200 : 400, {
    'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'", 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', Connection: 'close',
  }).end(html, () => { sent.resolve(undefined); });
  await sent.promise;
  clearTimeout(timer);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
