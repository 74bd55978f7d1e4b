// How each field of the schema gets its value: plain objects whose fields are values or functions.
import { query } from './db.js';

/** What is at hand for all resolvers of one request. */
export function createContext() {
  return {};
}

const PRODUCT = 'SELECT * FROM products';

const productsWhere = async (condition, params) =>
  (await query(`${PRODUCT} WHERE ${condition} ORDER BY sku`, params)).map(productOf);

const categoryOf = ({ slug, name }) => ({ slug, name, products: () => productsWhere('category = $1', [slug]) });

const productOf = (row) => ({
  sku: row.sku,
  name: row.name,
  pricePaise: row.price_paise,
  inStock: row.stock > 0,
  category: async () => categoryOf((await query('SELECT * FROM categories WHERE slug = $1', [row.category]))[0]),
  reviews: ({ first }) => query(`
    SELECT id, rating, body, to_char(written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "writtenAt"
    FROM reviews WHERE product_id = $1 ORDER BY written_at DESC, id DESC LIMIT $2`, [row.id, first]),
});

/** The fields of Query. */
export const root = {
  categories: async () => (await query('SELECT * FROM categories ORDER BY name')).map(categoryOf),
  product: async ({ sku }) => (await productsWhere('sku = $1', [sku]))[0] ?? null,
  products: ({ category }) => (category == null ? productsWhere('true', []) : productsWhere('category = $1', [category])),
  search: async ({ pattern }) => (await query('SELECT name FROM products WHERE name ~* $1 ORDER BY name', [pattern])).map((row) => row.name),
};
