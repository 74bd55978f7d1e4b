// What a product must look like. Used from step 2 on.

/**
 * Looks at what a client sent for a product.
 * Gives back an object with one message for each field that is wrong, such as
 * { price_paise: 'must be a whole number from 1 to 10000000' }, and {} when all is well.
 */
export async function productErrors(input) {
  return {};
}
