// Your own HTTP server, on bare TCP. Used from step 4 on.
import { createServer } from 'node:net';
import { takeRequest } from './requests.mjs';
import { pages } from './teas.mjs';

const server = createServer((socket) => {
  // A client that goes away in the middle must not end the program.
  socket.on('error', () => {});

  // What has arrived and belongs to no answered request yet. Each connection has its own.
  let waiting = '';
  socket.on('data', (bytes) => {
    waiting += bytes;
    for (let request = takeRequest(waiting); request !== null; request = takeRequest(waiting)) {
      waiting = waiting.slice(request.length);
      socket.write(answer(request));
    }
  });
});

function answer({ method, target, body }) {
  if (method === 'POST' && target === '/notes') return response(method, '201 Created', Buffer.from(body));
  const page = pages.get(target);
  if (page === undefined) return response(method, '404 Not Found', Buffer.from('There is nothing at this address.\n'));
  return response(method, '200 OK', Buffer.from(page, 'utf8'));
}

/** The bytes of a response. The answer to HEAD has the same head and no body. */
function response(method, status, content) {
  const head = Buffer.from([
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${content.length}`,
    '',
    '',
  ].join('\r\n'));
  return method === 'HEAD' ? head : Buffer.concat([head, content]);
}

const port = Number(process.env.PORT ?? 8080);
server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`));
