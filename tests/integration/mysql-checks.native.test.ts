/** The sql checks on MySQL: what people get wrong in the lab, and what each of them is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runChecks } from '../../src/core/checks/runner.ts';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { checkSchema, type Check } from '../../src/shared/check-format/check.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEADLINE_MS = 120_000;
const never = new AbortController().signal;
const SPELLINGS = 'queries/3a-spellings.sql';

let dataFolder: string;
let core: Core;
let session: LabSession;
let workspace: Workspace;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'bb-checks-'));
  core = await createCore({
    dataFolder, labsFolder: join(ROOT, 'labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
    platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => {},
  });
  session = core.sessions.of('mysql-essentials');
  await session.start('native', AbortSignal.timeout(DEADLINE_MS));
  workspace = await session.workspace();
});
afterAll(async () => {
  await core.sessions.close(AbortSignal.timeout(DEADLINE_MS));
  await core.engines.native.sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(DEADLINE_MS));
  await core.close(AbortSignal.timeout(DEADLINE_MS));
  await rm(dataFolder, { recursive: true, force: true });
});
afterEach(async () => {
  await session.driver('shop').restore('pristine', null, never);
  await workspace.restore('pristine', null);
});

async function run(check: Check): Promise<{ result: CheckResult; warnings: string[] }> {
  const warnings: string[] = [];
  const [result] = await runChecks([check], {
    environment: session.environment(), answers: new Map(), drivers: new Map([['shop', session.driver('shop')]]), specs: session.loaded.lab.services,
    app: null, workspace, secrets: [], signal: never, onWarning: (text) => { warnings.push(text); },
  });
  return { result: result!, warnings };
}

/** A check of the lab, after the learner's work. */
async function ofLab(id: string, work: string | { file: string; text: string }): Promise<{ result: CheckResult; warnings: string[] }> {
  if (typeof work === 'string') await session.driver('shop').runScript(work, never);
  else await workspace.put(work.file, Buffer.from(work.text));
  const check = session.loaded.lab.steps.flatMap((step) => step.checks).find((each) => each.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  // A query that never ends need not be waited for as long as a learner's machine might need.
  return run(reasonable(check, work));
}

const reasonable = (check: Check, work: unknown): Check => (JSON.stringify(work).includes('SLEEP') ? { ...check, deadline: 1 } : check);

const labels = (text: string): { file: string; text: string } => ({ file: 'queries/1a-labels.sql', text });
const spices = (text: string): { file: string; text: string } => ({ file: 'queries/1b-not-india.sql', text });

it.each([
  ['labels', labels("SELECT sku, name || ', Rs ' || price FROM products WHERE category = 'tea'"), 'columns-differ', '*or*'],
  ['labels', labels("SELECT sku, name + ', Rs ' + price FROM products WHERE category = 'tea'"), 'columns-differ', 'adds numbers'],
  ['labels', labels("SELECT CONCAT(name, ', Rs ', price) FROM products WHERE category = 'tea'"), 'columns-differ', 'belongs in front'],
  ['labels', labels('-- nothing yet'), 'file-empty', null],
  ['labels', labels("SELECT 1; SELECT 2"), 'more-than-one-statement', null],
  ['labels', labels("UPDATE products SET name = 'x'"), 'not-read-only', null],
  ['labels', labels('SELECT sku, SLEEP(60) FROM products'), 'query-timeout', null],
  ['not-india', spices("SELECT sku, name, origin FROM products WHERE category = 'spices' AND origin <> 'IN'"), 'rows-differ', '`NULL <> \'IN\'` is NULL'],
  ['not-india', spices("SELECT sku, name, origin FROM products WHERE category = 'spices' AND origin IS DISTINCT FROM 'IN'"), 'query-failed', 'does not know'],
  ['column-wide-enough', 'ALTER TABLE deliveries MODIFY pieces SMALLINT UNSIGNED', 'rows-differ', 'may be empty now'],
  ['column-wide-enough', 'ALTER TABLE deliveries MODIFY pieces TINYINT UNSIGNED NOT NULL', 'rows-differ', 'one byte wide'],
  ['pieces-repaired', 'ALTER TABLE deliveries MODIFY pieces INT NOT NULL', 'rows-differ', '127 pieces'],
  ['spellings', { file: SPELLINGS, text: 'SELECT coupon, COUNT(*) FROM orders WHERE coupon IS NOT NULL GROUP BY coupon' }, 'rows-differ', 'Three groups'],
  ['spellings', { file: SPELLINGS, text: 'SELECT BINARY coupon AS s, COUNT(*) FROM orders WHERE coupon IS NOT NULL GROUP BY s' }, 'rows-differ', 'made bytes'],
  ['case-matters', 'ALTER TABLE gift_codes DROP PRIMARY KEY', 'rows-differ', 'twice any more'],
  ['case-matters', "UPDATE gift_codes SET rupees = 1000 WHERE code = 'KB7-M2Q'", 'rows-differ', 'still finds'],
  ['pieces-added', 'INSERT IGNORE INTO shelf (sku, pieces) SELECT sku, pieces FROM arrivals', 'rows-differ', 'passes over'],
  ['places-kept', 'REPLACE INTO shelf (sku, pieces) SELECT sku, pieces FROM arrivals', 'rows-differ', '`REPLACE` deletes'],
  ['gift-arrived', 'UPDATE points SET balance = 300 WHERE customer_id = 23', 'rows-differ', 'Add to them'],
  ['gift-recorded', "INSERT INTO point_moves (customer_id, points, reason) VALUES (17, 300, 'gift 8814')", 'rows-differ', 'negative move'],
] as const)('%s: %j', async (check, work, reason, says) => {
  const { result, warnings } = await ofLab(check, work);
  expect(result).toMatchObject({ verdict: 'not-yet', reason });
  if (says === null) expect(result.mistake).toBeUndefined();
  else expect(result.mistake).toContain(says);
  expect(warnings).toEqual([]);
});

it('places the server\'s error in the learner\'s file', async () => {
  const { result } = await ofLab('labels', labels('SELECT sku,\n  nam\nFROM products'));
  expect(result.evidence).toEqual([{ kind: 'message', source: 'MySQL', text: expect.stringMatching(/^queries\/1a-labels\.sql, line 2: 1054 \(42S22\): Unknown column 'nam'/) as string }]);
});

it('takes an author\'s question that can\'t be read for the lab\'s fault, one on a table that is not there yet for the learner\'s', async () => {
  const question = (query: string): Check => checkSchema.parse({
    kind: 'sql', id: 'q', title: 't', hints: ['a', 'b'], service: 'shop', query, expect: { rows: [[1]] }, compare: 'scalar',
  });
  expect((await run(question('SELEC 1'))).result).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  expect((await run(question('SELECT COUNT(*) FROM suppliers'))).result).toMatchObject({ verdict: 'not-yet', reason: 'query-failed' });
  expect((await run(question("SELECT 'Tea' = 'tea'"))).result).toMatchObject({ verdict: 'passed' });
});

it('compares values by what they mean, truth values among them', async () => {
  const check = (query: string, rows: unknown[][]): Check => checkSchema.parse({
    kind: 'sql', id: 'q', title: 't', hints: ['a', 'b'], service: 'shop', query, expect: { rows }, compare: 'list',
  });
  const query = "SELECT TRUE, 1.50, CAST('2026-06-30' AS DATE), TIMESTAMP('2026-06-30 12:00:00'), NULL, JSON_OBJECT('b', 1, 'a', 2), 0.1e0 + 0.2e0";
  expect((await run(check(query, [[true, 1.5, '2026-06-30', '2026-06-30T12:00:00Z', null, '{"a":2,"b":1}', 0.3]]))).result.verdict).toBe('passed');
  expect((await run(check(query, [[false, 1.5, '2026-06-30', '2026-06-30T12:00:00Z', null, '{"a":2,"b":1}', 0.3]]))).result.verdict).toBe('not-yet');
});

it('never blames the learner for a server that is down', async () => {
  await session.environment().restart('shop', { signal: never });
  const pid = await session.driver('shop').query('SELECT @@pid_file', 1, never);
  const { readFileSync } = await import('node:fs');
  process.kill(Number(readFileSync(pid.kind === 'table' ? pid.rows[0]?.[0] ?? '' : '', 'utf8')), 'SIGKILL');
  const { result } = await ofLab('labels', labels('SELECT 1'));
  expect(result).toMatchObject({ verdict: 'broken', reason: 'service-down' });
  await session.environment().restart('shop', { signal: never });
  await session.driver('shop').isSeeded(never);
});
