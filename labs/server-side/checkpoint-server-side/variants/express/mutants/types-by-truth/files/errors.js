// What clients are told when something goes wrong. Details are for our log, not for them.

/** Thrown anywhere in a handler: the client gets this status and these words. */
export class HttpError extends Error {
  constructor(status, message, fields) {
    super(message);
    this.status = status;
    this.fields = fields;
    // Of what was meant for the client, its text may be shown.
    this.expose = true;
  }
}

/** @throws HttpError when a field is wrong */
export function refuse(status, fields) {
  if (Object.keys(fields).length > 0) throw new HttpError(status, 'What you sent is not valid.', fields);
}

export function answerUnknownRoute(request) {
  throw new HttpError(404, `There is nothing at ${request.method} ${request.path}.`);
}

/** Express knows an error handler by its four parameters, so `next` stays, unused. */
export function answerError(error, request, response, next) {
  if (response.headersSent) return next(error);
  const isTheirs = error.status >= 400 && error.status < 500;
  if (!isTheirs) console.error(`${request.method} ${request.path}:`, error);
  const message = isTheirs && error.expose ? error.message : 'Something went wrong on our side.';
  response.status(isTheirs ? error.status : 500).json({ error: message, fields: error.fields });
}
