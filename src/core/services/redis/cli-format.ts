/** Writes replies as redis-cli does on a terminal (cliFormatReplyTTY and sdscatrepr). */
import { RedisError } from './connection.ts';

/** The letters that redis-cli writes after a backslash. */
const LETTERS: Readonly<Record<number, string>> = {
  0x22: '\\"', 0x5c: '\\\\', 0x0a: '\\n', 0x0d: '\\r', 0x09: '\\t', 0x07: '\\a', 0x08: '\\b',
};

/**
 * @param reply bulk strings as Buffers, status replies as strings, error replies as RedisError
 * @param limit most elements of a list to write; the rest is counted in a line of its own
 * @returns the lines without a final line feed, and whether anything was left out
 */
export function cliFormat(reply: unknown, limit: number): { text: string; cut: boolean } {
  const budget = { left: limit, cut: false };
  return { text: format(reply, '', budget), cut: budget.cut };
}

function format(reply: unknown, prefix: string, budget: { left: number; cut: boolean }): string {
  if (Buffer.isBuffer(reply)) return quoted(reply);
  if (reply === null || reply === undefined) return '(nil)';
  if (reply instanceof RedisError) return `(error) ${reply.message}`;
  if (typeof reply === 'number') return `(integer) ${String(reply)}`;
  if (typeof reply === 'string') return reply;
  if (!Array.isArray(reply)) return JSON.stringify(reply);
  if (reply.length === 0) return '(empty array)';
  const width = String(reply.length).length;
  const inner = prefix + ' '.repeat(width + 2);
  const lines: string[] = [];
  for (const [index, element] of reply.entries()) {
    if (budget.left <= 0) {
      budget.cut = true;
      lines.push(`${prefix}… ${String(reply.length - index)} more`);
      break;
    }
    if (!Array.isArray(element)) budget.left -= 1;
    lines.push(`${index === 0 ? '' : prefix}${String(index + 1).padStart(width)}) ${format(element, inner, budget)}`);
  }
  return lines.join('\n');
}

/** In quotes, with everything but printable ASCII escaped, byte by byte. */
function quoted(bytes: Buffer): string {
  let text = '"';
  for (const byte of bytes) {
    text += LETTERS[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`);
  }
  return `${text}"`;
}
