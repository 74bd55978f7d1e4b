/** What services cost and who is connected, natively: PostgreSQL and Redis, idle, busy, in a transaction and gone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { connectPostgres } from '../../src/core/services/postgres/connection.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { createNotices } from '../../src/core/latest.ts';
import { atRisk, watchUsage, type Looked } from '../../src/core/session/usage-watch.ts';
import type { UsageView } from '../../src/shared/usage-view.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

let world: NativeWorld;
let environment: Environment;
let drivers: Map<string, ServiceDriver>;
let isOpen = true;
const notices = createNotices();
const lab: Looked = { open: () => (isOpen ? { environment, drivers } : null), onChange: notices.subscribe };

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', workspace, tools: [],
    services: [{ id: 'shop', kind: 'postgres', password: 'secret' }, { id: 'cache', kind: 'redis', password: 'secret' }],
  }, { signal: deadline() }));
  drivers = new Map(['shop', 'cache'].map((id) => [id, world.driverOf(environment, id)]));
  await drivers.get('shop')?.seed([], deadline());
});
afterAll(() => world.dispose());

/** Looks until the picture is as wanted. */
async function seen(wanted: (view: UsageView) => boolean): Promise<UsageView> {
  const stop = new AbortController();
  try {
    for await (const view of watchUsage(lab, AbortSignal.any([stop.signal, deadline()]))) if (wanted(view)) return view;
    throw new Error('this was never seen');
  } finally {
    stop.abort();
  }
}
const of = (view: UsageView, id: string) => view.services.find((service) => service.id === id);

it('tells memory at once, processor time from the second look on, and nothing while the lab does not run', async () => {
  const first = await seen(() => true);
  expect(first.services.map((service) => service.id)).toEqual(['shop', 'cache']);
  expect(of(first, 'shop')).toMatchObject({ cpuPercent: null, connections: { open: 0, inTransaction: 0 } });
  expect(of(first, 'shop')?.memoryMb).toBeGreaterThan(5);
  expect(of(first, 'cache')?.memoryMb).toBeGreaterThan(1);
  const idle = await seen((view) => of(view, 'cache')?.cpuPercent !== null);
  expect(of(idle, 'cache')?.cpuPercent).toBeLessThan(50);
  isOpen = false;
  expect(await seen(() => true)).toMatchObject({ services: [], programs: null });
  isOpen = true;
});

it('sees a busy server, its connection, and the transaction that a restart would undo', async () => {
  const connection = await connectPostgres(endpointOf(environment, 'shop'), { signal: deadline() });
  try {
    expect(await atRisk(lab, 'shop', deadline())).toEqual({ transactions: [], programs: [] });
    await connection.run(deadline(), (client) => client.query('BEGIN'));
    const busy = connection.run(deadline(), (client) => client.query('SELECT count(*) FROM generate_series(1, 40000000)')).catch(() => undefined);
    const view = await seen((each) => (of(each, 'shop')?.cpuPercent ?? 0) > 20);
    expect(of(view, 'shop')?.connections).toEqual({ open: 1, inTransaction: 1 });
    expect(await atRisk(lab, 'shop', deadline())).toEqual({ transactions: [{ service: 'shop', count: 1 }], programs: [] });
    expect(await atRisk(lab, undefined, deadline())).toMatchObject({ transactions: [{ service: 'shop', count: 1 }] });
    await busy;
  } finally {
    await connection.close();
  }
  const after = await seen((each) => of(each, 'shop')?.connections?.open === 0);
  expect(of(after, 'shop')?.connections?.inTransaction).toBe(0);
});

it('goes on when a server is gone, and says so by saying nothing', async () => {
  await environment.stop({ signal: deadline() });
  const gone = await seen(() => true);
  expect(gone.services.map(({ cpuPercent, memoryMb, connections }) => ({ cpuPercent, memoryMb, connections }))).toEqual(
    Array(2).fill({ cpuPercent: null, memoryMb: null, connections: null }));
  expect(await atRisk(lab, undefined, deadline())).toEqual({ transactions: [], programs: [] });
});
