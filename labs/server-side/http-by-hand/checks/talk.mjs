// node talk.mjs SCRIPT: starts server.mjs, sends it bytes in pieces over plain connections, and prints as JSON
// what a strict client reads in its answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as timer } from 'node:timers/promises';
import { readMessages } from './strict.mjs';

/** A wait that nobody needs any more does not keep the program alive. */
const wait = (ms) => timer(ms, undefined, { ref: false });
/** Between two pieces, in milliseconds: enough for the first to be read before the second comes. */
const PAUSE_MS = 40;
/** Longest wait for answers, and for the end of a connection that should end: a busy machine may take seconds. */
const ANSWER_MS = 4_000;
/** How long a connection is watched that should stay open. */
const OPEN_MS = 120;
const START_MS = 8_000;

const { talks, together = false } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const port = await freePort();
const server = spawn(process.execPath, ['server.mjs'], { env: { ...process.env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] });
let errors = '';
server.stderr.setEncoding('utf8').on('data', (text) => { errors = (errors + text).slice(-4_000); });
const ended = once(server, 'exit');
try {
  await untilItListens();
  const found = [];
  // At once where one conversation can't disturb another's meaning: then one that hangs does not keep all waiting.
  if (together) found.push(...await Promise.all(talks.map(converse)));
  else for (const talk of talks) found.push(await converse(talk));
  console.log(JSON.stringify(Object.fromEntries(talks.map(({ name }, index) => [name, found[index]])), null, 2));
} catch (error) {
  console.log(JSON.stringify({ problem: error.message }, null, 2));
} finally {
  if (errors !== '') console.error(errors.trimEnd());
  server.kill('SIGKILL');
  await ended;
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
    if (server.exitCode !== null) throw new Error(`server.mjs ended with exit code ${server.exitCode}.`);
    const isThere = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
    if (isThere) return;
    await wait(30);
  }
  throw new Error('server.mjs does not listen on the port in PORT.');
}

/**
 * One connection. `send`: texts, one packet each (or { fill, times } for long ones, { hex } for a part of a character); `methods`: what is asked, in
 * order; `closes`: whether the server should end the connection after its answers; `beside`: what another client
 * has sent before, on a connection of its own that stays open.
 */
async function converse({ beside, ...talk }) {
  if (beside === undefined) return converseAlone(talk);
  const other = connect({ port, host: '127.0.0.1', noDelay: true });
  other.on('error', () => {});
  other.resume();
  other.write(beside);
  await wait(PAUSE_MS);
  const found = await converseAlone(talk);
  other.destroy();
  return found;
}

async function converseAlone({ send, methods, closes = false }) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const pieces = [];
  let isOver = false;
  let wake = () => {};
  socket.on('data', (bytes) => { pieces.push(bytes); wake(); });
  for (const event of ['end', 'error', 'close']) socket.on(event, () => { isOver = true; wake(); });
  await Promise.race([once(socket, 'connect').catch(() => {}), wait(ANSWER_MS)]);
  for (const [index, piece] of send.entries()) {
    if (isOver) break;
    if (index > 0) await wait(PAUSE_MS);
    socket.write(bytesOf(piece));
  }
  const read = () => readMessages(Buffer.concat(pieces), { kind: 'response', methods, ended: isOver });
  const deadline = Date.now() + ANSWER_MS;
  const untilChange = async (ms) => {
    if (ms > 0) await Promise.race([new Promise((resolve) => { wake = resolve; }), wait(ms)]);
  };
  while (!isOver && read().messages.length < methods.length && read().faults.length === 0 && Date.now() < deadline) await untilChange(deadline - Date.now());
  const quiet = Date.now() + (closes ? ANSWER_MS : OPEN_MS);
  while (!isOver && Date.now() < quiet) await untilChange(quiet - Date.now());
  const { messages, faults, rest } = read();
  const connection = isOver ? 'closed' : 'open';
  socket.destroy();
  if (server.exitCode !== null || server.signalCode !== null) faults.push('The server has ended.');
  else if (messages.length < methods.length && faults.length === 0) faults.push(`${messages.length} of ${methods.length} answers came.`);
  return { answers: messages.map(shortened), faults, behind: rest.toString('utf8').slice(0, 400), connection };
}

/** A long body is told by its beginning and its size. */
function shortened({ body, ...answer }) {
  const bytes = Buffer.byteLength(body);
  return { ...answer, bytes, body: body.length > 300 ? `${body.slice(0, 60)}…` : body };
}

function bytesOf(piece) {
  if (typeof piece === 'string') return Buffer.from(piece, 'utf8');
  if (piece.hex !== undefined) return Buffer.from(piece.hex, 'hex');
  return Buffer.from(piece.fill.repeat(piece.times), 'utf8');
}
