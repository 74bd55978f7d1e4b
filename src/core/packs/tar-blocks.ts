/**
 * Looks at the headers of a tar as they lie in it, before any library reads them. What one reader of tar takes and
 * another passes over (global headers, sizes in other notations, things behind the end) is not let in, so that the
 * archive that was checked is the archive that the container engine sees.
 */
import { BackbenchError } from '../../shared/errors.ts';

const BLOCK = 512;
/** Files (two ways), hard and symbolic links, devices, folders, pipes, contiguous files; names and PAX headers for the next one. The rules decide about each. */
const KNOWN_TYPES: ReadonlySet<string> = new Set(['\0', '0', '1', '2', '3', '4', '5', '6', '7', 'x', 'L', 'K']);

/** Their contents say how the next entry is called. */
const EXTENSIONS: ReadonlySet<string> = new Set(['x', 'L', 'K']);
/** Stands for the contents of files, which no reader of headers needs. */
const ZEROS = Buffer.alloc(256 * 1024);
/** Headers are handed on together, in bytes: a layer has tens of thousands. */
const TOGETHER_BYTES = 64 * 1024;

/**
 * The same archive with zeros for the contents of files, as long as its headers are plain. Nothing of what the source gave is kept.
 * @param onContent gets the contents instead, piece by piece, each after all before it was handed on
 * @throws BackbenchError PACK_ENTRY_REFUSED; what `onContent` throws
 */
export async function* plainBlocks(source: AsyncIterable<Uint8Array>, item: string, onContent?: (piece: Buffer) => Promise<void>): AsyncGenerator<Buffer, void, void> {
  const refuse = (header: Buffer, reason: string): BackbenchError<'PACK_ENTRY_REFUSED'> =>
    new BackbenchError('PACK_ENTRY_REFUSED', { item, entry: nameOf(header), reason });
  const header = Buffer.alloc(BLOCK);
  let [filled, skip, content, empty, extension] = [0, 0, 0, 0, false];
  let [ready, readyBytes]: [Buffer[], number] = [[], 0];
  const add = (bytes: Buffer): void => {
    ready.push(bytes);
    readyBytes += bytes.length;
  };
  const handOn = (): Buffer => {
    const all = Buffer.concat(ready);
    [ready, readyBytes] = [[], 0];
    return all;
  };
  for await (const part of source) {
    const piece = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < piece.length;) {
      if (skip > 0) {
        const passed = Math.min(skip, piece.length - at, ZEROS.length);
        const inside = piece.subarray(at, at + passed);
        if (extension) add(Buffer.from(inside));
        else {
          const real = inside.subarray(0, content);
          if (onContent !== undefined && real.length > 0) {
            if (readyBytes > 0) yield handOn();
            await onContent(real);
          }
          content -= real.length;
          if (passed < TOGETHER_BYTES) add(ZEROS.subarray(0, passed));
          else {
            if (readyBytes > 0) yield handOn();
            yield ZEROS.subarray(0, passed);
          }
        }
        if (readyBytes >= TOGETHER_BYTES) yield handOn();
        [skip, at] = [skip - passed, at + passed];
        continue;
      }
      const taken = piece.copy(header, filled, at, Math.min(piece.length, at + BLOCK - filled));
      [filled, at] = [filled + taken, at + taken];
      if (filled < BLOCK) continue;
      filled = 0;
      if (header.every((byte) => byte === 0)) {
        empty += 1;
        add(ZEROS.subarray(0, BLOCK));
        continue;
      }
      if (empty > 0) throw refuse(header, 'something lies behind the end of the archive');
      const type = String.fromCharCode(header[156] ?? 0);
      if (!KNOWN_TYPES.has(type)) throw refuse(header, `it is of the kind "${type}"`);
      const size = /^[0-7]{1,11}[\0 ]*$/.exec(header.subarray(124, 136).toString('latin1').trimStart());
      if (size === null) throw refuse(header, 'its size is no plain number');
      // Links, folders and devices have no content, whatever their size says; readers differ.
      const bytes = Number.parseInt(size[0], 8);
      if (bytes > 0 && '123456'.includes(type)) throw refuse(header, 'it has a content that its kind can\'t have');
      // Some readers take a file for a folder by the end of its name, and its content for what follows.
      if (bytes > 0 && nameOf(header).endsWith('/') && !EXTENSIONS.has(type)) throw refuse(header, 'it is named like a folder and has a content');
      skip = Math.ceil(bytes / BLOCK) * BLOCK;
      [content, extension] = [bytes, EXTENSIONS.has(type)];
      add(Buffer.from(header));
    }
    if (readyBytes > 0) yield handOn();
  }
  // What is left of a header that was cut off: the reader of headers finds the archive too short.
  if (filled > 0) yield Buffer.from(header.subarray(0, filled));
}

const nameOf = (header: Buffer): string => header.subarray(0, 100).toString('latin1').split('\0', 1)[0] ?? '';
