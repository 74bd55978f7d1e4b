// How each field of the schema gets its value.
import { query } from './db.js';

/** What is at hand for all resolvers of one request. */
export function createContext() {
  return {};
}

class Category {
  constructor({ slug, name }) {
    this.slug = slug;
    this.name = name;
  }
}

/** What a product's resolvers need of its row. */
const PRODUCT = 'SELECT id, sku, name, category, price_paise, stock FROM products';

class Product {
  constructor({ sku, name, price_paise, stock }) {
    this.sku = sku;
    this.name = name;
    this.pricePaise = price_paise;
    this.inStock = stock > 0;
  }
}

/** The fields of Query. */
export const root = {
  async categories() {
    const rows = await query('SELECT slug, name FROM categories ORDER BY name');
    return rows.map((row) => new Category(row));
  },

  async product({ sku }) {
    const [row] = await query(`${PRODUCT} WHERE sku = $1`, [sku]);
    return row === undefined ? null : new Product(row);
  },

  async products({ category = null }) {
    const rows = await query(`${PRODUCT} WHERE $1::text IS NULL OR category = $1 ORDER BY sku`, [category]);
    return rows.map((row) => new Product(row));
  },

  async search({ pattern }) {
    const rows = await query('SELECT name FROM products WHERE name ~* $1 ORDER BY name', [pattern]);
    return rows.map((row) => row.name);
  },
};
