// What clients are told when something goes wrong. Details are for our log, not for them.

/** PostgreSQL's code for a value that a UNIQUE constraint refuses. */
const UNIQUE_VIOLATION = '23505';

export function answerUnknownRoute(request, response) {
  response.status(404).json({ error: `There is nothing at ${request.method} ${request.path}.` });
}

/** Express knows an error handler by its four parameters, so `next` stays, unused. */
export function answerError(error, request, response, next) {
  if (response.headersSent) return next(error);
  const { status, message } = publicError(error);
  if (status >= 500) console.error(`${request.method} ${request.path}:`, error);
  response.status(status).json({ error: message });
}

function publicError(error) {
  if (error.code === UNIQUE_VIOLATION) return { status: 409, message: 'Another product has this sku.' };
  // Class 22 of PostgreSQL's codes: a value that it can't store, such as a text with a zero byte.
  if (typeof error.code === 'string' && /^22/.test(error.code)) return { status: 400, message: 'A value can\'t be stored.' };
  if (error.type === 'entity.parse.failed') return { status: 400, message: 'The body is not valid JSON.' };
  // Errors of Express and its parsers carry the status that fits: 400 for a bad URL, 413 for a body too large.
  if (error.status >= 400 && error.status < 500) return { status: error.status, message: 'The request can\'t be read.' };
  return { status: 500, message: 'Something went wrong on our side.' };
}
