// A state machine: each byte is looked at once.
import { createServer } from 'node:net';
import { pages } from './teas.mjs';

class Machine {
  #line = [];
  #lines = [];
  #body = null;
  #left = 0;

  constructor(onRequest) {
    this.onRequest = onRequest;
  }

  feed(byte) {
    if (this.#body !== null) {
      this.#body.push(byte);
      this.#left -= 1;
      if (this.#left === 0) this.#done();
      return;
    }
    this.#line.push(byte);
    const isEnd = byte === 10 && this.#line.at(-2) === 13;
    if (!isEnd) return;
    const line = Buffer.from(this.#line.slice(0, -2)).toString();
    this.#line = [];
    if (line !== '') {
      this.#lines.push(line);
      return;
    }
    const length = this.#lines.map((each) => /^content-length:\s*(\d+)/i.exec(each)).find((match) => match !== null);
    this.#body = [];
    this.#left = length === undefined ? 0 : Number(length[1]);
    if (this.#left === 0) this.#done();
  }

  #done() {
    const [first] = this.#lines;
    const body = Buffer.from(this.#body);
    this.#lines = [];
    this.#body = null;
    this.onRequest(first.split(' '), body);
  }
}

function write(socket, status, type, body, withBody) {
  socket.write(`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nServer: by-hand\r\n\r\n`);
  if (withBody) socket.write(body);
}

const server = createServer({ noDelay: true }, (socket) => {
  const machine = new Machine(([method, target], body) => {
    const withBody = method !== 'HEAD';
    if (`${method} ${target}` === 'POST /notes') return write(socket, '201 Created', 'application/octet-stream', body, withBody);
    if (pages.has(target)) return write(socket, '200 OK', 'text/plain; charset=utf-8', Buffer.from(pages.get(target)), withBody);
    return write(socket, '404 Not Found', 'text/plain', Buffer.from('nothing here'), withBody);
  });
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    for (const byte of bytes) machine.feed(byte);
  });
});
server.listen({ port: process.env.PORT ?? 8080, host: '127.0.0.1' });
