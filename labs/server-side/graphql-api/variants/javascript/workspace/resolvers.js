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

/** The fields of Query. */
export const root = {
  async categories() {
    const rows = await query('SELECT slug, name FROM categories ORDER BY name');
    return rows.map((row) => new Category(row));
  },

  async search({ pattern }) {
    const rows = await query('SELECT name FROM products WHERE name ~* $1 ORDER BY name', [pattern]);
    return rows.map((row) => row.name);
  },
};
