// Who may use the desk: whoever has its token.
import { timingSafeEqual } from 'node:crypto';
import { HttpError } from './errors.js';

const EXPECTED = Buffer.from(`Bearer ${process.env.DESK_TOKEN ?? 'returns-2026'}`);

export function requireToken(request, response, next) {
  const given = Buffer.from(request.get('Authorization') ?? '');
  if (given.length === EXPECTED.length && timingSafeEqual(given, EXPECTED)) return next();
  response.set('WWW-Authenticate', 'Bearer');
  throw new HttpError(401, 'This needs the token of the desk.');
}
