// Gives each request a name, by which it is found in the log of every program that it went through.
import { randomUUID } from 'node:crypto';

export function requestId(request, response, next) {
  const sent = request.get('X-Request-Id');
  request.id = sent || randomUUID();
  response.set('X-Request-Id', request.id);
  next();
}
