// Thrown anywhere in a handler: something that the client must be told.

export class HttpError extends Error {
  /** @param fields a message for each field that is wrong, where it is about fields */
  constructor(status, message, fields) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}
