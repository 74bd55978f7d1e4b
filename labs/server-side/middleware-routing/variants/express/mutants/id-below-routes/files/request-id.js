// Gives each request a name, by which it is found in the log of every program that it went through.
import { randomUUID } from 'node:crypto';

/** What we take over from a client: it goes into our log, so it must be short and harmless. */
const USABLE = /^[A-Za-z0-9._-]{1,64}$/;

export function requestId(request, response, next) {
  const sent = request.get('X-Request-Id');
  request.id = sent !== undefined && USABLE.test(sent) ? sent : randomUUID();
  response.set('X-Request-Id', request.id);
  next();
}
