// What clients are told when something goes wrong: problem details, RFC 9457. The rest is for our log.
import { STATUS_CODES } from 'node:http';
import { HttpError } from './http-error.js';

export function answerUnknownRoute(request) {
  throw new HttpError(404, `There is nothing at ${request.method} ${request.path}.`);
}

/** Express knows an error handler by its four parameters. */
export function answerError(error, request, response, next) {
  response.locals.error = error;
  if (response.headersSent) return next(error);
  // Express and its parsers set the status that fits: 400 for a body that is no JSON, 413 for one too large.
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  response.status(status).type('application/problem+json').json({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: detailOf(error, status),
    request_id: request.id,
    fields: error.fields,
  });
}

/** Only our own messages were written for clients. */
function detailOf(error, status) {
  if (error instanceof HttpError) return error.message;
  return status === 500 ? 'Something went wrong on our side.' : 'The request can\'t be read.';
}
