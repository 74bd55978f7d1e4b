// The whole desk on node:http, with one lock of the database for each key.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pool, query, transaction } from './db.js';
import { changeErrors, isInstant, orderErrors, STATUSES } from './validation.js';

const SHOWN = `id, customer_id, sku, quantity, status, total_paise, version, ordered_at::text AS at_text, ordered_at`;

class Answer extends Error {
  constructor(status, json, headers = {}) {
    super();
    Object.assign(this, { status, json, headers });
  }
}
const no = (status, error, fields) => { throw new Answer(status, { error, fields }); };
const tagOf = (order) => `"v${order.version}-${order.id}"`;
const shown = ({ at_text, ...order }) => order;

async function list(parameters) {
  const fields = {};
  const number = (name, fallback, most) => {
    const text = parameters.get(name) ?? fallback;
    if (text === null) return null;
    if (!/^\d{1,9}$/.test(text) || +text < 1 || +text > most) fields[name] = `1 to ${most}`;
    return +text;
  };
  const limit = number('limit', '20', 100);
  const customer = number('customer_id', null, 2 ** 31 - 1);
  const status = parameters.get('status');
  if (status !== null && !STATUSES.includes(status)) fields.status = 'unknown';
  let place = [null, null];
  if (parameters.has('cursor')) {
    const found = /^(\d{1,9})@(.+)$/.exec(Buffer.from(parameters.get('cursor'), 'hex').toString());
    if (found && isInstant(found[2])) place = [found[2], +found[1]];
    else fields.cursor = 'unknown';
  }
  if (Object.keys(fields).length) no(400, 'bad query', fields);
  const rows = await query(
    `SELECT ${SHOWN}, to_char(ordered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at_text FROM orders
     WHERE ($1::text IS NULL OR status = $1) AND ($2::int IS NULL OR customer_id = $2)
       AND ($3::timestamptz IS NULL OR (ordered_at, id) < ($3, $4))
     ORDER BY ordered_at DESC, id DESC LIMIT $5`,
    [status, customer, ...place, limit + 1],
  );
  const last = rows[limit - 1];
  const next_cursor = rows.length > limit ? Buffer.from(`${last.id}@${last.at_text}`).toString('hex') : null;
  return new Answer(200, { next_cursor, items: rows.slice(0, limit).map(shown) });
}

async function create(key, body) {
  if (!key) no(400, 'Idempotency-Key is missing');
  const fields = orderErrors(body ?? {});
  if (Object.keys(fields).length) no(422, 'bad order', fields);
  const { customer_id, sku, quantity, ordered_at = null } = body;
  const fingerprint = createHash('md5').update([customer_id, sku, quantity, ordered_at].join()).digest('hex');
  return transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    let [kept] = await query('SELECT * FROM idempotency_keys WHERE key = $1', [key]);
    if (kept && kept.fingerprint !== fingerprint) no(422, 'another order');
    if (!kept) {
      const [product] = await query('SELECT price_paise FROM products WHERE sku = $1 AND $2 IN (SELECT id FROM customers)', [sku, customer_id]);
      if (!product) no(422, 'unknown sku or customer', { sku: '?' });
      const [order] = await query(
        `INSERT INTO orders (customer_id, sku, quantity, total_paise, ordered_at) VALUES ($1, $2, $3, $4, coalesce($5, now())) RETURNING ${SHOWN}`,
        [customer_id, sku, quantity, product.price_paise * quantity, ordered_at],
      );
      [kept] = await query('INSERT INTO idempotency_keys (key, fingerprint, body) VALUES ($1, $2, $3) RETURNING *', [key, fingerprint, JSON.stringify(shown(order))]);
    }
    return new Answer(201, kept.body, { location: `/orders/${kept.body.id}`, etag: tagOf(kept.body) });
  });
}

async function find(id) {
  const [order] = /^\d{1,9}$/.test(id) ? await query(`SELECT ${SHOWN} FROM orders WHERE id = $1`, [id]) : [];
  return order ?? no(404, 'no such order');
}

async function change(id, wanted, body) {
  if (wanted === undefined) no(428, 'If-Match is missing');
  const before = await find(id);
  const { status, quantity } = { ...before, ...body };
  const fields = changeErrors({ status, quantity });
  if (Object.keys(fields).length) no(422, 'bad change', fields);
  const [after] = wanted === tagOf(before) ? await query(
    `UPDATE orders SET status = $3, quantity = $4, total_paise = total_paise / quantity * $4, version = $2 + 1 WHERE (id, version) = ($1, $2) RETURNING ${SHOWN}`,
    [before.id, before.version, status, quantity],
  ) : [];
  return after ? new Answer(200, shown(after), { etag: tagOf(after) }) : no(412, 'changed meanwhile');
}

async function show(id, known = '') {
  const order = await find(id);
  const etag = tagOf(order);
  if (known === '*' || known.includes(etag)) return new Answer(304, undefined, { etag });
  return new Answer(200, shown(order), { etag });
}

async function answerTo(request) {
  const url = new URL(request.url, 'http://localhost');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let body;
  try {
    body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : undefined;
  } catch {
    no(400, 'not JSON');
  }
  const [, id] = /^\/orders\/([^/]+)$/.exec(url.pathname) ?? [];
  if (request.method === 'GET' && url.pathname === '/orders') return list(url.searchParams);
  if (request.method === 'POST' && url.pathname === '/orders') return create(request.headers['idempotency-key'], body);
  if (request.method === 'GET' && id) return show(id, request.headers['if-none-match']);
  if (request.method === 'PATCH' && id) return change(id, request.headers['if-match'], body);
  return no(404, 'nothing here');
}

const server = createServer(async (request, response) => {
  const { status, json, headers } = await answerTo(request).catch((error) => {
    if (error instanceof Answer) return error;
    console.error(error);
    return new Answer(500, { error: 'our fault' });
  });
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(json && JSON.stringify(json));
});
server.listen(process.env.PORT ?? 3000, '127.0.0.1');
process.once('SIGTERM', () => server.close(() => pool.end()));
