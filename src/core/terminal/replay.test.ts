/** Old output is shown again by the terminal that the window uses, and that terminal must not answer it. */
import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { replayable } from './replay.ts';

/** What the terminal shows, and what it would type into the shell. */
async function shown(bytes: Uint8Array): Promise<{ lines: string; typed: string }> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 10, allowProposedApi: true });
  let typed = '';
  terminal.onData((data) => void (typed += data));
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, i) => buffer.getLine(i)?.translateToString(true) ?? '');
  terminal.dispose();
  return { lines: lines.join('\n').trimEnd(), typed };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Requests that this terminal answers. */
const ANSWERED = ['\x1b[c', '\x1b[0c', '\x1b[>c', '\x1b[5n', '\x1b[6n', '\x1b[?6n', '\x1b[?2004$p', '\x1bP$qm\x1b\\', '\x9b6n'];
/** Requests that other versions, or the same with a theme, answer. */
const REQUESTS = [...ANSWERED, '\x1b[=c', '\x1bZ', '\x1b[>0q', '\x1b[?u', '\x1b[18t', '\x1b[14;2t', '\x1b]10;?\x07', '\x1b]11;?\x1b\\', '\x1b]4;1;?\x07', '\x1b]52;c;?\x07', '\x1bP+q544e\x1b\\', '\x05'];

test.each(ANSWERED)('the terminal answers %j when it is new', async (request) => {
  expect((await shown(encode(request))).typed).not.toBe('');
});

test.each(REQUESTS)('%j is not asked again', async (request) => {
  const again = replayable(encode(`one${request}two`), false);
  expect(Buffer.from(again).toString()).toBe('onetwo');
});

test('everything else is shown as it was', async () => {
  const text = '\x1b[1;32m₹ 450\x1b[0m \x1b]0;a title\x07\x1b]8;;http://127.0.0.1/\x07link\x1b]8;;\x07\r\n\x1b[?2004h\x1b[2K\x1b[23;0t\x1b[2 qपुणे';
  expect(Buffer.from(replayable(encode(text), false)).toString()).toBe(text);
  expect(await shown(replayable(encode(text), false))).toEqual({ lines: '₹ 450 link\nपुणे', typed: '' });
});

test('a request that is only half there is still to come and stays', () => {
  expect(Buffer.from(replayable(encode('abc\x1b[6'), false)).toString()).toBe('abc\x1b[6');
});

test('a cut beginning starts at a whole line, or else at a whole character', () => {
  expect(Buffer.from(replayable(encode('31mhalf a line\r\nwhole'), true)).toString()).toBe('whole');
  const rupee = encode('₹9').subarray(1);
  expect(Buffer.from(replayable(rupee, true)).toString()).toBe('9');
});
