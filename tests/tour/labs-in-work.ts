/** Three labs in the middle of their work, each in a picture: a slow query and its plan, an API in Go, keys of Redis. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import type { BackbenchApp } from '../e2e/app.ts';
import type { Desk } from '../e2e/desk.ts';
import { eventually } from '../e2e/eventually.ts';

/** Go compiles the libraries of a first program: a minute, more on a busy machine, in milliseconds. */
const COMPILE_MS = 240_000;

export interface Tour {
  app: BackbenchApp;
  desk: Desk;
  say(text: string): void;
  picture(name: string): Promise<void>;
  expect(what: string, holds: boolean): void;
}

/** The verdicts on the left, below the lesson. */
const showVerdicts = ({ app }: Tour): Promise<void> => app.page.locator('.check').first().evaluate((item) => { item.scrollIntoView({ block: 'center' }); });

const course = async ({ app }: Tour): Promise<void> => {
  await app.page.getByRole('button', { name: 'Course', exact: true }).first().click();
  await app.page.getByRole('main', { name: 'Course' }).waitFor();
};

/** PostgreSQL: a query over many rows, its plan, and what Check says before there is an index. */
export async function sqlInWork(tour: Tour): Promise<void> {
  const { app, desk, say, picture, expect } = tour;
  say('11. A slow query: its plan, and why it is not yet passed.');
  await course(tour);
  await desk.open('Indexes and plans');
  await desk.chooseText('Scratch');
  await desk.query('SELECT id, ordered_at, status, total\nFROM orders\nWHERE customer_id = 4711\nORDER BY ordered_at DESC;\n');
  const query = app.page.getByRole('region', { name: 'Query' });
  await query.getByRole('button', { name: 'Explain' }).click();
  await query.getByText(/Seq Scan/).first().waitFor();
  await desk.type(`psql -c '\\di orders*' || echo "no psql here"`);
  await desk.terminalShows(/orders_pkey|no psql here/);
  const verdicts = await desk.check();
  expect('without an index it is not yet right', Object.values(verdicts).includes('Not yet'));
  await showVerdicts(tour);
  await picture('sql-plan');
}

/** HTTP in Go: the program runs in the terminal, the API client asks it, Check has passed. */
export async function goInWork(tour: Tour): Promise<void> {
  const { app, desk, say, picture, expect } = tour;
  say('12. An API in Go: compiled, started, asked and checked.');
  await course(tour);
  const workspaces = join(app.data, 'workspaces');
  const before = new Set(readdirSync(workspaces));
  await desk.open('A catalogue API', 'Gin');
  const session = readdirSync(workspaces).find((each) => !before.has(each) && !each.includes('.')) ?? '';
  cpSync(inCheckout('labs/server-side/rest-api/variants/gin/solution/read-products/files'), join(workspaces, session), { recursive: true });
  await desk.openFile('products.go');
  await desk.type('go run .');
  await app.page.getByRole('tab', { name: 'API client' }).click();
  const panel = app.page.getByRole('region', { name: 'API client' });
  await panel.getByRole('listbox', { name: 'Requests' }).getByRole('option', { name: /List the products/ }).click();
  await eventually('the program answers', async () => {
    await panel.getByRole('button', { name: /^Send/ }).click();
    await panel.getByRole('button', { name: /^Send/ }).waitFor();
    const status = panel.locator('.api-status');
    return (await status.count()) > 0 && (await status.innerText()).startsWith('200');
  }, COMPILE_MS);
  const verdicts = await desk.check();
  expect('its checks pass', Object.values(verdicts).every((word) => word === 'Passed'));
  await showVerdicts(tour);
  await picture('api-in-go');
}

/** Redis, in the dark colours: a sorted set of keys, commands in the terminal. */
export async function redisInWork(tour: Tour): Promise<void> {
  const { app, desk, say, picture, expect } = tour;
  say('13. Keys of Redis, in dark colours.');
  await course(tour);
  await desk.open('Structures in Redis');
  await desk.theme('Dark');
  await app.page.getByRole('tab', { name: 'Query' }).click();
  const query = app.page.getByRole('region', { name: 'Query' });
  await query.getByRole('searchbox', { name: 'Keys that begin with' }).fill('bestsellers:2026-W26');
  await query.getByRole('treegrid', { name: 'Keys by prefix' }).getByRole('row', { name: /^bestsellers:2026-W26/ }).click();
  await query.locator('.key-rows').getByText(/[A-Z]{3}-\d{4}/).first().waitFor();
  await desk.type('redis-cli zrange bestsellers:2026-W26 0 2 rev withscores');
  await desk.terminalShows('TST-0000');
  const verdicts = await desk.check();
  expect('nothing is done yet', Object.values(verdicts).includes('Not yet'));
  await showVerdicts(tour);
  await picture('redis-dark');
}
