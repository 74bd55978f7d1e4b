import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { newApiRequest } from '../../shared/api-client/new-request.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import type { StreamEntry } from '../../shared/api-client/stream-views.ts';
import { connectInLab } from '../api-client/reach.ts';
import type { Environment } from '../engines/engine.ts';
import { openSocket } from '../engines/open-socket.ts';
import { openStream } from './open-stream.ts';
import { OpenStreams } from './open-streams.ts';

const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0)) end(); });

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => { server.closeAllConnections(); server.close(); });
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A lab without services, whose shell runs on this machine. */
const environment = { services: () => [], connect: (port: number, { signal }: { signal: AbortSignal }) => openSocket({ host: '127.0.0.1', port }, signal) } as unknown as Environment;

/** Opens a stream and follows it as the window does: each batch is confirmed, unless told otherwise. */
function follow(more: Partial<ApiRequest>, options: { lastEventId?: string; reconnect?: boolean; confirm?: () => boolean } = {}) {
  const streams = new OpenStreams();
  const stop = new AbortController();
  const entries: StreamEntry[] = [];
  const state = { name: '', waiters: new Set<() => void>() };
  const done = (async () => {
    const events = openStream(newApiRequest('x', more), new Map(), { lastEventId: options.lastEventId ?? null, reconnect: options.reconnect ?? false },
      { connect: (host, port, signal) => connectInLab(environment, host, host, port, signal) }, streams, stop.signal);
    for await (const event of events) {
      if (event.type === 'opened') state.name = event.stream;
      else {
        entries.push(...event.entries);
        if (options.confirm?.() ?? true) streams.of(state.name).confirm();
      }
      for (const wake of state.waiters) wake();
    }
  })();
  done.catch(() => undefined);
  const until = async (test: () => boolean): Promise<void> => {
    while (!test()) await Promise.race([new Promise<void>((resolve) => { state.waiters.add(resolve); }), done]);
  };
  return { entries, done, stop, until, send: async (text: string) => streams.of(state.name).send(text), close: () => { streams.of(state.name).close(); }, notes: () => entries.flatMap((each) => (each.kind === 'note' ? [each.note] : [])) };
}
const said = (entries: readonly StreamEntry[]): string[] => entries.flatMap((each) => (each.kind === 'message' ? [`${each.direction} ${each.text}`] : each.kind === 'event' ? [`${each.event} ${each.id ?? '-'} ${each.text}`] : []));

describe('a WebSocket', () => {
  async function sockets(act: (server: WebSocketServer) => void): Promise<string> {
    const server = createServer((_request, response) => { response.writeHead(404).end('no'); });
    const upgrades = new WebSocketServer({ server, path: '/live', handleProtocols: (names) => [...names][0] ?? false });
    ends.push(() => { for (const each of upgrades.clients) each.terminate(); });
    act(upgrades);
    return listening(server);
  }

  it('is closed by the learner, and says so', async () => {
    const place = await sockets((server) => server.on('connection', (socket) => socket.send('hello')));
    const stream = follow({ kind: 'websocket', url: `ws://${place}/live` });
    await stream.until(() => said(stream.entries).length === 1);
    stream.close();
    await stream.done;
    expect(stream.notes().at(-1)).toEqual({ what: 'closed', code: 1000, reason: '', by: 'you' });
  });

  it('says and hears, with headers and a subprotocol, and closes with a code', async () => {
    const place = await sockets((server) => server.on('connection', (socket, request) => {
      socket.send(`hello ${String(request.headers['x-who'])} ${socket.protocol}`);
      socket.on('message', (data, binary) => {
        if (binary) return;
        const text = (data as Buffer).toString();
        if (text === 'bye') socket.close(4001, 'enough');
        else if (text === 'bytes') socket.send(Buffer.from([1, 255]));
        else socket.send(`echo ${text}`);
      });
    }));
    const stream = follow({ kind: 'websocket', url: `ws://${place}/live`, headers: [{ name: 'X-Who', value: 'asha', off: false }, { name: 'Sec-WebSocket-Protocol', value: 'shop.v1', off: false }] });
    await stream.until(() => said(stream.entries).length === 1);
    for (const text of ['{"a":1}', 'bytes', 'bye']) await stream.send(text);
    await stream.done;
    expect(said(stream.entries).filter((text) => text.startsWith('in'))).toEqual(['in hello asha shop.v1', 'in echo {"a":1}', 'in 01 ff']);
    expect(said(stream.entries)).toContain('out {"a":1}');
    expect(stream.notes().map(({ what }) => what)).toEqual(['connecting', 'connected', 'closed']);
    expect(stream.notes().at(-1)).toMatchObject({ code: 4001, reason: 'enough', by: 'server' });
    await expect(stream.send('x')).rejects.toMatchObject({ code: 'API_STREAM_CLOSED' });
  });

  it('is closed when the window lets go', async () => {
    const closed = Promise.withResolvers<number>();
    const place = await sockets((server) => server.on('connection', (socket) => socket.on('close', closed.resolve)));
    const stream = follow({ kind: 'websocket', url: `http://${place}/live` });
    await stream.until(() => stream.notes().some(({ what }) => what === 'connected'));
    stream.stop.abort();
    expect(await closed.promise).toBe(1000);
    await stream.done;
  });

  it('tells what came instead, and goes to no other machine', async () => {
    const place = await sockets(() => undefined);
    await expect(follow({ kind: 'websocket', url: `ws://${place}/no` }).done).rejects.toMatchObject({ code: expect.stringMatching(/API_STREAM_REFUSED|API_NO_ANSWER/) as unknown });
    await expect(follow({ kind: 'websocket', url: 'ws://example.com/live' }).done).rejects.toMatchObject({ code: 'API_ADDRESS_REFUSED', details: { host: 'example.com' } });
    await expect(follow({ kind: 'websocket', url: 'ws://10.0.0.1/live' }).done).rejects.toMatchObject({ code: 'API_ADDRESS_REFUSED' });
    await expect(follow({ kind: 'websocket', url: 'ws://127.0.0.1:1/live' }).done).rejects.toMatchObject({ code: 'API_NO_ANSWER', details: { reason: 'refused' } });
  });

  it('that never ends waits in the server when the window draws nothing', async () => {
    let sent = 0;
    const place = await sockets((server) => server.on('connection', (socket) => {
      const text = 'x'.repeat(10_000);
      const more = (): void => {
        if (socket.readyState !== socket.OPEN) return;
        sent += 1;
        socket.send(text, () => { setImmediate(more); });
      };
      more();
    }));
    let confirming = false;
    const stream = follow({ kind: 'websocket', url: `ws://${place}/live` }, { confirm: () => confirming });
    let before = -1;
    while (sent !== before || sent === 0) {
      before = sent;
      await new Promise((resolve) => { setTimeout(resolve, 400); });
    }
    // Two batches on their way, one megabyte here; the rest is in the buffers of the system.
    expect(said(stream.entries).length).toBeLessThanOrEqual(60);
    expect(sent * 10_000).toBeLessThan(60_000_000);
    confirming = true;
    stream.stop.abort();
    await stream.done;
  });
});

describe('an event stream', () => {
  it('tells events with ids, and asks again with the last one', async () => {
    const asked: (string | undefined)[] = [];
    const place = await listening(createServer((request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      if (asked.length === 3) return response.writeHead(204).end();
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return response.end(`:hi\nretry: 10\nevent: price\nid: ${String(asked.length)}\ndata: {"a":\ndata: 1}\n\ndata: plain\n\ndata: cut off`);
    }));
    const stream = follow({ kind: 'events', url: `http://${place}/events` }, { reconnect: true, lastEventId: '7' });
    await stream.done;
    expect(asked).toEqual(['7', '1', '2']);
    expect(said(stream.entries)).toEqual(['price 1 {"a":\n1}', 'message - plain', 'price 2 {"a":\n1}', 'message - plain']);
    expect(stream.notes().map(({ what }) => what)).toEqual(['connecting', 'connected', 'comment', 'retry', 'ended', 'waiting', 'connecting', 'connected', 'comment', 'retry', 'ended', 'waiting', 'connecting', 'stopped']);
  });

  it('tells what came instead, and goes to no other machine', async () => {
    const place = await listening(createServer((_request, response) => { response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'); }));
    await expect(follow({ kind: 'events', url: `http://${place}/` }).done).rejects.toMatchObject({ code: 'API_STREAM_REFUSED', details: { status: 200, contentType: 'application/json' } });
    await expect(follow({ kind: 'events', url: 'http://example.com/events' }).done).rejects.toMatchObject({ code: 'API_ADDRESS_REFUSED' });
    await expect(follow({ kind: 'events', url: 'http://127.0.0.1:1/events' }, { reconnect: true }).done).rejects.toMatchObject({ code: 'API_NO_ANSWER' });
  });

  it('is closed by the learner, and says so, also while the window draws nothing', async () => {
    const place = await listening(createServer((_request, response) => {
      response.on('error', () => undefined);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const more = (): void => {
        if (!response.destroyed) response.write(`data: ${'x'.repeat(50_000)}\n\n`, () => { setImmediate(more); });
      };
      more();
    }));
    const calm = follow({ kind: 'events', url: `http://${place}/` }, { reconnect: true });
    await calm.until(() => said(calm.entries).length > 0);
    calm.close();
    await calm.done;
    expect(calm.notes().at(-1)).toEqual({ what: 'left' });
    const full = follow({ kind: 'events', url: `http://${place}/` }, { confirm: () => false });
    await full.until(() => said(full.entries).length > 0);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    full.stop.abort();
    await full.done;
  });

  it('is left when the window lets go, also while it waits', async () => {
    const gone = Promise.withResolvers<void>();
    const place = await listening(createServer((_request, response) => {
      response.on('close', gone.resolve);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
    }));
    const stream = follow({ kind: 'events', url: `http://${place}/` }, { reconnect: true });
    await stream.until(() => said(stream.entries).length === 1);
    stream.stop.abort();
    await gone.promise;
    await stream.done;
  });
});
