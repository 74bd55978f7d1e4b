// The product page's server. It is finished; yours are stock.js, pages.js and views.js.
import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { createClient } from 'redis';
import * as pages from './pages.js';
import * as stock from './stock.js';
import * as views from './views.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const mongo = await new MongoClient(process.env.MONGODB_URL).connect();
const db = mongo.db();
const redis = await createClient({ url: process.env.REDIS_URL }).on('error', () => {}).connect();

const TOP_FROM_SQL = 'SELECT sku, count(*)::integer AS views FROM page_views GROUP BY sku ORDER BY views DESC, sku LIMIT $1';

const routes = [
  ['GET', /^\/stock\/([\w-]+)$/, async ([sku]) => {
    const { rows } = await pool.query('SELECT stock, (SELECT coalesce(sum(pieces), 0)::integer FROM sales WHERE sku = $1) AS sold FROM products WHERE sku = $1', [sku]);
    return rows[0] ?? null;
  }],
  ['POST', /^\/sales$/, async (_, { body }) => {
    const id = await stock.sell(pool, body);
    return id === null ? { status: 409, error: 'not enough in stock' } : { status: 201, id };
  }],
  ['GET', /^\/pages\/([\w-]+)$/, ([sku]) => pages.read(db, sku)],
  ['GET', /^\/search$/, (_, { query }) => pages.search(db, query.get('attribute'), query.get('value'))],
  ['POST', /^\/pages\/([\w-]+)\/reviews$/, async ([sku], { body }) => ({ status: 201, added: await pages.addReview(db, sku, body) })],
  ['POST', /^\/views\/([\w-]+)$/, async ([sku]) => ({ status: 202, counted: await views.view(redis, sku) ?? true })],
  ['GET', /^\/top$/, (_, { query }) => views.top(redis, Number(query.get('n')))],
  ['GET', /^\/top-from-sql$/, async (_, { query }) => (await pool.query(TOP_FROM_SQL, [Number(query.get('n'))])).rows],
];

async function answer(request) {
  const url = new URL(request.url, 'http://shop.example.com');
  let text = '';
  for await (const chunk of request) text += chunk;
  for (const [method, path, act] of routes) {
    const match = path.exec(url.pathname);
    if (match === null || request.method !== method) continue;
    const result = await act(match.slice(1), { query: url.searchParams, body: text === '' ? {} : JSON.parse(text) });
    if (result === null || result === undefined) return { status: 404, error: 'not found' };
    return result;
  }
  return { status: 404, error: 'no such path' };
}

// The list of the load test: each product was looked at once, the first ones more often.
if (process.env.FILL === '1') {
  const { rows } = await pool.query('SELECT sku FROM products ORDER BY sku');
  for (const [place, { sku }] of rows.entries()) for (let n = place; n < 12 || n === place; n += 1) await views.view(redis, sku);
}

createServer((request, response) => {
  answer(request)
    // 23503: a row refers to one that does not exist. https://www.postgresql.org/docs/current/errcodes-appendix.html
    .catch((error) => (error.code === '23503' ? { status: 422, error: 'no such customer or product' } : { status: 500, error: String(error.message) }))
    .then((result) => {
      const { status = 200, ...rest } = Array.isArray(result) ? {} : result;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(Array.isArray(result) ? result : rest));
    });
}).listen(Number(process.env.PORT ?? 3000));
