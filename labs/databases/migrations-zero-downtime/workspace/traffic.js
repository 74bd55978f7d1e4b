// The shop's traffic. In a terminal it runs against your database until Ctrl-C. With PORT set (Check does that) it waits
// for POST /rehearsal, and then applies your migrations in order while the traffic runs.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
// The report of the back office: a transaction that reads orders and stays open for so long.
const REPORT_MS = 3000;
const BATCHES_AT_MOST = 40;
const TRIES_AT_MOST = 60;

const OLD_CODE = [
  ['SELECT id, total FROM orders WHERE id = $1', (n) => [10001 + n % 6000]],
  ["INSERT INTO orders (customer_id, status, ordered_at, country, total) VALUES (42, 'paid', now(), 'IN', 349.50)", () => []],
  ['UPDATE orders SET total = $2 WHERE id = $1', (n) => [10001 + n % 6000, 100 + n % 900]],
];
const NEW_CODE = [
  ['SELECT id, total_paise FROM orders WHERE id = $1', (n) => [10001 + n % 6000]],
  ["INSERT INTO orders (customer_id, status, ordered_at, country, total_paise) VALUES (42, 'paid', now(), 'IN', 34950)", () => []],
  ['UPDATE orders SET total_paise = $2 WHERE id = $1', (n) => [10001 + n % 6000, 100 * (100 + n % 900)]],
];

class Traffic {
  requests = 0;
  failures = new Map();
  slowestMs = 0;
  #stopped = false;
  #running = [];

  start(code, step) {
    const flow = { ended: false };
    this.#running.push((async () => {
      for (let n = step; !this.#stopped && !flow.ended; n += 7) {
        const [text, values] = code[n % code.length];
        const began = performance.now();
        await pool.query(text, values(n)).catch((error) => this.failures.set(error.message, (this.failures.get(error.message) ?? 0) + 1));
        this.requests += 1;
        this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
        await pause(5);
      }
    })());
    return flow;
  }

  async stop() {
    this.#stopped = true;
    await Promise.all(this.#running);
  }
}

// One statement after the other, since some refuse to share a transaction. Text between dollar signs stays together.
function statements(text) {
  const parts = text.replace(/--[^\n]*/g, '').split(/(\$\w*\$[\s\S]*?\$\w*\$|;)/);
  const found = [''];
  for (const part of parts) if (part === ';') found.push(''); else found[found.length - 1] += part;
  return found.map((each) => each.trim()).filter((each) => each !== '');
}

/** Applies a file in a session of its own; where it gave up on a lock, again after a pause. */
async function apply(file) {
  const all = statements(await readFile(new URL(file, import.meta.url), 'utf8'));
  if (all.length === 0) throw new Error(`${file} is empty`);
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    client.on('error', () => {});
    await client.connect();
    try {
      for (const statement of all) await client.query(statement);
      return;
    } catch (error) {
      if (error.code !== '55P03' || tries === TRIES_AT_MOST) throw new Error(`${file}: ${error.message}`, { cause: error });
    } finally {
      await client.end();
    }
    await pause(150);
  }
}

/** The report reads, thinks, and lets go. */
async function report() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT sum(id) FROM orders');
    await pause(REPORT_MS);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

const unfilled = async () => Number((await pool.query('SELECT count(*) AS n FROM orders WHERE total_paise IS NULL')).rows[0].n);

async function rehearse() {
  await pool.query('SELECT lab.begin_again()');
  const traffic = new Traffic();
  const problems = [];
  const old = [traffic.start(OLD_CODE, 0), traffic.start(OLD_CODE, 3)];
  const during = async (work) => {
    const reading = report();
    await pause(100);
    await work().finally(() => reading);
  };
  try {
    await during(() => apply('sql/1-expand.sql'));
    await apply('sql/2-sync.sql');
    traffic.start(NEW_CODE, 1);
    traffic.start(NEW_CODE, 5);
    for (let batch = 0; batch < BATCHES_AT_MOST && await unfilled() > 0; batch += 1) await apply('sql/3-backfill.sql');
    await apply('sql/4a-rule.sql');
    await apply('sql/4b-prove.sql');
    await apply('sql/5-index.sql');
    for (const flow of old) flow.ended = true;
    await pause(200);
    await during(() => apply('sql/6-contract.sql'));
    await pause(300);
  } catch (error) {
    problems.push(error.message);
  } finally {
    await traffic.stop();
  }
  for (const [message, times] of traffic.failures) problems.push(`${times} requests failed: ${message}`);
  return {
    problems, requests: traffic.requests, slowest_ms: Math.round(traffic.slowestMs), report_ms: REPORT_MS,
    slowest_part_of_report: Math.round(traffic.slowestMs / REPORT_MS * 100) / 100,
  };
}

if (process.env.PORT !== undefined) {
  createServer((request, response) => {
    if (request.method !== 'POST') return void response.end();
    rehearse().catch((error) => ({ problems: [error.message] })).then((result) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
    });
  }).listen(Number(process.env.PORT));
} else {
  const traffic = new Traffic();
  traffic.start(OLD_CODE, 0);
  traffic.start(OLD_CODE, 3);
  let modern = false;
  for (;;) {
    const before = traffic.requests;
    await pause(1000);
    if (!modern && (await pool.query("SELECT 1 FROM pg_trigger WHERE tgrelid = 'orders'::regclass AND NOT tgisinternal")).rowCount > 0) {
      modern = true;
      traffic.start(NEW_CODE, 1);
    }
    const failed = [...traffic.failures.values()].reduce((sum, each) => sum + each, 0);
    console.log(`${traffic.requests - before} requests, slowest ${Math.round(traffic.slowestMs)} ms${modern ? ', old and new code' : ', old code'}${failed === 0 ? '' : `, FAILED ${failed}: ${[...traffic.failures.keys()].join('; ')}`}`);
    traffic.failures.clear();
    traffic.slowestMs = 0;
  }
}
