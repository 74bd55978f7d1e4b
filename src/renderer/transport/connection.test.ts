import { ORPCError } from '@orpc/client';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.ts';
import { toCodedError } from './coded-error.ts';
import { hostContract } from '../../shared/contract.ts';

/** A window as far as the connection sees it: it takes messages from itself. */
class Page extends EventTarget {
  bring(kind: 'main' | 'host', ports: MessagePort[], source: unknown = this): void {
    this.dispatchEvent(Object.assign(new Event('message'), { source, data: { backbench: kind }, ports }));
  }
}

/** A lab host of a few calls, that can be killed. */
class Host {
  readonly rpc = new MessageChannel();
  readonly terminal = new MessageChannel();

  constructor(name: string) {
    let watches = 0;
    const os = implement(hostContract);
    const part = {
      settings: {
        get: os.settings.get.handler(() => ({ theme: 'dark', language: 'system', engine: 'auto', images: { name }, fontSize: 14, font: '', shell: '', memoryMb: null, shortcuts: {} })),
        set: os.settings.set.handler(() => new Promise(() => undefined)),
      },
      course: {
        lab: os.course.lab.handler(({ input }) => {
          throw new ORPCError('BACKBENCH', { defined: true, data: { code: 'LAB_NOT_FOUND', details: { lab: input.lab, known: [] } } });
        }),
        watch: os.course.watch.handler(async function* () {
          watches += 1;
          yield { stages: [], broken: [], current: `${name}-${watches}` };
          await new Promise(() => undefined);
        }),
      },
    };
    new RPCHandler(part).upgrade(this.rpc.port1);
    this.rpc.port1.start();
  }

  join(page: Page): void {
    page.bring('host', [this.rpc.port2, this.terminal.port2]);
  }

  kill(): void {
    this.rpc.port1.close();
    this.terminal.port1.close();
  }
}

const open: { connection: Connection; hosts: Host[] }[] = [];

function connected(...hosts: Host[]) {
  const page = new Page();
  const asked = vi.fn();
  const connection = new Connection(page as never, { connect: asked });
  open.push({ connection, hosts });
  return { page, connection, asked };
}

afterEach(() => {
  for (const { connection, hosts } of open.splice(0)) {
    connection.dispose();
    for (const host of hosts) host.kill();
  }
});

describe('the line to the lab host', () => {
  it('asks for ports once and takes only the window\'s own messages', async () => {
    const host = new Host('a');
    const { page, connection, asked } = connected(host);
    expect(asked).toHaveBeenCalledTimes(1);
    page.bring('host', [host.rpc.port2, host.terminal.port2], 'another window');
    expect(connection.state).toBe('connecting');
    host.join(page);
    expect(connection.state).toBe('up');
    expect((await connection.call((h) => h.settings.get())).images).toEqual({ name: 'a' });
  });

  it('lets a call wait for the host', async () => {
    const host = new Host('a');
    const { page, connection } = connected(host);
    const waiting = connection.call((h) => h.settings.get());
    host.join(page);
    expect((await waiting).images).toEqual({ name: 'a' });
  });

  it('opens streams again on the next host', async () => {
    const first = new Host('a');
    const second = new Host('b');
    const { page, connection } = connected(first, second);
    const seen: string[] = [];
    const off = connection.watch((h, signal) => h.course.watch(undefined, { signal }), { value: (course) => void seen.push(course.current ?? '') });
    first.join(page);
    await vi.waitFor(() => expect(seen).toEqual(['a-1']));
    first.kill();
    await vi.waitFor(() => expect(connection.state).toBe('down'));
    second.join(page);
    await vi.waitFor(() => expect(seen).toEqual(['a-1', 'b-1']));
    expect(connection.hosts).toBe(2);
    off();
  });

  it('tells a call that its host is gone, and repeats what may be repeated', async () => {
    const first = new Host('a');
    const second = new Host('b');
    const { page, connection } = connected(first, second);
    first.join(page);
    const act = connection.call((h) => h.settings.set({})).catch(toCodedError);
    const read = connection.call(
      async (h) => {
        const found = await h.settings.get();
        // The first host never answers the second half.
        if (found.images['name'] === 'a') await h.settings.set({});
        return found;
      },
      { repeat: true },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill();
    expect(await act).toEqual({ code: 'HOST_GONE', details: {} });
    second.join(page);
    expect((await read).images).toEqual({ name: 'b' });
  });

  it('gives an answer with one of our codes to the caller as it is', async () => {
    const host = new Host('a');
    const { page, connection } = connected(host);
    host.join(page);
    const error = await connection.call((h) => h.course.lab({ lab: 'x' }), { repeat: true }).catch(toCodedError);
    expect(error).toEqual({ code: 'LAB_NOT_FOUND', details: { lab: 'x', known: [] } });
  });

  it('ends a call with its signal', async () => {
    const host = new Host('a');
    const { page, connection } = connected(host);
    host.join(page);
    const stop = new AbortController();
    const act = connection.call((h) => h.settings.set({}, { signal: stop.signal }), { signal: stop.signal }).catch(toCodedError);
    setTimeout(() => stop.abort(new DOMException('Cancelled', 'AbortError')), 10);
    expect((await act as { code: string }).code).toBe('CANCELLED');
  });
});
