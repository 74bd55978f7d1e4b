/** Takes images from Docker for a new pack: one `docker save`, each layer added as it comes. */
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import type { PackImage } from '../../shared/pack-format.ts';
import type { Daemon } from '../engines/docker/daemon.ts';
import type { ImageSource } from './image-source.ts';

/** Longest time for all images, in milliseconds. */
const SAVE_DEADLINE_MS = 2 * 60 * 60 * 1000;
/** In bytes; what is no layer is small. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

const manifestSchema = z.array(z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullable(), Layers: z.array(z.string()) })).min(1);
const configSchema = z.object({ architecture: z.string(), rootfs: z.object({ diff_ids: z.array(z.string()) }) });

export function createDockerImageSource(daemon: Daemon): ImageSource {
  return {
    save: (references, add, signal) => daemon.call({ operation: 'save images', signal, deadlineMs: SAVE_DEADLINE_MS }, async (docker, cut) => {
      const known = (await docker.listImages({ abortSignal: cut })).flatMap(({ RepoTags }) => RepoTags ?? []);
      const unknown = references.find((reference) => !known.includes(reference));
      if (unknown !== undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'image', name: unknown, known });
      const names = references.map((name) => `names=${encodeURIComponent(name)}`).join('&');
      const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        // The client cuts the last character off a path with a question mark and nothing else to put behind it.
        docker.modem.dial({ path: `/images/get?${names}&`, method: 'GET', isStream: true, abortSignal: cut, statusCodes: { 200: true, 404: 'no such image', 500: 'server error' } },
          (error: unknown, found: unknown) => { if (error !== null && error !== undefined) reject(error instanceof Error ? error : new Error('save')); else resolve(found as NodeJS.ReadableStream); });
      });
      const saved = await readSaved(stream, add, AbortSignal.any([signal, cut]));
      return saved.filter(({ reference }) => references.includes(reference));
    }),
  };
}

/** Reads what `docker save` gives: layers are added, texts kept until all is read. */
async function readSaved(stream: NodeJS.ReadableStream, add: (content: AsyncIterable<Uint8Array>) => Promise<string>, signal: AbortSignal): Promise<PackImage[]> {
  const texts = new Map<string, Buffer>();
  const layers = new Map<string, string>();
  /** Equal layers are saved once, with links to it. */
  const links = new Map<string, string>();
  const extract = tar.extract();
  const stop = (): void => { extract.destroy(new Error('aborted')); };
  signal.addEventListener('abort', stop, { once: true });
  stream.on('error', (error: Error) => { extract.destroy(error); });
  stream.pipe(extract);
  try {
    for await (const entry of extract) {
      const { name, type, linkname, size } = entry.header;
      const content = entry as AsyncIterable<Uint8Array>;
      if (type === 'symlink') links.set(name, posix.normalize(posix.join(posix.dirname(name), linkname ?? '')));
      if (type !== 'file') {
        for await (const piece of content) void piece;
        continue;
      }
      // Older daemons call it layer.tar, newer ones by its hash; what is small and JSON is none.
      const first = await beginning(content);
      if (isLayer(name, first.head)) layers.set(name, await add(first.head[0] === 0x1f && first.head[1] === 0x8b ? unzipped(first.all) : first.all));
      else texts.set(name, await whole(first.all, size ?? 0, name));
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const manifest = manifestSchema.parse(JSON.parse(String(texts.get('manifest.json') ?? 'null')));
  const images: PackImage[] = [];
  for (const { Config, RepoTags, Layers } of manifest) {
    const bytes = texts.get(Config);
    if (bytes === undefined) throw new Error(`docker save gave no ${Config}`);
    const { architecture, rootfs } = configSchema.parse(JSON.parse(bytes.toString('utf8')));
    const config = await add((function* one() { yield bytes; })() as unknown as AsyncIterable<Uint8Array>);
    const found = Layers.map((name) => layers.get(links.get(name) ?? name) ?? '');
    if (found.map((hash) => `sha256:${hash}`).join() !== rootfs.diff_ids.join()) throw new Error(`docker save gave other layers than ${Config} names`);
    for (const reference of RepoTags ?? []) images.push({ kind: 'image', reference, architecture, config, layers: found });
  }
  return images;
}

/** A tar begins with the name of its first entry and has "ustar" in its first block; a compressed one with its magic. */
function isLayer(name: string, head: Uint8Array): boolean {
  return name.endsWith('/layer.tar') || (head[0] === 0x1f && head[1] === 0x8b) || Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
}

/** Its first block, and all of it with that. */
async function beginning(content: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = content[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let [bytes, done] = [0, false];
  while (bytes < 512 && !done) {
    const next = await iterator.next();
    done = next.done === true;
    if (next.done === true) break;
    pieces.push(next.value);
    bytes += next.value.length;
  }
  const all = (async function* rest() {
    yield* pieces;
    for (let next = done ? null : await iterator.next(); next !== null && next.done !== true; next = await iterator.next()) yield next.value;
  })();
  return { head: Buffer.concat(pieces), all };
}

function unzipped(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  // What goes wrong destroys both ends, and is told by the one that is read.
  pipeline(Readable.from(content, { objectMode: false }), gunzip).catch(() => undefined);
  return gunzip;
}

async function whole(content: AsyncIterable<Uint8Array>, size: number, name: string): Promise<Buffer> {
  if (size > MAX_TEXT_BYTES) throw new Error(`docker save gave ${name} with ${String(size)} bytes`);
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
