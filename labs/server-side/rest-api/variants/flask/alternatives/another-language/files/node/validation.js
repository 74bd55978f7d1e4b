// What a product and the query of a list must look like.
import { query } from './db.js';

const MAX_PRICE_PAISE = 10_000_000;
const MAX_STOCK = 100_000;

/**
 * Looks at what a client sent for a product.
 * Gives back an object with one message for each field that is wrong, such as
 * { price_paise: 'must be a whole number from 1 to 10000000' }, and {} when all is well.
 */
export async function productErrors(input) {
  const { sku, name, category, price_paise, stock = 0 } = input ?? {};
  const errors = {};
  if (typeof sku !== 'string' || !/^[A-Z]{3}-[0-9]{4}$/.test(sku)) {
    errors.sku = 'must look like TEA-2004';
  }
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    errors.name = 'must be a text of 1 to 100 characters';
  }
  if (typeof category !== 'string' || !(await categoryExists(category))) {
    errors.category = 'must be one of our categories';
  }
  if (!Number.isInteger(price_paise) || price_paise < 1 || price_paise > MAX_PRICE_PAISE) {
    errors.price_paise = `must be a whole number from 1 to ${MAX_PRICE_PAISE}`;
  }
  if (!Number.isInteger(stock) || stock < 0 || stock > MAX_STOCK) {
    errors.stock = `must be a whole number from 0 to ${MAX_STOCK}`;
  }
  return errors;
}

async function categoryExists(slug) {
  const found = await query('SELECT 1 FROM categories WHERE slug = $1', [slug]);
  return found.length > 0;
}

/** Reads limit and offset of a query string. Gives back { fields, limit, offset }, fields being the messages. */
export function pageOf({ limit = '20', offset = '0' }) {
  const fields = {};
  if (!/^[0-9]{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 100) {
    fields.limit = 'must be a whole number from 1 to 100';
  }
  if (!/^[0-9]{1,7}$/.test(offset)) {
    fields.offset = 'must be a whole number, 0 or more';
  }
  return { fields, limit: Number(limit), offset: Number(offset) };
}
