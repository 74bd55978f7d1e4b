import { expect, it } from 'vitest';
import type { ServerError } from './connection.ts';
import { errorOffset, scriptErrorReason } from './server-error.ts';

const failure = (errno: number, sqlMessage: string): ServerError => Object.assign(new Error(sqlMessage), { errno, sqlState: '42000', sqlMessage });
const near = (quoted: string, line: number): ServerError =>
  failure(1064, `You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near '${quoted}' at line ${String(line)}`);

it.each([
  ['SELECT sku\nFORM products', near('products', 2), 'products'],
  ["SELECT 1 FORM t WHERE a = 'x''y'", near("FORM t WHERE a = 'x''y'", 1), 'FORM'],
  ['SELECT nam FROM t', failure(1054, "Unknown column 'nam' in 'SELECT'"), 'nam'],
  ['SELECT t.nam FROM t', failure(1054, "Unknown column 't.nam' in 'SELECT'"), 't.nam'],
  ['SELECT 1 FROM Prodcts p', failure(1146, "Table 'lab.prodcts' doesn't exist"), 'Prodcts'],
  ['SELECT twise(2)', failure(1305, 'FUNCTION lab.twise does not exist'), 'twise'],
  ['SELECT id FROM a, b', failure(1052, "Column 'id' in SELECT is ambiguous"), 'id'],
])('%s: %#', (text, error, at) => {
  expect(errorOffset(error, { text, offset: 100 })).toBe(100 + text.indexOf(at));
});

it('is at the end where something is missing there, and nowhere where the server tells nothing', () => {
  expect(errorOffset(near('', 1), { text: 'SELECT 1 FROM', offset: 0 })).toBe(13);
  expect(errorOffset(failure(1062, "Duplicate entry 'a' for key 'PRIMARY'"), { text: "INSERT INTO a VALUES ('a')", offset: 0 })).toBeNull();
});

it('finds a quoted rest that was cut by its line', () => {
  const rest = `FORM t ${'x'.repeat(100)}`;
  const text = `SELECT 'FORM t'\n${rest}`;
  expect(errorOffset(near(rest.slice(0, 80), 2), { text, offset: 0 })).toBe(text.indexOf(rest));
  expect(scriptErrorReason(near(rest.slice(0, 80), 2), text, { text, offset: 0 })).toMatch(/^line 2: 1064 \(42000\): /);
});
