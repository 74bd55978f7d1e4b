// How each field of the schema gets its value.
import DataLoader from 'dataloader';
import { query } from './db.js';

/** More reviews of one product than this are never read at once. */
const MAX_REVIEWS = 20;

/** What is at hand for all resolvers of one request. */
export function createContext() {
  return {
    categories: new DataLoader(async (slugs) => {
      const rows = await query('SELECT slug, name FROM categories WHERE slug = ANY ($1)', [slugs]);
      const bySlug = new Map(rows.map((row) => [row.slug, new Category(row)]));
      return slugs.map((slug) => bySlug.get(slug));
    }),
    productsOfCategory: new DataLoader(async (slugs) => {
      const rows = await query(`${PRODUCT} WHERE category = ANY ($1) ORDER BY sku`, [slugs]);
      const byCategory = Map.groupBy(rows, (row) => row.category);
      return slugs.map((slug) => (byCategory.get(slug) ?? []).map((row) => new Product(row)));
    }),
    reviewsOfProduct: new DataLoader(async (ids) => {
      const rows = await query(`
        SELECT id, product_id, rating, body, written_at FROM (
          SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY written_at DESC, id DESC) AS place
          FROM reviews WHERE product_id = ANY ($1)
        ) AS numbered
        WHERE place <= $2
        ORDER BY product_id, place`, [ids, MAX_REVIEWS]);
      const byProduct = Map.groupBy(rows, (row) => row.product_id);
      return ids.map((id) => (byProduct.get(id) ?? []).map((row) => new Review(row)));
    }),
  };
}

class Category {
  constructor({ slug, name }) {
    this.slug = slug;
    this.name = name;
  }

  products(args, context) {
    return context.productsOfCategory.load(this.slug);
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

  async reviews({ first }, context) {
    return (await context.reviewsOfProduct.load(this.#id)).slice(0, first);
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
