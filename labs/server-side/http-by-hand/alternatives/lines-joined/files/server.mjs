import net from 'node:net';
import * as teas from './teas.mjs';

const CRLF = '\r\n';

/** The first word decides on the body, the second on the page; all else is ignored. */
function serve(socket, chunk) {
  const found = /^(\S+) (\S+)/.exec(chunk.toString());
  if (!found) return socket.end(`HTTP/1.1 400 Bad Request${CRLF}content-length: 0${CRLF}connection: close${CRLF}${CRLF}`);
  const [, verb, path] = found;
  const known = teas.pages.has(path);
  const body = known ? teas.pages.get(path) : '';
  socket.write(`HTTP/1.1 ${known ? '200 ' : '404 Gone for tea'}${CRLF}content-length:${Buffer.byteLength(body)}${CRLF}content-type:   text/plain;charset=UTF-8${CRLF}${CRLF}`);
  if (verb !== 'HEAD') socket.write(body);
}

net.createServer((socket) => {
  socket.on('data', (chunk) => serve(socket, chunk)).on('error', () => socket.destroy());
}).listen(process.env.PORT || 8080);
