// Finds requests in the bytes of a connection.

/** A head is some hundred bytes long. Whoever sends more than this, without an end, is no browser. */
const MAX_HEAD_BYTES = 8_192;
const MAX_BODY_BYTES = 65_536;

const REQUEST_LINE = /^([A-Z]+) ([^ ]+) (HTTP\/1\.[01])$/;
const ONCE = new Set(['content-length', 'host', 'transfer-encoding']);
const HEADER = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/;

/** A request that is refused; status is the status code and its reason phrase. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Takes the first request from the bytes.
 * Gives { method, target, version, headers, body, length }, length being the bytes that it took,
 * or null as long as it is not complete.
 * Throws a Refusal.
 */
export function takeRequest(bytes) {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if ((headEnd === -1 ? bytes.length : headEnd) > MAX_HEAD_BYTES) {
    throw new Refusal('431 Request Header Fields Too Large', `A head has at most ${MAX_HEAD_BYTES} bytes.`);
  }
  if (headEnd === -1) return null;
  const head = readHead(bytes.subarray(0, headEnd).toString('latin1').split('\r\n'));
  const bodyStart = headEnd + 4;
  const length = bodyStart + bodyLength(head.headers);
  if (bytes.length < length) return null;
  return { ...head, body: bytes.subarray(bodyStart, length), length };
}

function readHead([requestLine, ...lines]) {
  const parts = REQUEST_LINE.exec(requestLine);
  if (parts === null) throw new Refusal('400 Bad Request', 'This is no request line.');
  const [, method, target, version] = parts;
  const headers = new Map();
  for (const line of lines) {
    const field = HEADER.exec(line);
    if (field === null) throw new Refusal('400 Bad Request', 'A line of the head is no header.');
    const name = field[1].toLowerCase();
    // Two lengths, two Hosts: which one counts? A list of values may be sent in several headers, these may not.
    if (headers.has(name) && ONCE.has(name)) throw new Refusal('400 Bad Request', `The header ${field[1]} stands there twice.`);
    headers.set(name, field[2]);
  }
  if (version === 'HTTP/1.1' && !headers.has('host')) throw new Refusal('400 Bad Request', 'The header Host is missing.');
  return { method, target, version, headers };
}

function bodyLength(headers) {
  const length = headers.get('content-length');
  if (headers.has('transfer-encoding')) {
    if (length !== undefined) throw new Refusal('400 Bad Request', 'Two headers say where the body ends.');
    throw new Refusal('411 Length Required', 'This server wants a Content-Length.');
  }
  if (length === undefined) return 0;
  if (!/^[0-9]+$/.test(length)) throw new Refusal('400 Bad Request', 'Content-Length is no number.');
  if (Number(length) > MAX_BODY_BYTES) throw new Refusal('413 Content Too Large', `A body has at most ${MAX_BODY_BYTES} bytes.`);
  return Number(length);
}
