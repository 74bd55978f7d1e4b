/** Flow control, batching, replay and the life of terminals, with a shell and a window played by hand. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isCode } from '../../shared/errors.ts';
import { FLOW, type TerminalToHost, type TerminalToWindow } from '../../shared/terminal-protocol.ts';
import { FakePty } from './fake-pty.ts';
import { RING_BYTES } from './output-ring.ts';
import type { TerminalPort } from './terminal-port.ts';
import { Terminals } from './terminals.ts';

class FakeWindow implements TerminalPort {
  readonly got: TerminalToWindow[] = [];
  broken = false;
  #listener: (message: unknown) => void = () => {};

  post(message: TerminalToWindow): void {
    if (this.broken) throw new Error('the port is closed');
    this.got.push(message);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#listener = listener;
    return () => void (this.#listener = () => {});
  }

  send(message: TerminalToHost | { t: string }): void {
    this.#listener(message);
  }

  get data(): Uint8Array[] {
    return this.got.flatMap((message) => (message.t === 'data' ? [message.bytes] : []));
  }

  get bytes(): number {
    return this.data.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  get text(): string {
    return Buffer.concat(this.data).toString('utf8');
  }
}

const never = new AbortController().signal;
const kilobytes = (count: number): Uint8Array => new Uint8Array(count * 1000).fill(0x79);
/** More than half of what a window may be behind, and less than all of it. */
const MUCH = FLOW.highBytes * 0.6;
/** More than a window may be behind. */
const flood = (): Uint8Array => new Uint8Array(FLOW.highBytes + 1).fill(0x79);

let terminals: Terminals;
let pty: FakePty;
let window: FakeWindow;

const open = (shell: FakePty = pty, lab = 'sql'): Promise<string> =>
  terminals.open({ lab, cols: 80, rows: 24, openShell: () => Promise.resolve(shell), signal: never });

beforeEach(() => {
  vi.useFakeTimers();
  terminals = new Terminals();
  pty = new FakePty();
  window = new FakeWindow();
  terminals.connect(window);
});
afterEach(() => void vi.useRealTimers());

describe('flow', () => {
  test('nothing flows before the window attaches, then all of it in order', async () => {
    const id = await open();
    pty.print('prompt$ ');
    vi.advanceTimersByTime(100);
    expect(window.got).toEqual([]);
    terminals.attach(id);
    pty.print('ls\r\n');
    vi.advanceTimersByTime(10);
    expect(window.text).toBe('prompt$ ls\r\n');
  });

  test('the shell is held back above the high mark and goes on below the low mark', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print(new Uint8Array(FLOW.highBytes));
    expect(pty.paused).toBe(false);
    pty.print(new Uint8Array(1));
    expect(pty.paused).toBe(true);
    vi.advanceTimersByTime(10);
    expect(window.bytes).toBe(FLOW.highBytes + 1);
    window.send({ t: 'ack', terminal: id, bytes: FLOW.highBytes + 1 - FLOW.lowBytes });
    expect(pty.paused).toBe(true);
    window.send({ t: 'ack', terminal: id, bytes: 1 });
    expect(pty.paused).toBe(false);
    expect([pty.pauses, pty.resumes]).toEqual([1, 1]);
  });

  test('acknowledging more than was sent does not buy credit', async () => {
    const id = await open();
    terminals.attach(id);
    window.send({ t: 'ack', terminal: id, bytes: 10_000_000 });
    pty.print(flood());
    expect(pty.paused).toBe(true);
  });

  test('small chunks travel together, and the first after a rest at once', async () => {
    const id = await open();
    terminals.attach(id);
    vi.advanceTimersByTime(1000);
    pty.print('a');
    expect(window.text).toBe('a');
    pty.print('b');
    pty.print('c');
    expect(window.text).toBe('a');
    vi.advanceTimersByTime(5);
    expect(window.data.map((bytes) => Buffer.from(bytes).toString())).toEqual(['a', 'bc']);
  });

  test('a full batch does not wait, and owns exactly its memory', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print('a');
    for (let i = 0; i < 66; i += 1) pty.print(kilobytes(1));
    expect(window.data.map((bytes) => bytes.length)).toEqual([1, 66_000]);
    expect(window.data.every((bytes) => bytes.buffer.byteLength === bytes.length)).toBe(true);
  });

  test('keys reach a shell that is held back', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print(flood());
    expect(pty.paused).toBe(true);
    window.send({ t: 'input', terminal: id, data: '\x03' });
    expect(pty.written).toEqual(['\x03']);
  });

  test('a character cut between two chunks arrives byte by byte as it was', async () => {
    const id = await open();
    terminals.attach(id);
    const bytes = new TextEncoder().encode('₹ पुणे');
    for (const byte of bytes) {
      pty.print(Uint8Array.of(byte));
      vi.advanceTimersByTime(7);
    }
    expect(window.text).toBe('₹ पुणे');
  });
});

describe('a window that comes back', () => {
  test('sees what was printed before and meanwhile, once', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print('before\r\n');
    const second = new FakeWindow();
    terminals.connect(second);
    pty.print('meanwhile\r\n');
    expect(second.got).toEqual([]);
    expect(await terminals.list('sql')).toEqual([{ terminal: id, title: 'Terminal 1', left: false }]);
    terminals.attach(id);
    pty.print('after\r\n');
    vi.advanceTimersByTime(10);
    expect(second.text).toBe('before\r\nmeanwhile\r\nafter\r\n');
    expect(window.text).toBe('before\r\n');
  });

  test('gets the last megabyte from the beginning of a line, and holds the shell back until it is shown', async () => {
    const id = await open();
    terminals.attach(id);
    const line = new TextEncoder().encode(`${'x'.repeat(98)}\r\n`);
    for (let i = 0; i < 20_000; i += 1) {
      pty.print(line);
      window.send({ t: 'ack', terminal: id, bytes: line.length });
    }
    const second = new FakeWindow();
    terminals.connect(second);
    terminals.attach(id);
    expect(second.bytes).toBeGreaterThan(RING_BYTES - 200);
    expect(second.bytes).toBeLessThanOrEqual(RING_BYTES);
    expect(second.text.startsWith('xxx')).toBe(true);
    expect(second.bytes % line.length).toBe(0);
    expect(pty.paused).toBe(true);
    window.send({ t: 'ack', terminal: id, bytes: second.bytes });
    expect(pty.paused).toBe(true);
    second.send({ t: 'ack', terminal: id, bytes: second.bytes });
    expect(pty.paused).toBe(false);
  });

  test('finds a flood stopped, and an older connection cannot disturb it', async () => {
    const id = await open();
    terminals.attach(id);
    const release = terminals.connect(window);
    pty.print(new Uint8Array(MUCH).fill(0x79));
    expect(pty.paused).toBe(false);
    pty.print(new Uint8Array(MUCH).fill(0x79));
    expect(pty.paused).toBe(true);
    const second = new FakeWindow();
    terminals.connect(second);
    terminals.attach(id);
    release();
    second.send({ t: 'ack', terminal: id, bytes: 2 * MUCH });
    expect(pty.paused).toBe(false);
    pty.print('!');
    vi.advanceTimersByTime(10);
    expect(second.text.endsWith('y!')).toBe(true);
  });

  test('a port that breaks loses nothing', async () => {
    const id = await open();
    terminals.attach(id);
    window.broken = true;
    pty.print('kept');
    vi.advanceTimersByTime(10);
    const second = new FakeWindow();
    terminals.connect(second);
    terminals.attach(id);
    expect(second.text).toBe('kept');
  });
});

describe('the end', () => {
  test('comes after the last byte, and the terminal is gone', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print('a');
    pty.print('last words');
    pty.exit(3);
    expect(window.text).toBe('alast words');
    expect(window.got.at(-1)).toEqual({ t: 'exit', terminal: id, exitCode: 3 });
    expect(await terminals.list('sql')).toEqual([]);
    expect(() => terminals.attach(id)).toThrow(/TERMINAL_NOT_FOUND/);
    expect(pty.listeners).toBe(0);
  });

  test('of a shell that nobody watched is told to the next window', async () => {
    const id = await open();
    pty.print('bye');
    pty.exit(0);
    expect(await terminals.list('sql')).toHaveLength(1);
    terminals.attach(id);
    expect(window.text).toBe('bye');
    expect(window.got.at(-1)).toEqual({ t: 'exit', terminal: id, exitCode: 0 });
    expect(await terminals.list('sql')).toEqual([]);
  });

  test('close ends a shell even while it is held back', async () => {
    const id = await open();
    terminals.attach(id);
    pty.print(flood());
    await terminals.close(id);
    expect(pty.paused).toBe(false);
    expect(pty.disposed).toBe(1);
    expect(window.got.at(-1)).toMatchObject({ t: 'exit', terminal: id });
    expect(await terminals.list('sql')).toEqual([]);
  });

  test('a shell that does not end within the deadline is reported and let go', async () => {
    const id = await open();
    terminals.attach(id);
    pty.endsOnDispose = false;
    const closed = expect(terminals.close(id)).rejects.toSatisfy((error) => isCode(error, 'TERMINAL_FAILED'));
    await vi.advanceTimersByTimeAsync(5_000);
    await closed;
    expect(window.got.at(-1)).toEqual({ t: 'exit', terminal: id, exitCode: null });
    expect(await terminals.list('sql')).toEqual([]);
  });

  test('of a lab ends its terminals, those being opened too, and no other lab’s', async () => {
    const other = new FakePty();
    await open();
    await open(other, 'redis');
    const late = new FakePty();
    let answer: (shell: FakePty) => void = () => {};
    const slow = terminals.open({
      lab: 'sql', cols: 80, rows: 24, signal: never,
      openShell: () => new Promise((resolve) => void (answer = resolve)),
    });
    const refused = expect(slow).rejects.toSatisfy((error) => isCode(error, 'CANCELLED'));
    await terminals.closeLab('sql');
    answer(late);
    await refused;
    expect([pty.disposed, late.disposed, other.disposed]).toEqual([1, 1, 0]);
    await terminals.dispose();
    expect(other.disposed).toBe(1);
    await expect(open(new FakePty())).rejects.toSatisfy((error) => isCode(error, 'CANCELLED'));
  });
});

test('a shell that cannot be opened says why', async () => {
  const opened = terminals.open({
    lab: 'sql', cols: 80, rows: 24, signal: never, openShell: () => Promise.reject(new Error('posix_spawnp failed')),
  });
  await expect(opened).rejects.toMatchObject({ code: 'TERMINAL_FAILED', details: { reason: 'posix_spawnp failed' } });
});

test('messages that are not understood are dropped', async () => {
  const id = await open();
  terminals.attach(id);
  window.send({ t: 'input', terminal: 'someone else', data: 'rm' });
  window.send({ t: 'ack', terminal: id, bytes: -5 });
  window.send({ t: 'run' });
  expect(pty.written).toEqual([]);
});

test('terminals are numbered by lab, and numbers are used again', async () => {
  const first = await open();
  await open(new FakePty());
  await open(new FakePty(), 'redis');
  await terminals.close(first);
  await open(new FakePty());
  expect((await terminals.list('sql')).map(({ title }) => title)).toEqual(['Terminal 1', 'Terminal 2']);
  expect((await terminals.list('redis')).map(({ title }) => title)).toEqual(['Terminal 1']);
});
