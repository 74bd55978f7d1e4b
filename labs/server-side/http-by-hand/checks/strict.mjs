// Reads HTTP/1.1 messages byte by byte, as strictly as the standard allows, and says in words what is wrong.

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const REQUEST_LINE = new RegExp(`^(${TOKEN}) ([^ ]+) (HTTP/1\\.[01])$`);
const STATUS_LINE = /^(HTTP\/1\.[01]) ([1-5]\d\d) (.*)$/;
const FIELD = new RegExp(`^(${TOKEN}):[ \\t]*(.*?)[ \\t]*$`);

/**
 * Takes the messages at the beginning of the bytes.
 * @param bytes what came, so far
 * @param kind 'request' or 'response'
 * @param methods for responses: the method of each request, in order, since the answer to HEAD has no body
 * @param ended whether more may come
 * @returns { messages, faults, rest }; rest is what no message took
 */
export function readMessages(bytes, { kind, methods = [], ended = true }) {
  const messages = [];
  const faults = [];
  let rest = bytes;
  while (rest.length > 0 && (kind === 'request' || messages.length < methods.length)) {
    const read = readOne(rest, { kind, method: methods[messages.length], ended });
    if (read.fault !== undefined) {
      if (ended || read.fatal) faults.push(read.fault);
      break;
    }
    messages.push(read.message);
    rest = rest.subarray(read.length);
  }
  return { messages, faults, rest };
}

function readOne(bytes, { kind, method, ended }) {
  const end = bytes.indexOf('\r\n\r\n');
  const bareEnd = bytes.indexOf('\n\n');
  if (bareEnd !== -1 && (end === -1 || bareEnd < end)) return { fault: 'A line ends with LF alone. Each line of the head ends with CR LF.', fatal: true };
  if (end === -1) return { fault: headFault(bytes) };
  const lines = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const bare = lines.findIndex((line) => /[\r\n]/.test(line));
  if (bare !== -1) return { fault: `Line ${bare + 1} of the head ends with LF alone. Each line of the head ends with CR LF.`, fatal: true };
  const first = (kind === 'request' ? REQUEST_LINE : STATUS_LINE).exec(lines[0]);
  if (first === null) return { fault: `The first line is no ${kind === 'request' ? 'request line' : 'status line'}: ${JSON.stringify(lines[0])}`, fatal: true };
  const headers = {};
  for (const line of lines.slice(1)) {
    const field = FIELD.exec(line);
    if (field === null) return { fault: `This line is no header: ${JSON.stringify(line)}`, fatal: true };
    const name = field[1].toLowerCase();
    const value = Buffer.from(field[2], 'latin1').toString('utf8');
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  const message = kind === 'request'
    ? { method: first[1], target: first[2], version: first[3], headers }
    : { version: first[1], status: Number(first[2]), reason: first[3], headers };
  const body = readBody(bytes.subarray(end + 4), { kind, method, ended, message });
  if (body.fault !== undefined) return body;
  message.body = body.content.toString('utf8');
  if (body.chunks !== undefined) message.chunks = body.chunks;
  return { message, length: end + 4 + body.length };
}

function headFault(bytes) {
  if (bytes.includes('\n') && !bytes.includes('\r\n')) return 'Line 1 of the head ends with LF alone. Each line of the head ends with CR LF.';
  return 'The head has no end: after the last header comes an empty line, so CR LF CR LF.';
}

function readBody(bytes, { kind, method, ended, message }) {
  const { headers } = message;
  const none = { content: Buffer.alloc(0), length: 0 };
  if (kind === 'response' && (method === 'HEAD' || message.status < 200 || message.status === 204 || message.status === 304)) return none;
  if (headers['transfer-encoding'] !== undefined) {
    if (headers['content-length'] !== undefined) return { fault: 'Content-Length and Transfer-Encoding stand in one head. Only one can be true.', fatal: true };
    if (headers['transfer-encoding'].toLowerCase() !== 'chunked') return { fault: `Transfer-Encoding is ${headers['transfer-encoding']}, not chunked.`, fatal: true };
    return readChunks(bytes);
  }
  if (headers['content-length'] !== undefined) {
    if (!/^\d+$/.test(headers['content-length'])) return { fault: `Content-Length is no number: ${headers['content-length']}`, fatal: true };
    const length = Number(headers['content-length']);
    if (bytes.length < length) return { fault: `Content-Length says ${length} bytes, and ${bytes.length} follow.` };
    return { content: bytes.subarray(0, length), length };
  }
  if (kind === 'request') return none;
  // Without a length, an answer lasts until the connection ends.
  return ended ? { content: bytes, length: bytes.length } : { fault: 'The answer has neither Content-Length nor chunks, so it ends with the connection only.' };
}

function readChunks(bytes) {
  const parts = [];
  const chunks = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return { fault: 'The chunks have no end: the last one is 0, CR LF, and one more CR LF.' };
    const line = bytes.subarray(at, lineEnd).toString('latin1');
    const size = /^([0-9A-Fa-f]+)(;.*)?$/.exec(line);
    if (size === null) return { fault: `Here the size of a chunk should stand, in hexadecimal digits: ${JSON.stringify(line.slice(0, 40))}`, fatal: true };
    const length = Number.parseInt(size[1], 16);
    const start = lineEnd + 2;
    const end = bytes.subarray(start + length, start + length + 2).toString('latin1');
    if (length > 0) chunks.push(length);
    if (start + length + 2 > bytes.length) return { fault: length === 0 ? 'Behind the chunk of size 0 one more CR LF is missing.' : `A chunk says ${size[1]} in hexadecimal, ${length} bytes, and fewer follow.` };
    if (end !== '\r\n') return { fault: `Behind the ${length} bytes of a chunk CR LF must follow, and there is ${JSON.stringify(end)}.`, fatal: true };
    parts.push(bytes.subarray(start, start + length));
    at = start + length + 2;
    if (length === 0) return { content: Buffer.concat(parts), length: at, chunks };
  }
}
