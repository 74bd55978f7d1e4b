/** Names of requests that are told apart: unique, and not longer than a file of requests allows. */

/** Longest name of a request, in characters. */
const MAX_NAME = 120;

/** @param taken names in use; the chosen one is added @returns the name, with a number behind it when it is taken */
export function uniqueName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replaceAll(/\s+/g, ' ').trim() || 'Request';
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` (${String(number)})`;
    const name = `${plain.slice(0, MAX_NAME - end.length).trimEnd()}${end}`;
    if (!taken.has(name)) {
      taken.add(name);
      return name;
    }
  }
}

/** What may stand between braces: anything else becomes `_`. */
export function variableName(text: string): string {
  const plain = text.trim().replaceAll(/[^\w.-]/g, '_').slice(0, 60);
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`.slice(0, 60);
}
