/** Terminals that outlive the process of their shells: name, scrollback, and a fresh shell below it. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { terminalWords } from '../../shared/messages-english-terminal.ts';
import type { TerminalToWindow } from '../../shared/terminal-protocol.ts';
import { FakePty } from './fake-pty.ts';
import { KEPT_BYTES, ScrollbackStore } from './scrollback-store.ts';
import { Terminals } from './terminals.ts';

const LAB = 'log-analyser/python';
const never = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backbench-terminals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = (at = folder): ScrollbackStore => new ScrollbackStore(() => at);
const open = (terminals: Terminals, pty: FakePty, continues?: string): Promise<string> =>
  terminals.open({ lab: LAB, cols: 80, rows: 24, openShell: () => Promise.resolve(pty), signal: never, continues });

/** What a window sees of a terminal once it attaches. */
function seen(terminals: Terminals, id: string): string {
  const got: TerminalToWindow[] = [];
  terminals.connect({ post: (message) => void got.push(message), onMessage: () => () => {} });
  terminals.attach(id);
  return Buffer.concat(got.flatMap((message) => (message.t === 'data' ? [message.bytes] : []))).toString();
}

test('after a new start a terminal is listed as left, by its name, and goes on below what it printed', async () => {
  const before = new Terminals(store());
  const pty = new FakePty();
  const id = await open(before, pty);
  before.rename(id, '  the API  ');
  pty.print('listening on 3000 — ₹450\r\n');
  await before.dispose();

  const after = new Terminals(store());
  expect(await after.list(LAB)).toEqual([{ terminal: id, title: 'the API', left: true }]);
  const fresh = new FakePty();
  expect(await open(after, fresh, id)).toBe(id);
  fresh.print('$ ');
  const text = seen(after, id);
  expect(text.indexOf('₹450')).toBeLessThan(text.indexOf(terminalWords.freshShell));
  expect(text).toMatch(/ended\.[\s\S]*\$ $/);
  expect(await after.list(LAB)).toEqual([{ terminal: id, title: 'the API', left: false }]);
});

test('a process that is killed keeps what was printed a moment before', async () => {
  const before = new Terminals(store());
  const pty = new FakePty();
  const id = await open(before, pty);
  pty.print('as good as kept\r\n');
  // No dispose: the process is gone after its next write.
  await expect.poll(async () => Buffer.from((await store().list(LAB))[0]?.bytes ?? []).toString(), { timeout: 5_000 }).toContain('as good as kept');
  const after = new Terminals(store());
  await open(after, new FakePty(), id);
  expect(seen(after, id)).toContain('as good as kept');
  await before.close(id);
});

test('a terminal that was closed, or whose shell ended, does not come back; one of a stopped lab does', async () => {
  const terminals = new Terminals(store());
  const ended = new FakePty();
  const exits = await open(terminals, ended);
  const closes = await open(terminals, new FakePty());
  const stays = await open(terminals, new FakePty());
  ended.exit(0);
  seen(terminals, exits);
  await terminals.close(closes);
  await terminals.closeLab(LAB);
  expect(await terminals.list(LAB)).toEqual([{ terminal: stays, title: 'Terminal 3', left: true }]);
});

test('a new terminal takes no number that a left one has, and an unknown one is new', async () => {
  const before = new Terminals(store());
  await open(before, new FakePty());
  await before.dispose();
  const after = new Terminals(store());
  const ids = await Promise.all([open(after, new FakePty(), 'ffffffffffff'), open(after, new FakePty())]);
  // Which of two that open at once comes first is nobody's promise.
  expect(ids.map((id) => after.title(id)).toSorted()).toEqual(['Terminal 2', 'Terminal 3']);
});

test('only the tail is kept, and a damaged file costs nothing else', async () => {
  const terminals = new Terminals(store());
  const pty = new FakePty();
  await open(terminals, pty);
  pty.print(new Uint8Array(KEPT_BYTES * 2).fill(0x79));
  pty.print('\r\nthe end\r\n');
  await terminals.dispose();
  const [lab = ''] = readdirSync(folder);
  writeFileSync(join(folder, lab, 'aaaaaaaaaaaa.terminal'), 'no json');
  writeFileSync(join(folder, lab, 'bbbbbbbbbbbb.terminal'), '{"id":"../../etc","number":1,"name":null}\n');
  const kept = await store().list(LAB);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.bytes.length).toBeLessThanOrEqual(KEPT_BYTES);
  expect(Buffer.from(kept[0]?.bytes ?? []).toString()).toMatch(/the end\r\n$/);
});
