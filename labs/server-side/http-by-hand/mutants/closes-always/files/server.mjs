// Your own HTTP server, on bare TCP. Used from step 4 on.
import { createServer } from 'node:net';
import { Refusal, takeRequest } from './requests.mjs';
import { pages } from './teas.mjs';

const server = createServer((socket) => {
  // A client that goes away in the middle must not end the program.
  socket.on('error', () => {});

  // What has arrived and belongs to no answered request yet. Each connection has its own.
  let waiting = Buffer.alloc(0);
  let isOver = false;
  socket.on('data', (bytes) => {
    // After the last answer, what still comes is thrown away.
    if (isOver) return;
    waiting = Buffer.concat([waiting, bytes]);
    try {
      for (let request = takeRequest(waiting); request !== null && !isOver; request = takeRequest(waiting)) {
        waiting = waiting.subarray(request.length);
        isOver = isLast(request);
        isOver = true;
        socket.write(answer(request, isOver));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Nobody can tell where the next request would begin: this connection is over.
      isOver = true;
      socket.write(response({ method: 'GET', status: error.status, content: Buffer.from(`${error.message}\n`), isLast: true }));
    }
    if (isOver) socket.end();
  });
});

/** Whether the client wants no answer after this one. */
function isLast({ version, headers }) {
  return version === 'HTTP/1.0' || headers.get('connection')?.toLowerCase() === 'close';
}

function answer({ method, target, body }, isLast) {
  if (method === 'POST' && target === '/notes') return response({ method, status: '201 Created', content: body, isLast });
  const page = pages.get(target);
  if (page === undefined) return response({ method, status: '404 Not Found', content: Buffer.from('There is nothing at this address.\n'), isLast });
  return response({ method, status: '200 OK', content: Buffer.from(page, 'utf8'), isLast });
}

/** The bytes of a response. The answer to HEAD has the same head and no body. */
function response({ method, status, content, isLast }) {
  const head = Buffer.from([
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${content.length}`,
    ...(isLast ? ['Connection: close'] : []),
    '',
    '',
  ].join('\r\n'));
  return method === 'HEAD' ? head : Buffer.concat([head, content]);
}

const port = Number(process.env.PORT ?? 8080);
server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`));
