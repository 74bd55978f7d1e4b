// Who may write: whoever has the desk's token.
import { HttpError } from './http-error.js';

export function requireToken(request, response, next) {
  if (request.get('Authorization')?.startsWith('Bearer ')) return next();
  response.set('WWW-Authenticate', 'Bearer');
  throw new HttpError(401, 'This needs the token of the desk.');
}
