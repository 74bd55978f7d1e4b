import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { testLearner } from '../class/class-world.ts';
import { createClasses } from '../class/classes.ts';
import { createPackWorld, filesIn, type PackWorld } from '../packs/pack-world.ts';
import { keyOf, newJoinCode, readJoinCode } from './join-code.ts';
import { isPrivateAddress, readRoomAddress } from './private-address.ts';
import { joinRoom } from './room-client.ts';
import { ROOM_IDENTITY, ROOM_TLS } from './room-protocol.ts';
import type { RoomServer } from './room-server.ts';
import { serveRoom } from './serve-room.ts';

// Keys are derived on purpose slowly, and every file is brought to the disk.
vi.setConfig({ testTimeout: 60_000 });

const never = new AbortController().signal;
let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());

let classes = 0;
interface TestRoom extends RoomServer { address: string; folder: string; place: { address: string; code: string } }
async function room(packs: readonly string[], className: string | null = 'class', port: number | null = null): Promise<TestRoom> {
  const folder = join(world.folder, `teacher-${String(classes += 1)}`);
  const server = await serveRoom({ packs, className, port, receive: (name, bytes) => createClasses(folder, () => new Map()).receive(name, bytes), onChange: () => undefined });
  onTestFinished(() => server.close());
  const address = `127.0.0.1:${String(server.port)}`;
  return { ...server, address, folder, place: { address, code: server.code } };
}

/** What a guest with the code gets for any request at all. */
async function ask({ port, code }: RoomServer, options: { method?: string; path: string; headers?: Record<string, string | number>; body?: Buffer }): Promise<{ status: number; body: Buffer }> {
  const psk = await keyOf(readJoinCode(code) ?? '');
  const agent = new Agent({ ...ROOM_TLS, pskCallback: () => ({ identity: ROOM_IDENTITY, psk }), checkServerIdentity: () => undefined });
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, agent, method: options.method ?? 'GET', path: options.path, headers: options.headers ?? {} }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).once('error', reject).once('end', () => { resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }); });
    });
    call.once('error', reject);
    call.end(options.body);
  });
}

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => {
  socket.resume().on('error', () => undefined).once('close', () => { resolve(); });
});

it('a pack goes over the network into the same import; the second time only what is missing goes', async () => {
  const path = await world.make('room.bbpack', [await world.lab('room-a', 1), await world.lab('room-b', 1, { 'seed/b.bin': randomBytes(9_000_000) })]);
  const served = await room([path]);
  const found = await joinRoom(served.place, never);
  expect(found).toMatchObject({ className: 'class', packs: [{ id: 'course', title: 'The course', sequence: 1 }] });
  const [offered] = found.packs;
  if (offered === undefined) throw new Error('no pack');
  const [byRoom, byFile] = [world.packsFolder('by-room'), world.packsFolder('by-file')];
  await expect(world.import(byRoom, found.pack(offered))).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN' });
  for (const folder of [byRoom, byFile]) await world.trust(folder, path);
  const progress: number[] = [];
  const result = await world.import(byRoom, found.pack(offered), { onProgress: ({ bytes, bytesPerSecond }) => { progress.push(bytes, bytesPerSecond); } });
  expect(result).toEqual(await world.import(byFile, path));
  expect(Math.max(...progress)).toBeGreaterThan(9_000_000);
  expect((await filesIn(byRoom)).filter((name) => name.startsWith('trees'))).toEqual((await filesIn(byFile)).filter((name) => name.startsWith('trees')));
  expect(served.guests.all()).toMatchObject([{ address: '127.0.0.1' }]);
  expect(served.guests.bytes()).toBeGreaterThan(9_000_000);
  const before = served.guests.bytes();
  expect((await world.import(byRoom, found.pack(offered))).newBytes).toBe(0);
  expect(served.guests.bytes() - before).toBeLessThan(20_000);
});

it('an import whose room goes away says so, leaves nothing visible, and goes on when the room is back', async () => {
  const path = await world.make('gone.bbpack', [await world.lab('gone-a', 1, { 'seed/a.bin': randomBytes(5_000_000) }), await world.lab('gone-b', 1, { 'seed/b.bin': randomBytes(9_000_000) })]);
  const first = await room([path]);
  const found = await joinRoom(first.place, never);
  const [offered] = found.packs;
  if (offered === undefined) throw new Error('no pack');
  const packsFolder = world.packsFolder('gone');
  await world.trust(packsFolder, path);
  let shut: Promise<void> | null = null;
  await expect(world.import(packsFolder, found.pack(offered), { onProgress: ({ item }) => { if (item === 'lab gone-b') shut ??= first.close(); } })).rejects.toMatchObject({ code: 'ROOM_UNREACHABLE' });
  expect(await filesIn(packsFolder)).not.toContain('installed.json');
  const again = await room([path]);
  const back = await joinRoom(again.place, never);
  expect(await world.import(packsFolder, back.pack(offered))).toMatchObject({ items: ['lab gone-a', 'lab gone-b'] });
  // What was done stayed done.
  expect(again.guests.bytes()).toBeLessThan(11_000_000);
});

it('a shared folder that goes away in mid-import is refused as a stick is, and goes on when it is back', async () => {
  const path = await world.make('share.bbpack', [await world.lab('share-a', 1), await world.lab('share-b', 1, { 'seed/b.bin': randomBytes(9_000_000) })]);
  const packsFolder = world.packsFolder('share');
  await world.trust(packsFolder, path);
  const whole = await readFile(path);
  // As over a network mount whose server has gone: reads end early.
  let cut: Promise<void> | null = null;
  await expect(world.import(packsFolder, path, { onProgress: ({ item }) => { if (item === 'lab share-b') cut ??= writeFile(path, whole.subarray(0, whole.length - 6_000_000)); } })).rejects.toMatchObject({ code: 'PACK_DAMAGED' });
  expect(await filesIn(packsFolder)).not.toContain('installed.json');
  await rename(path, `${path}.away`);
  await expect(world.import(packsFolder, path)).rejects.toMatchObject({ code: 'PLACE_NOT_FOUND' });
  await writeFile(path, whole);
  expect(await world.import(packsFolder, path)).toMatchObject({ items: ['lab share-a', 'lab share-b'] });
});

it('a pack that changed on the teacher\'s disk is noticed before any of it is used', async () => {
  const path = await world.make('changed.bbpack', [await world.lab('changed', 1, { 'seed/b.bin': randomBytes(100_000) })]);
  const found = await joinRoom((await room([path])).place, never);
  const packsFolder = world.packsFolder('changed');
  await world.trust(packsFolder, path);
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 500) ^ 1, bytes.length - 500);
  await writeFile(path, bytes);
  const [offered] = found.packs;
  await expect(world.import(packsFolder, found.pack(offered ?? (() => { throw new Error('none'); })()))).rejects.toMatchObject({ code: 'PACK_DAMAGED' });
});

it('progress is handed in, verified before it is kept, and nothing that is there is lost', async () => {
  const learner = testLearner('Asha', join(world.folder, 'asha'));
  learner.attempt('sql-first-queries', 'first', { rows: 'passed' });
  const early = await learner.file();
  learner.attempt('sql-first-queries', 'second', { rows: 'not-yet' });
  const late = await learner.file();
  const served = await room([], 'Monday');
  const kept = (): Promise<string[]> => readdir(join(served.folder, 'classes', 'Monday')).catch(() => []);
  const found = await joinRoom(served.place, never);
  await expect(found.handIn(Buffer.from('no progress'), never)).rejects.toMatchObject({ code: 'ROOM_REFUSED', details: { reason: 'PROGRESS_FILE_UNREADABLE' } });
  expect(await kept()).toEqual([]);
  expect(await found.handIn(late.bytes, never)).toEqual({ outcome: 'new', name: 'Asha' });
  // The older one, and the same again, as somebody who recorded it would send it: nothing changes.
  expect(await found.handIn(early.bytes, never)).toMatchObject({ outcome: 'known' });
  expect(await found.handIn(late.bytes, never)).toMatchObject({ outcome: 'known' });
  expect(await kept()).toEqual([`${createHash('sha256').update(late.bytes).digest('hex')}.bbprogress`]);
  expect(served.guests.all()).toMatchObject([{ handedIn: ['Asha'] }]);
  // All at once, as at the end of a lesson.
  const many = await Promise.all(Array.from({ length: 4 }, async (_, at) => {
    const each = testLearner(`Learner ${String(at)}`, join(world.folder, `many-${String(at)}`));
    each.attempt('sql-first-queries', 'first', { rows: 'passed' });
    return (await each.file()).bytes;
  }));
  expect((await Promise.all(many.map((bytes) => found.handIn(bytes, never)))).map(({ outcome }) => outcome)).toEqual(Array(4).fill('new'));
  expect(await kept()).toHaveLength(5);
  await expect((await joinRoom((await room([await world.make('only.bbpack', [await world.lab('only', 1)])], null)).place, never)).handIn(late.bytes, never)).rejects.toMatchObject({ code: 'ROOM_NO_CLASS' });
});

it('without the code nothing is answered; who tries it too often is not listened to for a while', async () => {
  const served = await room([await world.make('secret.bbpack', [await world.lab('secret', 1)])]);
  const wrong = { address: served.address, code: newJoinCode() };
  for (let tries = 0; tries < 10; tries += 1) await expect(joinRoom(wrong, never)).rejects.toMatchObject({ code: 'ROOM_CODE_WRONG' });
  await expect(joinRoom(wrong, never)).rejects.toMatchObject({ code: 'ROOM_BUSY' });
  // Not even with the code.
  await expect(joinRoom(served.place, never)).rejects.toMatchObject({ code: 'ROOM_BUSY' });
  expect(served.guests.all()).toEqual([]);
  await expect(joinRoom({ ...served.place, code: 'ABC' }, never)).rejects.toMatchObject({ code: 'ROOM_CODE_WRONG' });
});

it('a server that does not have the code, or is none, gets nothing from a guest', async () => {
  const other = await room([await world.make('other.bbpack', [await world.lab('other', 1)])]);
  // The right address, and another room behind it: as one who wants to be taken for the teacher.
  await expect(joinRoom({ address: other.address, code: newJoinCode() }, never)).rejects.toMatchObject({ code: 'ROOM_CODE_WRONG' });
  const plain = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  await new Promise<void>((resolve) => { plain.listen(0, '127.0.0.1', () => { resolve(); }); });
  onTestFinished(() => { plain.close(); });
  const port = String((plain.address() as { port: number }).port);
  await expect(joinRoom({ address: `127.0.0.1:${port}`, code: other.code }, never)).rejects.toMatchObject({ code: 'ROOM_REFUSED' });
  await other.close();
  await expect(joinRoom(other.place, never)).rejects.toMatchObject({ code: 'ROOM_UNREACHABLE' });
  await expect(joinRoom(other.place, AbortSignal.abort(new DOMException('stop', 'AbortError')))).rejects.toMatchObject({ name: 'AbortError' });
});

it('nothing but packs that are served can be asked for, and requests have limits', async () => {
  const path = await world.make('served.bbpack', [await world.lab('served', 1)]);
  const served = await room([path], null);
  const [{ hash = '' } = {}] = (await joinRoom(served.place, never)).packs;
  const status = async (what: Parameters<typeof ask>[1]): Promise<number> => (await ask(served, what)).status;
  const range = { Range: 'bytes=0-15' };
  expect((await ask(served, { path: `/packs/${hash}`, headers: range })).body).toEqual((await readFile(path)).subarray(0, 16));
  for (const escape of ['/packs/../../etc/passwd', '/packs/%2e%2e%2fserved.bbpack', `/packs/${hash}/../x`, `/packs/${hash}?x`, '/packs/', '//packs/', path, `/packs/${'0'.repeat(64)}`, '/', '*', 'http://127.0.0.1/room', `/packs/${hash.toUpperCase()}`]) {
    expect(await status({ path: escape, headers: range }), escape).toBe(404);
  }
  for (const method of ['PUT', 'DELETE', 'POST', 'OPTIONS']) expect(await status({ method, path: `/packs/${hash}`, headers: range })).toBe(404);
  expect(await status({ method: 'POST', path: '/progress', body: Buffer.from('x'), headers: { 'Content-Length': 1 } })).toBe(404);
  for (const bad of ['', 'bytes=0-', 'bytes=-5', 'bytes=9-1', 'bytes=0-99999999999', 'bytes=0-1,3-4', 'lines=0-1']) expect(await status({ path: `/packs/${hash}`, headers: { Range: bad } }), bad).toBe(416);
  await expect(ask(served, { path: '/room', headers: { 'X-Long': 'x'.repeat(10_000) } })).rejects.toThrow();
  const collecting = await room([], 'Monday');
  expect((await ask(collecting, { method: 'POST', path: '/progress', headers: { 'Transfer-Encoding': 'chunked' }, body: Buffer.from('x') })).status).toBe(411);
  // Refused by what it says of itself, before any of it is read.
  expect((await ask(collecting, { method: 'POST', path: '/progress', headers: { 'Content-Length': 40 * 1024 * 1024 } }).catch(() => ({ status: 413 }))).status).toBe(413);
});

it('a guest that opens many connections, or sends a letter at a time, keeps nobody out for long', { timeout: 90_000 }, async () => {
  const served = await room([], 'Monday');
  const psk = await keyOf(readJoinCode(served.code) ?? '');
  const slow = await Promise.all(Array.from({ length: 4 }, () => new Promise<Socket>((resolve, reject) => {
    const socket = connectTls({ ...ROOM_TLS, host: '127.0.0.1', port: served.port, pskCallback: () => ({ identity: ROOM_IDENTITY, psk }), checkServerIdentity: () => undefined }, () => { resolve(socket); });
    socket.once('error', reject);
  })));
  // A fifth from the same address is turned away.
  const fifth = connect(served.port, '127.0.0.1');
  await closed(fifth);
  await expect(joinRoom(served.place, never)).rejects.toMatchObject({ code: 'ROOM_BUSY' });
  const from = performance.now();
  for (const socket of slow) socket.write('GET /room HTTP/1.1\r\nX: ');
  const beat = setInterval(() => { for (const socket of slow) if (!socket.destroyed) socket.write('x'); }, 500);
  onTestFinished(() => { clearInterval(beat); });
  await Promise.all(slow.map(closed));
  // As long as a request's head may take, and no longer.
  expect(performance.now() - from).toBeGreaterThan(5_000);
  expect(performance.now() - from).toBeLessThan(30_000);
  expect(await joinRoom(served.place, never)).toMatchObject({ className: 'Monday' });
});

it('addresses are those of the local network, and codes are read as they were meant', () => {
  for (const [address, local] of [['10.1.2.3', true], ['172.31.0.1', true], ['172.32.0.1', false], ['192.168.0.9', true], ['169.254.1.1', true], ['127.0.0.1', true], ['8.8.8.8', false], ['::ffff:192.168.1.1', true], ['::ffff:8.8.8.8', false], ['fe80::1%eth0', true], ['fd12::1', true], ['2001:4860::1', false], ['::1', true], ['', false]] as const) {
    expect(isPrivateAddress(address), address).toBe(local);
  }
  expect(readRoomAddress(' backbench://192.168.1.7:5000/ ')).toEqual({ host: '192.168.1.7', port: 5_000, shown: '192.168.1.7:5000' });
  expect(readRoomAddress('[fd00::7]:5000')).toMatchObject({ host: 'fd00::7', port: 5_000, shown: '[fd00::7]:5000' });
  expect(readRoomAddress('fd00::7').port).toBe(47_420);
  for (const bad of ['', 'school.example', '8.8.8.8', '192.168.1.7:0', '192.168.1.7:70000', '192.168.1.7:80/x', '192.168.1', 'https://192.168.1.7']) {
    expect(() => readRoomAddress(bad), bad).toThrow(expect.objectContaining({ code: 'ROOM_ADDRESS_INVALID' }));
  }
  const code = newJoinCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(readJoinCode(code.toLowerCase().replace('-', ' '))).toBe(code.replace('-', ''));
  expect(readJoinCode('olilo-OLILO')).toBe('0111001110');
  expect([readJoinCode(''), readJoinCode('K7QDM-2XPT'), readJoinCode('K7QDM-2XPTU')]).toEqual([null, null, null]);
});
