// node slow-reader.mjs readers SERVER: starts the server, a .js file or a program, on a stream of its own, connects ten
// clients that don't read and one that does, adds many large notifications, and prints as JSON what became of them. The
// server may use little memory: what it keeps for clients that don't read does not fit.
// node slow-reader.mjs heartbeats SERVER: connects one client and prints what it gets while there is nothing to tell.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const SLOW = 10;
const NOTIFICATIONS = 300;
/** Characters of each: 300 of them are 19 MB, for ten clients 190 MB. */
const TEXT = 'tea '.repeat(16_000);
/** Where a notification begins in a stream. */
const MARK = '\nid: ';
/** Longest wait for a server that starts, in milliseconds. */
const START_MS = 10_000;
/** Longest wait for the next notification, in milliseconds: on a busy machine all of them take longer than any one. */
const NEXT_MS = 10_000;
/** What a server in JavaScript may use for its objects, in MB; it needs some 30. */
const HEAP_MB = 96;
/** What a server in another language may use in all, in MB; it needs some 60. */
const RESIDENT_MB = 160;

const port = await freePort();
const stream = `probe:${randomUUID()}`;
const [, , mode, program] = process.argv;
const isNode = program.endsWith('.js');
const server = spawn(isNode ? process.execPath : program, isNode ? [`--max-old-space-size=${HEAP_MB}`, program] : [], {
  env: { ...process.env, PORT: String(port), STREAM: stream, HEARTBEAT_MS: '200' }, stdio: ['ignore', 'ignore', 'pipe'],
});
let errors = '';
server.once('error', (error) => { errors += error.message; });
server.stderr.setEncoding('utf8').on('data', (text) => { errors = (errors + text).slice(-4_000); });
const sockets = [];
const result = {};
try {
  await untilItListens();
  const reader = listen();
  await Promise.race([reader.begun, wait(START_MS)]);
  await (mode === 'heartbeats' ? countHeartbeats(reader) : pressReaders(reader));
} catch (error) {
  result.problem = error.message;
} finally {
  await wait(50);
  const ended = server.exitCode !== null || server.signalCode !== null;
  result.server = !ended ? 'went on' : errors.includes('out of memory') ? 'ran out of memory' : 'has ended';
  for (const socket of sockets) socket.destroy();
  await removeStream().catch(() => {});
  server.kill('SIGKILL');
}
console.log(JSON.stringify(result, null, 2));
if (errors !== '') console.error(errors.trimEnd().slice(0, 1_000));
process.exit(0);

async function countHeartbeats(reader) {
  const seen = () => (reader.text().match(/^:/gm) ?? []).length;
  await until(() => seen() >= 2, 1_000);
  result.heartbeats = seen() >= 2 ? 'two or more in a second' : 'fewer than two in a second';
}

async function pressReaders(reader) {
  const slow = Array.from({ length: SLOW }, () => listen());
  await Promise.all(slow.map(({ begun }) => begun));
  for (const { socket } of slow) socket.pause();
  for (let sent = 0; sent < NOTIFICATIONS; sent += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => post({ topic: 'orders', text: `${sent + index} ${TEXT}` })));
  }
  await untilStill(() => reader.count() >= NOTIFICATIONS, [reader]);
  result.reader = reader.count() === NOTIFICATIONS ? 'has all of them' : `has ${reader.count()} of ${NOTIFICATIONS}`;
  if (!isNode && residentMb() > RESIDENT_MB) throw new Error(`The server uses ${residentMb()} MB. It ran out of memory that it may use.`);
  for (const { socket } of slow) socket.resume();
  await untilStill(() => slow.every((each) => each.isOver() || each.count() >= NOTIFICATIONS), slow);
  const lost = slow.filter((each) => !each.isOver() && each.count() < NOTIFICATIONS).length;
  result.slow = lost === 0 ? 'have all of them, or were cut off' : `${lost} of ${SLOW} are still connected and got only a part`;
}

function listen() {
  const socket = connect({ port, host: '127.0.0.1' });
  sockets.push(socket);
  let isOver = false;
  let count = 0;
  let tail = Buffer.alloc(0);
  let first = '';
  const begun = Promise.withResolvers?.() ?? deferred();
  for (const event of ['close', 'end', 'error']) socket.on(event, () => { isOver = true; begun.resolve(); });
  socket.on('data', (chunk) => {
    begun.resolve();
    if (first.length < 10_000) first += chunk.toString('latin1');
    // A mark may be cut in two.
    count += marksIn(Buffer.concat([tail, chunk.subarray(0, MARK.length - 1)])) + marksIn(chunk);
    tail = Buffer.concat([tail, chunk.subarray(-(MARK.length - 1))]).subarray(-(MARK.length - 1));
  });
  socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
  return { socket, begun: begun.promise, isOver: () => isOver, count: () => count, text: () => first };
}

/** Looked for in the bytes: 200 MB as text cost more than the server under test. */
function marksIn(bytes) {
  let found = 0;
  for (let at = bytes.indexOf(MARK); at !== -1; at = bytes.indexOf(MARK, at + MARK.length)) found += 1;
  return found;
}

function deferred() {
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  return { promise, resolve };
}

function post(json) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(json);
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/notifications', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 201 ? resolve() : reject(new Error(`POST /notifications: ${response.statusCode}`))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What the server holds in memory now, in MB. */
function residentMb() {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)], { encoding: 'utf8' })) / 1024);
}

/** Waits until it is so, or nothing more arrives. */
async function untilStill(isSo, readers) {
  const arrived = () => readers.reduce((sum, each) => sum + each.count(), 0);
  for (let before = -1; !isSo() && arrived() !== before;) {
    before = arrived();
    await until(() => isSo() || arrived() !== before, NEXT_MS);
  }
}

async function until(isSo, ms) {
  for (const end = Date.now() + ms; !isSo() && Date.now() < end;) await wait(20);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  await once(probe, 'close');
  return free;
}

async function untilItListens() {
  for (const end = Date.now() + START_MS; Date.now() < end;) {
    if (server.exitCode !== null) throw new Error(`The server ended with exit code ${server.exitCode}.`);
    const isThere = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
    if (isThere) return;
    await wait(30);
  }
  throw new Error('The server does not listen on the port in PORT.');
}

/** What the probe has put into Redis goes, in its own words: AUTH and DEL. */
async function removeStream() {
  const url = new URL(process.env.REDIS_URL);
  const socket = connect({ port: Number(url.port), host: url.hostname });
  const word = (text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  const command = (...words) => `*${words.length}\r\n${words.map(word).join('')}`;
  const login = url.password === '' ? '' : command('AUTH', decodeURIComponent(url.username || 'default'), decodeURIComponent(url.password));
  socket.write(`${login}${command('DEL', stream)}${command('QUIT')}`);
  socket.resume();
  await Promise.race([once(socket, 'close'), wait(2_000)]);
}
