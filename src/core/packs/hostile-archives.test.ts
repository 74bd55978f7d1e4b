/** Every way out of an archive that was published for tar libraries, and bombs. */
import { Encoder } from '@toondepauw/node-zstd';
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toErrorReport } from '../../shared/errors.ts';
import { CHUNK_BYTES } from '../../shared/pack-format.ts';
import { layerRules, treeRules } from './entry-rules.ts';
import { codec, createPackWorld, fakeEngine, filesIn, tarOf, type PackWorld, type RawEntry } from './pack-world.ts';
import { createSource } from './pack-world-images.ts';
import { readArchive } from './read-archive.ts';

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());

const file = (name: string, content = 'x'): RawEntry => ({ header: { name }, content });
const inLab = (name: string): string => `databases/evil/${name}`;
const link = (name: string, linkname: string, type: 'symlink' | 'link' = 'symlink'): RawEntry => ({ header: { name, type, linkname } });

/** A header block made by hand, since the packer would not write it. @param fields by offset */
function block(name: string, size: number, typeflag: string, fields: Readonly<Record<number, string>> = {}): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write(name, 0, 100, 'utf8');
  bytes.write('0000644\0', 100);
  bytes.write('0000000\0', 108);
  bytes.write('0000000\0', 116);
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  bytes.write('00000000000\0', 136);
  bytes.write('        ', 148);
  bytes.write(typeflag, 156);
  bytes.write('ustar\x0000', 257);
  for (const [offset, text] of Object.entries(fields)) bytes.write(text, Number(offset), 'latin1');
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}
const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
const paxRecord = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (String(length).length + Buffer.byteLength(rest) !== length) length = String(length).length + Buffer.byteLength(rest);
  return `${String(length)}${rest}`;
};
const pax = (records: string, flag = 'x'): Buffer => Buffer.concat([block('pax', Buffer.byteLength(records), flag), padded(records)]);
const longName = (name: string, flag = 'L'): Buffer => Buffer.concat([block('././@LongLink', Buffer.byteLength(name) + 1, flag), padded(`${name}\0`)]);

/** By what is wrong with it. */
const ESCAPES: Readonly<Record<string, readonly RawEntry[]>> = {
  'an absolute path': [file('/tmp/bb-escape')],
  'a path of two slashes': [block('//tmp/bb-escape', 0, '0')],
  'a path out by ..': [block('databases/evil/../../../../bb-escape', 0, '0')],
  'a path that ends in ..': [block('databases/evil/..', 0, '5')],
  'a backslash path': [file(inLab('..\\..\\bb-escape'))],
  'a drive letter': [file('C:/bb-escape')],
  'a stream of a Windows file': [file(inLab('lab.yaml:evil'))],
  'a control character': [file(inLab('a\x1b[2Jb'))],
  'a name that turns the direction of writing': [file(inLab('a\u202egpj.exe'))],
  'a device name of Windows': [file(inLab('aux.txt'))],
  'a name that Windows shortens': [file(inLab('lab.yaml.'))],
  'a symbolic link': [link(inLab('a'), '/etc/passwd')],
  'a symbolic link and a file through it': [link(inLab('a'), '/tmp'), file(inLab('a/bb-escape'))],
  'a folder link and the same name as a folder': [link(inLab('a'), '../../..'), { header: { name: inLab('a/'), type: 'directory' } }, file(inLab('a/bb-escape'))],
  'a hard link': [link(inLab('a'), '/etc/passwd', 'link')],
  'a hard link to a file of the same archive': [file(inLab('b')), link(inLab('a'), inLab('b'), 'link')],
  'a block device': [block(inLab('a'), 0, '4')],
  'a character device': [block(inLab('a'), 0, '3')],
  'a pipe': [block(inLab('a'), 0, '6')],
  'a contiguous file': [block(inLab('a'), 0, '7')],
  'a kind that nobody knows': [block(inLab('a'), 0, 'Z')],
  'a file named like a folder, with another entry as its content': [block(inLab('a/'), 512, '0'), block('../../bb-escape', 0, '0')],
  'a path in pax': [pax(paxRecord('path', '../../bb-escape')), block('a', 0, '0')],
  'an absolute path in pax': [pax(paxRecord('path', '/tmp/bb-escape')), block('a', 0, '0')],
  'a link target in pax': [pax(paxRecord('linkpath', '/etc/passwd')), block(inLab('a'), 0, '2')],
  'a sparse file of GNU in pax': [pax(paxRecord('GNU.sparse.major', '1') + paxRecord('GNU.sparse.name', '/tmp/bb-escape')), block(inLab('a'), 0, '0')],
  'a global pax header': [pax(paxRecord('path', '/tmp/bb-escape'), 'g'), block(inLab('a'), 0, '0')],
  'a size in pax': [pax(paxRecord('size', '-1')), block(inLab('a'), 0, '0')],
  'a size in base 256': [block(inLab('a'), 0, '0', { 124: '\x80\0\0\0\0\0\0\0\0\0\0\x05' }), padded('12345')],
  'a folder with a content': [block(inLab('a'), 5, '5'), padded('12345')],
  'something behind its end': [file(inLab('a')), Buffer.alloc(1024), file(inLab('b'))],
  'a long name': [longName('../../bb-escape'), block('a', 0, '0')],
  'a long link name': [longName('/etc/passwd', 'K'), block(inLab('a'), 0, '2')],
  'a prefix that makes it absolute': [block('bb-escape', 0, '0', { 345: '/tmp' })],
  'a name twice': [file(inLab('a')), file(inLab('a'), 'other')],
  'a name twice in other letters': [file(inLab('a')), file(inLab('A'), 'other')],
  'a name twice in another spelling': [file(inLab('caf\u00e9')), file(inLab('cafe\u0301'))],
  'a file where a folder is': [file(inLab('a/b')), file(inLab('a'))],
  'a file as a folder': [file(inLab('a')), file(inLab('a/b'))],
  'a name that is too long': [longName(inLab('n'.repeat(300))), block('a', 0, '0')],
  'a path that is too long': [longName(inLab('n/'.repeat(200))), block('a', 0, '0')],
  'another lab\'s folder': [file('databases/other/lab.yaml')],
  'no folder of a lab': [file('lab.yaml')],
  'a checksum that is wrong': [Buffer.alloc(512, 'z')],
  'an end in the middle of a file': [block(inLab('a'), 5_000, '0')],
};

describe('an archive of a pack', () => {
  it.each(Object.keys(ESCAPES))('with %s is refused, and nothing is written outside', async (name) => {
    const path = await world.makeFrom('evil.bbpack', await tarOf(ESCAPES[name] ?? []));
    const folder = world.packsFolder(`victim-${String(Object.keys(ESCAPES).indexOf(name))}`);
    await world.trust(folder, path);
    await mkdir(join(folder, 'trees'));
    const before = await filesIn(world.folder);
    const error: unknown = await world.import(folder, path).then(() => null, (each: unknown) => each);
    expect(toErrorReport(error).code).toBe('PACK_ENTRY_REFUSED');
    expect(await filesIn(world.folder)).toEqual(before);
    expect(await lstat('/tmp/bb-escape').catch(() => null)).toBeNull();
  });

  it('whose name goes on behind a zero byte ends there, as for every reader of tar', async () => {
    const path = await world.makeFrom('zero.bbpack', await tarOf([longName(inLab('a\0/../../../bb-escape')), block('a', 0, '0')]));
    const folder = world.packsFolder('zero');
    await world.trust(folder, path);
    await world.import(folder, path);
    expect((await filesIn(join(folder, 'trees'))).map((name) => name.slice(65))).toEqual([join('databases', 'evil', 'a')]);
  });

  it('that says it has more than the manifest allows is cut there', async () => {
    // The manifest's size binds the content; the archive inside can promise what it likes.
    const path = await world.makeFrom('bomb.bbpack', Buffer.concat([block(inLab('a'), 0o77777777777, '0'), Buffer.alloc(1024)]));
    const folder = world.packsFolder('victim');
    await world.trust(folder, path);
    expect(toErrorReport(await world.import(folder, path).catch((error: unknown) => error)).code).toBe('PACK_ENTRY_REFUSED');
    await mkdir(join(folder, 'trees'), { recursive: true });
    expect(await filesIn(join(folder, 'trees'))).toEqual([]);
  });
});

/** What file systems of Linux hold is let in for layers; what leads out of them, or reads in two ways, is not. */
const LAYERS: Readonly<Record<string, readonly RawEntry[]>> = {
  'an absolute path': [block('/etc/passwd', 0, '0')],
  'a path out': [block('a/../../etc/passwd', 0, '0')],
  'a device': [block('dev/sda', 0, '4')],
  'a pipe': [block('run/pipe', 0, '6')],
  'a file below a link': [link('var/run', '/run'), file('var/run/evil')],
  'a hard link out': [link('a', '../../etc/shadow', 'link')],
  'a hard link through a link': [link('var/run', '/run'), link('a', 'var/run/b', 'link')],
  'a name twice': [file('./etc/motd'), file('etc/motd')],
  'a link and a file of the same name': [link('etc', '/tmp'), file('etc')],
  'a global header that hides a name': [pax(paxRecord('path', 'fine'), 'g'), pax(paxRecord('mtime', '1')), block('../evil', 0, '0')],
  'a file named like a folder, with another entry as its content': [block('etc/', 512, '0'), block('../evil', 0, '0')],
  'a file that pax names like a folder': [pax(paxRecord('path', 'etc/')), block('a', 512, '0'), block('../evil', 0, '0')],
  'a sparse file': [pax(paxRecord('GNU.sparse.realsize', '9')), block('a', 0, '0')],
};

describe('a layer', () => {
  it.each(Object.keys(LAYERS))('with %s is refused before the engine hears of it', async (name) => {
    const layer = await tarOf(LAYERS[name] ?? []);
    const path = await world.make('layer.bbpack', [], createSource([{ reference: 'evil/image:1', layers: [layer] }]));
    const folder = world.packsFolder('layers');
    await world.trust(folder, path);
    const engine = fakeEngine();
    expect(toErrorReport(await world.import(folder, path, { engine }).catch((error: unknown) => error)).code).toBe('PACK_ENTRY_REFUSED');
    expect([engine.got, engine.tags.size]).toEqual([[], 0]);
  });

  it('of an ordinary image is let in: links of both kinds, white-outs, extended attributes', async () => {
    const layer = await tarOf([
      { header: { name: './', type: 'directory' } }, file('./usr/bin/perl5'), link('./usr/bin/perl', './usr/bin/perl5', 'link'), link('./bin', 'usr/bin'), link('./etc/alternatives/vi', '/usr/bin/vi'),
      file('etc/.wh.motd', ''), pax(paxRecord('SCHILY.xattr.security.capability', 'x')), block('usr/bin/ping', 0, '0'),
    ]);
    await expect(readArchive((async function* one() { await Promise.resolve(); yield layer; })(), 'image', layerRules())).resolves.toBeUndefined();
  });

  it('must be one that the configuration names', async () => {
    const layer = await tarOf([file('a')]);
    const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] } }));
    const path = await world.make('config.bbpack', [], createSource([{ reference: 'evil/image:1', layers: [layer], config }]));
    const folder = world.packsFolder('config');
    await world.trust(folder, path);
    const engine = fakeEngine();
    expect(toErrorReport(await world.import(folder, path, { engine }).catch((error: unknown) => error)).code).toBe('PACK_INVALID');
    expect(engine.got).toEqual([]);
  });
});

describe('a chunk', () => {
  const encoder = new Encoder(9);
  it('unpacks to its size, and to nothing where it says another', async () => {
    const content = Buffer.from('hello '.repeat(1_000));
    const chunk = await codec.compress(content);
    expect(await codec.decompress(chunk, content.length)).toEqual(content);
    expect(await codec.decompress(chunk, content.length - 1)).toBeNull();
    expect(await codec.decompress(Buffer.concat([chunk, chunk]), content.length)).toBeNull();
    expect(await codec.decompress(await encoder.encode(content), content.length)).toBeNull();
    const noise = Buffer.from(content.map((_, index) => (index * 7919) % 251));
    expect(await codec.decompress(await codec.compress(noise), noise.length)).toEqual(noise);
  });

  it('that is a bomb is not unpacked beyond the size that was signed', async () => {
    // 40,000 blocks that each repeat one byte 131,072 times: 5 GB in 160 kB, in a frame that says 4 MiB.
    const repeat = Buffer.from([...[(131_072 << 3) | 2].flatMap((header) => [header & 255, (header >> 8) & 255, (header >> 16) & 255]), 7]);
    const last = Buffer.from([...[(131_072 << 3) | 3].flatMap((header) => [header & 255, (header >> 8) & 255, (header >> 16) & 255]), 7]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(CHUNK_BYTES);
    const bomb = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58]), size, ...Array.from({ length: 40_000 }, () => repeat), last]);
    const before = process.memoryUsage().rss;
    expect(await codec.decompress(bomb, CHUNK_BYTES)).toBeNull();
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
  });
});

describe('the rules for names', () => {
  it('let ordinary trees in', () => {
    const rules = treeRules();
    for (const name of ['node_modules/.bin/tool', 'modules/github.com/!burnt!sushi/toml@v1.0.0/a_test.go', 'packages/flask/__init__.py', 'sh/11-größe.md']) expect(rules.refuse({ name, type: 'file', size: 1 }), name).toBeNull();
  });
});
