import { query } from './db.js';
import { pageOf, productErrors } from './validation.js';

const COLUMNS = ['sku', 'name', 'category', 'price_paise', 'stock'];
const notFound = { status: 404, json: { error: 'Nothing here.' } };

/** Takes { method, url, body }, gives { status, json, headers }. */
export async function handle({ method, url, body }) {
  if (url.pathname === '/health') return { status: 200, json: { status: 'ok' } };
  if (url.pathname === '/products') {
    if (method === 'GET') return list(Object.fromEntries(url.searchParams));
    if (method === 'POST') return create(body);
    return { status: 405, json: { error: 'Not with this method.' } };
  }
  const [, id] = /^\/products\/([^/]+)$/.exec(url.pathname) ?? [];
  if (id === undefined || !/^\d{1,9}$/.test(decodeURIComponent(id))) return notFound;
  const [product] = await query('SELECT * FROM products WHERE id = $1', [id]);
  if (product === undefined) return notFound;
  switch (method) {
    case 'GET': return { status: 200, json: product };
    case 'PUT': return save(product.id, body);
    case 'PATCH': return save(product.id, { ...product, ...body });
    case 'DELETE':
      await query('DELETE FROM products WHERE id = $1', [product.id]);
      return { status: 204 };
    default: return { status: 405, json: { error: 'Not with this method.' } };
  }
}

async function list(parameters) {
  const { fields, limit, offset } = pageOf(parameters);
  if (Object.keys(fields).length > 0) return { status: 400, json: { error: 'Bad query.', fields } };
  const rows = await query(
    `WITH found AS (
       SELECT * FROM products
       WHERE category = coalesce($1, category) AND position(lower($2) in lower(name)) > 0
     )
     SELECT (SELECT count(*)::int FROM found) AS total,
            (SELECT coalesce(json_agg(page ORDER BY id), '[]')
             FROM (SELECT * FROM found ORDER BY id LIMIT $3 OFFSET $4) AS page) AS items`,
    [parameters.category, parameters.q ?? '', limit, offset],
  );
  return { status: 200, json: { ...rows[0], limit, offset } };
}

async function create(body) {
  const refused = await refusal(body);
  if (refused !== null) return refused;
  const [product] = await query('INSERT INTO products (sku, name, category, price_paise, stock) VALUES ($1, $2, $3, $4, $5) RETURNING *', values(body));
  return { status: 201, json: product, headers: { Location: `/products/${product.id}` } };
}

async function save(id, input) {
  const refused = await refusal(input);
  if (refused !== null) return refused;
  const [product] = await query(
    'UPDATE products SET sku = $1, name = $2, category = $3, price_paise = $4, stock = $5 WHERE id = $6 RETURNING *',
    [...values(input), id],
  );
  return { status: 200, json: product };
}

const values = (input) => COLUMNS.map((column) => input[column] ?? 0);

async function refusal(input) {
  const fields = await productErrors(input);
  return Object.keys(fields).length > 0 ? { status: 422, json: { error: 'Bad product.', fields } } : null;
}
