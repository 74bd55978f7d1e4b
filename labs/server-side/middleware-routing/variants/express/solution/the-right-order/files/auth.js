// Who may write: whoever has the desk's token.
import { HttpError } from './http-error.js';

const TOKEN = process.env.DESK_TOKEN ?? 'desk-2026';

export function requireToken(request, response, next) {
  if (request.get('Authorization') === `Bearer ${TOKEN}`) return next();
  response.set('WWW-Authenticate', 'Bearer');
  throw new HttpError(401, 'This needs the token of the desk.');
}
