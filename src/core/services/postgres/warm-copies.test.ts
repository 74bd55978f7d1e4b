import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Admin } from './admin.ts';
import { createChangeMark } from './change-mark.ts';
import { PRISTINE, TRASH, WARM } from './names.ts';
import { createWarmCopies, type WarmCopies } from './warm-copies.ts';

/** A server's catalogue; what it does can be held up. */
class FakeServer {
  readonly names = new Set<string>([PRISTINE]);
  readonly done: string[] = [];
  readonly begun: string[] = [];
  readonly held = new Map<string, PromiseWithResolvers<void>>();

  hold(verb: string): PromiseWithResolvers<void> {
    const gate = Promise.withResolvers<void>();
    this.held.set(verb, gate);
    return gate;
  }

  admin(): Admin {
    let queue: Promise<unknown> = Promise.resolve();
    return {
      run: (sql) => {
        const result = queue.then(() => this.#run(sql));
        queue = result.catch(() => undefined);
        return result;
      },
      close: () => Promise.resolve(),
    };
  }

  async #run(sql: string): Promise<Record<string, string | null>[]> {
    const verb = sql.startsWith('CREATE') ? 'CREATE' : sql.startsWith('DROP') ? 'DROP' : 'SELECT';
    const name = /DATABASE (?:IF EXISTS )?"([^"]+)"/.exec(sql)?.[1] ?? '';
    if (verb === 'SELECT') return sql.includes('datname') ? [...this.names].sort().map((datname) => ({ datname, bytes: '8000000' })) : [{ counter: '7', bytes: '8000000', version: '180000' }];
    this.begun.push(verb);
    await this.held.get(verb)?.promise;
    if (verb === 'CREATE') this.names.add(name);
    else this.names.delete(name);
    this.done.push(`${verb} ${name.startsWith(WARM) ? 'warm' : 'trash'}`);
    return [];
  }
}

const never = new AbortController().signal;
let server: FakeServer;
let copies: WarmCopies;
const warnings: string[] = [];
const get = (): Promise<string> => copies.get('pristine', [...server.names], never);
/** What a restore does with a clone: it gets another name. */
const use = async (): Promise<void> => { server.names.delete(await get()); };

beforeEach(() => {
  server = new FakeServer();
  warnings.length = 0;
  const admin = server.admin();
  copies = createWarmCopies({ admin, background: server.admin(), tidying: server.admin() }, createChangeMark(admin), (text) => { warnings.push(text); });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const gate of server.held.values()) gate.resolve();
  await copies.close();
  expect(warnings).toEqual([]);
});

describe('clones that are kept ready', () => {
  it('are made while a drop takes long, and one that is asked for does not wait for it', async () => {
    server.names.add(`${TRASH}a_00000001`);
    const drop = server.hold('DROP');
    copies.refill();
    await copies.idle(never);
    expect(server.done).toEqual(['CREATE warm', 'CREATE warm']);
    await use();
    await use();
    copies.refill();
    await use();
    await copies.idle(never);
    expect(server.done.filter((each) => each === 'CREATE warm').length).toBeGreaterThanOrEqual(4);
    drop.resolve();
    await vi.waitFor(() => { expect(server.done).toContain('DROP trash'); });
  });

  it('are waited for when one is being made: not made twice', async () => {
    const create = server.hold('CREATE');
    copies.refill();
    await vi.waitFor(() => { expect(server.begun).toContain('CREATE'); });
    const asked = get();
    server.held.clear();
    create.resolve();
    const name = await asked;
    await copies.idle(never);
    expect(server.names.has(name)).toBe(true);
    expect(server.done).toEqual(['CREATE warm', 'CREATE warm']);
  });

  it('are never given to two', async () => {
    copies.refill();
    await copies.idle(never);
    const names = await Promise.all([get(), get(), get()]);
    expect(new Set(names).size).toBe(3);
  });

  it('come before drops, which wait until nobody has asked for a second', async () => {
    vi.useFakeTimers();
    copies.refill();
    await copies.idle(never);
    await use();
    server.names.add(`${TRASH}a_00000001`);
    copies.refill();
    await copies.idle(never);
    await vi.advanceTimersByTimeAsync(900);
    expect(server.done).not.toContain('DROP trash');
    await vi.advanceTimersByTimeAsync(200);
    expect(server.done).toContain('DROP trash');
  });

  it('yield to disk space when much waits to be dropped', async () => {
    await use();
    for (let n = 0; n < 9; n += 1) server.names.add(`${TRASH}a_0000000${String(n)}`);
    copies.refill();
    await copies.idle(never);
    await vi.waitFor(() => { expect(server.done.filter((each) => each === 'DROP trash')).toHaveLength(1); });
  });

  it('can be waited for no longer than the caller wants', async () => {
    const create = server.hold('CREATE');
    copies.refill();
    await vi.waitFor(() => { expect(server.begun).toContain('CREATE'); });
    const stop = new AbortController();
    const waiting = copies.idle(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    create.resolve();
  });
});
