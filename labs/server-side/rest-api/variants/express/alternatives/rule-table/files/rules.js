// The rules of a product as data: a test and a message for each field.
const text = (test) => (value) => typeof value === 'string' && test(value);
const whole = (low, high) => (value) => Number.isSafeInteger(value) && value >= low && value <= high;

export const RULES = {
  sku: { test: text((value) => /^[A-Z]{3}-\d{4}$/.test(value)), message: 'three capital letters, a hyphen, four digits' },
  name: { test: text((value) => value.trim().length > 0 && value.length <= 100), message: '1 to 100 characters' },
  category: { test: text(() => true), message: 'a slug of a category' },
  price_paise: { test: whole(1, 10_000_000), message: '1 to 10,000,000' },
  stock: { test: (value) => value === undefined || whole(0, 100_000)(value), message: '0 to 100,000' },
};

export function faultsOf(body) {
  const input = typeof body === 'object' && body !== null ? body : {};
  return Object.fromEntries(
    Object.entries(RULES).filter(([field, rule]) => !rule.test(input[field])).map(([field, rule]) => [field, rule.message]),
  );
}
