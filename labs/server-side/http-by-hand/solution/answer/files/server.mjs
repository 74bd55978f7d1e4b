// Your own HTTP server, on bare TCP. Used from step 4 on.
import { createServer } from 'node:net';
import { pages } from './teas.mjs';

const server = createServer((socket) => {
  // A client that goes away in the middle must not end the program.
  socket.on('error', () => {});

  socket.on('data', (bytes) => {
    const [requestLine] = bytes.toString('latin1').split('\r\n');
    const [method, target] = requestLine.split(' ');
    const page = pages.get(target);
    socket.write(page === undefined
      ? response(method, '404 Not Found', 'There is nothing at this address.\n')
      : response(method, '200 OK', page));
  });
});

/** The bytes of a response. The answer to HEAD has the same head and no body. */
function response(method, status, body) {
  const content = Buffer.from(body, 'utf8');
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${content.length}`,
    '',
    '',
  ].join('\r\n');
  return method === 'HEAD' ? Buffer.from(head) : Buffer.concat([Buffer.from(head), content]);
}

const port = Number(process.env.PORT ?? 8080);
server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`));
