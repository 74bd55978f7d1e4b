// Finds requests in the bytes of a connection.

/**
 * Takes the first request from the bytes.
 * Gives { method, target, version, headers, body, length }, length being the bytes that it took,
 * or null as long as it is not complete.
 */
export function takeRequest(bytes) {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [requestLine, ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const [method, target, version] = requestLine.split(' ');
  const headers = new Map(lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const bodyStart = headEnd + 4;
  const length = bodyStart + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return null;
  return { method, target, version, headers, body: bytes.subarray(bodyStart, length), length };
}
