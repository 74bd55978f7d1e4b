/** Counts one view of the product's page. */
export async function view(redis, sku) {
  throw new Error('view is not written yet');
}

/** @returns the n products that were looked at most, as [{ sku, views }], most first */
export async function top(redis, n) {
  throw new Error('top is not written yet');
}
