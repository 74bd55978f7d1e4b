/**
 * Sells so many pieces of a product to a customer: takes them from products.stock and writes a row into sales.
 * @returns the id of the sale, or null when there are too few pieces
 * An unknown customer is an error of the database; then nothing may have changed.
 */
export async function sell(pool, { sku, pieces, customer_id }) {
  throw new Error('sell is not written yet');
}
