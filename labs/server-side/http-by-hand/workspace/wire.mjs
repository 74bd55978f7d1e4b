// Sends the bytes of a file to a server and shows what goes over the wire, in both directions.
//   node wire.mjs get.http          to port 8080 of this machine
//   node wire.mjs get.http 3000     to another port
// A carriage return is shown as \r, a line feed as \n.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

/** A server that keeps the connection open for the next request is not waited for any longer, in milliseconds. */
const QUIET_MS = 1_000;

const [file, port = '8080'] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node wire.mjs FILE [PORT]');
  process.exit(2);
}
const show = (mark, bytes) => {
  const text = bytes.toString('utf8').replaceAll('\r', '\\r').replaceAll('\n', '\\n\n');
  for (const line of text.replace(/\n$/, '').split('\n')) console.log(`${mark} ${line}`);
};

const bytes = await readFile(file);
const socket = connect({ host: '127.0.0.1', port: Number(port) });
socket.on('connect', () => {
  show('>', bytes);
  socket.write(bytes);
  socket.setTimeout(QUIET_MS);
});
const received = [];
socket.on('data', (piece) => received.push(piece));
const finish = (how) => {
  show('<', Buffer.concat(received));
  console.log(`(${how}; ${bytes.length} bytes sent, ${Buffer.concat(received).length} received)`);
  socket.destroy();
};
socket.on('end', () => finish('the server closed the connection'));
socket.on('timeout', () => finish('nothing more came, and the connection is still open'));
socket.on('error', (error) => {
  console.error(error.code === 'ECONNREFUSED' ? `Nobody listens on port ${port}. Is the server running, in another terminal?` : error.message);
  process.exitCode = 1;
});
