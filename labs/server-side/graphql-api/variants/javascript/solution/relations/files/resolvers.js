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

  async products() {
    const rows = await query(`${PRODUCT} WHERE category = $1 ORDER BY sku`, [this.slug]);
    return rows.map((row) => new Product(row));
  }
}

/** What a product's resolvers need of its row. */
const PRODUCT = 'SELECT id, sku, name, category, price_paise, stock FROM products';

class Product {
  #id;
  #category;

  constructor({ id, sku, name, category, price_paise, stock }) {
    this.#id = id;
    this.#category = category;
    this.sku = sku;
    this.name = name;
    this.pricePaise = price_paise;
    this.inStock = stock > 0;
  }

  async category() {
    const [row] = await query('SELECT slug, name FROM categories WHERE slug = $1', [this.#category]);
    return new Category(row);
  }

  async reviews({ first }) {
    const rows = await query(
      'SELECT id, rating, body, written_at FROM reviews WHERE product_id = $1 ORDER BY written_at DESC, id DESC LIMIT $2',
      [this.#id, first],
    );
    return rows.map((row) => new Review(row));
  }
}

class Review {
  constructor({ id, rating, body, written_at }) {
    this.id = id;
    this.rating = rating;
    this.body = body;
    this.writtenAt = `${written_at.toISOString().slice(0, 19)}Z`;
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
