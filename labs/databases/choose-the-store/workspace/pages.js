/** @returns the document of the product, or null when there is none */
export async function read(db, sku) {
  throw new Error('read is not written yet');
}

/** @returns the _id and the name of all products whose attribute has this value, by _id */
export async function search(db, attribute, value) {
  throw new Error('search is not written yet');
}

/** Counts the rating and keeps the review among the three newest of its product. @returns true when there is such a product */
export async function addReview(db, sku, { rating, body }) {
  throw new Error('addReview is not written yet');
}
