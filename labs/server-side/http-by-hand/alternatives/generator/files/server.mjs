// Each connection is a loop over its requests; a generator makes them out of bytes.
import { createServer } from 'node:net';
import { pages } from './teas.mjs';

async function* requestsOf(socket) {
  let store = Buffer.alloc(0);
  for await (const bytes of socket) {
    store = store.length === 0 ? bytes : Buffer.concat([store, bytes]);
    for (;;) {
      const end = store.indexOf('\r\n\r\n');
      if (end < 0 && store.length > 8192 || end > 8192) return yield { refused: 431 };
      if (end < 0) break;
      const request = parse(store.toString('latin1', 0, end));
      if (request.refused) return yield request;
      const total = end + 4 + request.length;
      if (store.length < total) break;
      yield { ...request, body: store.subarray(end + 4, total) };
      store = store.subarray(total);
    }
  }
}

function parse(head) {
  const [first, ...rest] = head.split('\r\n');
  const line = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+) HTTP\/1\.([01])$/.exec(first);
  if (line === null || rest.some((each) => !/^[\w-]+:/.test(each))) return { refused: 400 };
  const values = (name) => rest.filter((each) => each.toLowerCase().startsWith(`${name}:`)).map((each) => each.slice(name.length + 1).trim());
  const lengths = values('content-length');
  const isNewer = line[3] === '1';
  if (isNewer && values('host').length !== 1) return { refused: 400 };
  if (lengths.length > 1 || lengths.some((each) => !/^\d+$/.test(each))) return { refused: 400 };
  if (values('transfer-encoding').length > 0) return { refused: lengths.length > 0 ? 400 : 411 };
  const length = Number(lengths[0] ?? 0);
  if (length > 65536) return { refused: 413 };
  const isLast = !isNewer || values('connection').some((each) => each.toLowerCase() === 'close');
  return { method: line[1], target: line[2], length, isLast };
}

const REASONS = { 200: 'OK', 201: 'Created', 400: 'Bad Request', 404: 'Not Found', 411: 'Length Required', 413: 'Content Too Large', 431: 'Request Header Fields Too Large' };

function send(socket, status, body, { isLast = false, method = 'GET' } = {}) {
  const content = Buffer.from(body);
  const head = `HTTP/1.1 ${status} ${REASONS[status]}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${content.length}\r\n${isLast ? 'connection: close\r\n' : ''}\r\n`;
  socket.write(Buffer.concat([Buffer.from(head), method === 'HEAD' ? Buffer.alloc(0) : content]));
}

async function serve(socket) {
  for await (const request of requestsOf(socket)) {
    if (request.refused) {
      send(socket, request.refused, 'refused\n', { isLast: true });
      break;
    }
    if (request.method === 'POST' && request.target === '/notes') send(socket, 201, request.body, request);
    else if (pages.has(request.target)) send(socket, 200, pages.get(request.target), request);
    else send(socket, 404, 'nothing\n', request);
    if (request.isLast) break;
  }
}

createServer((socket) => {
  socket.on('error', () => {});
  serve(socket).catch(() => {}).finally(() => socket.end());
}).listen(process.env.PORT ?? 8080, '127.0.0.1');
