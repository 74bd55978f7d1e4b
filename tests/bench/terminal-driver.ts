/**
 * Runs in the shell of a terminal that is measured, the same in ours and in the bare one, and does what the bench asks
 * for over a socket. That everything printed was parsed it learns from the terminal itself: the answer to "where is the
 * cursor?" comes when the parser has come to the question.
 *
 * Use: node terminal-driver.ts PORT
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { DriverAnswer, DriverRequest } from './terminal-link.ts';

const TERMINAL_FD = 1;
/** DSR 6 of ECMA-48. */
const WHERE = '\x1b[6n';
const HERE = /\x1b\[\d+;\d+R/;
const BEGUN = /\x1b(?:\[[\d;]*)?$/;

const stty = (...words: string[]): void => void spawnSync('stty', words, { stdio: 'inherit' });
/** Milliseconds since 1970, with fractions. */
const now = (): number => performance.timeOrigin + performance.now();

let typed = '';
let onTyped: () => void = () => undefined;
process.stdin.on('data', (bytes: Buffer) => {
  typed += bytes.toString('latin1');
  onTyped();
});

/** Resolves when the terminal has parsed all that was printed. */
async function parsed(): Promise<void> {
  writeSync(TERMINAL_FD, WHERE);
  while (!HERE.test(typed)) await new Promise<void>((resolve) => void (onTyped = resolve));
  typed = '';
}

async function feed(path: string, times: number): Promise<DriverAnswer> {
  const bytes = readFileSync(path);
  await parsed();
  const from = now();
  for (let time = 0; time < times; time += 1) print(bytes);
  await parsed();
  return { ms: now() - from };
}

/** Waits while the terminal is held back. */
function print(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(TERMINAL_FD, bytes, at);
}

/** The window hashes in blocks of this size: see gigabyte.ts. */
const BLOCK = 1_048_576;

/** Prints exactly these bytes, again and again. @returns the hash of them and of the questions before and behind them */
async function hashed(path: string, times: number): Promise<DriverAnswer> {
  const bytes = readFileSync(path);
  const hash = blockHash();
  stty('-opost');
  const from = now();
  hash.take(Buffer.from(WHERE));
  await parsed();
  for (let time = 0; time < times; time += 1) {
    print(bytes);
    hash.take(bytes);
  }
  hash.take(Buffer.from(WHERE));
  await parsed();
  const ms = now() - from;
  stty('opost');
  return { ms, sha256: hash.end() };
}

/** A hash in which each block is hashed behind the hash of those before it. */
function blockHash(): { take(bytes: Buffer): void; end(): string } {
  let before: Buffer = Buffer.alloc(0);
  let rest: Buffer = Buffer.alloc(0);
  const close = (block: Buffer): void => void (before = createHash('sha256').update(before).update(block).digest());
  return {
    take(bytes) {
      rest = Buffer.concat([rest, bytes]);
      let at = 0;
      for (; rest.length - at >= BLOCK; at += BLOCK) close(rest.subarray(at, at + BLOCK));
      rest = rest.subarray(at);
    },
    end() {
      if (rest.length > 0) close(rest);
      return before.toString('hex');
    },
  };
}

/** Floods until somebody presses Ctrl-C. The answer tells when all that was printed by then had been parsed. */
async function flood(onFlood: () => void): Promise<DriverAnswer> {
  await parsed();
  const yes = spawn('yes', { stdio: 'inherit' });
  const ended = new Promise<void>((resolve) => void yes.once('close', () => resolve()));
  onFlood();
  await ended;
  await parsed();
  return { at: now() };
}

/** Echoes keys, as a shell does, each with the question behind it, until it gets a newline. */
async function echo(onReady: () => void): Promise<DriverAnswer> {
  await parsed();
  onReady();
  for (;;) {
    await new Promise<void>((resolve) => void (onTyped = resolve));
    const rest = typed.replaceAll(new RegExp(HERE, 'g'), '');
    // The beginning of an answer whose end is still to come.
    typed = BEGUN.exec(rest)?.[0] ?? '';
    const keys = rest.slice(0, rest.length - typed.length);
    if (/[\r\n]/.test(keys)) return {};
    for (const key of keys) writeSync(TERMINAL_FD, `${key}${WHERE}`);
  }
}

const socket = connect(Number(process.argv[2]), '127.0.0.1');
const answer = (message: DriverAnswer): void => void socket.write(`${JSON.stringify(message)}\n`);
// Ctrl-C is for the flood.
process.on('SIGINT', () => undefined);
stty('-icanon', '-echo', 'isig');
socket.once('connect', () => { answer({ cols: process.stdout.columns, rows: process.stdout.rows }); });
socket.once('close', () => {
  stty('sane');
  process.exit(0);
});
createInterface({ input: socket }).on('line', (line) => {
  const request = JSON.parse(line) as DriverRequest;
  const begun = (): void => { answer({ begun: true }); };
  const done = request.do === 'feed' ? feed(request.path, request.times)
    : request.do === 'hash' ? hashed(request.path, request.times)
      : request.do === 'flood' ? flood(begun) : echo(begun);
  done.then(answer, (error: unknown) => { answer({ error: String(error) }); });
});
