// Your own HTTP server, on bare TCP. Used from step 4 on.
import { createServer } from 'node:net';

const server = createServer((socket) => {
  // A client that goes away in the middle must not end the program.
  socket.on('error', () => {});

  socket.on('data', (bytes) => {
    // Your work begins here: read the request in these bytes, and answer it.
    console.log(bytes.toString('utf8'));
  });
});

const port = Number(process.env.PORT ?? 8080);
server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`));
