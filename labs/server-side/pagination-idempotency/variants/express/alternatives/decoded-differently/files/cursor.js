// Text with a signature, so that only cursors of ours are read at all.
import { createHmac, timingSafeEqual } from 'node:crypto';

const SECRET = process.env.CURSOR_SECRET ?? 'only for cursors';
const sign = (text) => createHmac('sha256', SECRET).update(text).digest('hex').slice(0, 16);

export function makeCursor({ ordered_at, id }) {
  const text = `${id}~${ordered_at}`;
  return `${text}~${sign(text)}`;
}

export function readCursor(cursor) {
  const [, text, id, ordered_at, signature] = /^((\d+)~([-0-9T:.Z]+))~([0-9a-f]{16})$/.exec(cursor) ?? [];
  if (text === undefined || !timingSafeEqual(Buffer.from(signature), Buffer.from(sign(text)))) return undefined;
  return { id: Number(id), ordered_at };
}
