/** Takes passwords out of whatever is shown or stored. */

/** Shorter secrets would blot out ordinary words; ours have 20 characters or more. */
const SHORTEST = 6;

/** @returns the same value with every secret in its texts replaced, as it is and as it stands in a URL */
export function masked<T>(value: T, secrets: readonly string[]): T {
  const texts = secrets.filter((secret) => secret.length >= SHORTEST).flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return texts.length === 0 ? value : maskAll(value, texts) as T;
}

function maskAll(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') return texts.reduce((text, secret) => text.replaceAll(secret, '••••••'), value);
  if (Array.isArray(value)) return value.map((item) => maskAll(item, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskAll(item, texts)]));
}
